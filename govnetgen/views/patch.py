"""A patch, and the difference that it removes, for a person or a program."""

import sys

from govnetgen.views.outcome import count, print_json
from govnetgen.workflow.change import Shown


def print_patch(found: Shown, *, rollback: bool, as_json: bool) -> None:
    """Print the commands (or those that take them back) alone on standard output, the rest on standard error."""
    if as_json:
        print_json(
            {
                "ok": True,
                "commands": list(found.commands),
                "rollback": list(found.rollback),
                "risks": [f"{one.command}: {one.why}" for one in found.forced],
                "unmanaged": list(found.unmanaged),
                "diff": [{"sign": one.sign, "depth": one.depth, "text": one.text} for one in found.differences],
                "diagnostics": [],
            }
        )
        return
    lines = found.rollback if rollback else found.commands
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stderr.write("".join(f"risk: {one.command}: {one.why}\n" for one in found.forced))
    if found.unmanaged:
        sys.stderr.write(f"{count(len(found.unmanaged), 'line')} that no model knows stay as they are\n")


def print_differences(found: Shown, as_json: bool) -> None:
    """Print what differs, each line below the lines of its blocks."""
    if as_json:
        print_json(
            {
                "ok": True,
                "diff": [{"sign": one.sign, "depth": one.depth, "text": one.text} for one in found.differences],
            }
        )
        return
    for one in found.differences:
        for line in one.text.split("\n"):
            sys.stdout.write(f"{one.sign} {'  ' * one.depth}{line}\n")
