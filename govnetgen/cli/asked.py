"""What ``diff``, ``patch`` and ``review`` compare secrets with."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govnetgen.diagnostics import Checked
    from govnetgen.workflow.renewal import Asked


def asked_for(secrets: Path | None, again: Sequence[str] | None) -> "Checked[Asked]":
    """Read the texts of secrets, and find what was written of them before."""
    from govnetgen.deploy.runs import state_folder
    from govnetgen.diagnostics import Collector
    from govnetgen.secrets import read_secrets
    from govnetgen.workflow.renewal import Asked

    collector = Collector()
    held = collector.take(read_secrets(secrets, os.environ))
    if held is None:
        return collector.checked(None)
    return collector.checked(Asked(secrets=held, state=state_folder(os.environ), again=tuple(again or ())))
