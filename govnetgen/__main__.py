"""Entry point of the command line."""

import sys


def main() -> None:
    """Run the command line."""
    from govnetgen.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
