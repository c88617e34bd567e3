"""What a configuration means, and what of it was not understood."""

import sys

from govnetgen.model.json import to_json
from govnetgen.platform import Reading
from govnetgen.views.outcome import count, print_json


def print_reading(reading: Reading, file: str, as_json: bool) -> None:
    """Print what a configuration means; lines that were not understood go to standard error, with their numbers."""
    unread = [{"line": one.number, "text": one.text} for one in reading.unread]
    if as_json:
        print_json({"ok": True, "device": to_json(reading.device), "unread": unread, "diagnostics": []})
        return
    print_json(to_json(reading.device))
    for one in unread:
        sys.stderr.write(f"{file}:{one['line']}: not understood: {one['text']}\n")
    sys.stderr.write(f"{count(len(unread), 'line')} not understood\n")
