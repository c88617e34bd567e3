"""Entry point of the command line."""

import io
import signal
import sys


def main() -> None:
    """Run the command line."""
    from govnetgen.cli import run

    signal.signal(signal.SIGTERM, _terminated)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # nohup has it ignored
        signal.signal(signal.SIGHUP, _terminated)  # a terminal that is gone ends no device's change half-way
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show 税务局 must not end the run
    sys.exit(run(sys.argv[1:]))


def _terminated(number: int, frame: object) -> None:
    raise KeyboardInterrupt  # as for Ctrl-C: what waits to be written is cleared away


if __name__ == "__main__":
    main()
