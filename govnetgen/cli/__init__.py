"""The command line: a file a verb, bodies of a few lines; what a verb needs is imported when it runs."""

from govnetgen.cli.app import app, run

__all__ = ["app", "run"]
