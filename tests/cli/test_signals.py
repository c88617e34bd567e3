"""What ends a run from outside: Ctrl-C, a kill, a terminal that goes away."""

import signal
import subprocess
import sys

import pytest

SCRIPT = """
import sys, time
import govnetgen.workflow.new
def waits(folder):
    print("ready", flush=True)
    time.sleep(60)
govnetgen.workflow.new.scaffold = waits
from govnetgen.__main__ import main
sys.argv[1:] = ["new", "somewhere"]
main()
"""


def begun(*before: str) -> subprocess.Popen[str]:
    """Start govnetgen with a verb that only waits."""
    words = [*before, sys.executable, "-c", SCRIPT]
    run = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert run.stdout is not None
    assert run.stdout.readline() == "ready\n"
    return run


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_ends_a_run_ends_it_in_order_and_is_said(number: signal.Signals) -> None:
    run = begun()
    run.send_signal(number)
    assert run.communicate(timeout=30) == ("", "interrupted\n")
    assert run.returncode == 130


def test_a_run_under_nohup_outlives_its_terminal() -> None:
    run = begun("nohup")
    run.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        run.wait(0.5)
    run.terminate()
    run.communicate(timeout=30)
    assert run.returncode == 130
