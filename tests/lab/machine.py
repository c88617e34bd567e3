"""What labs in tests need, and what they must leave as it was."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from govnetgen.lab.machine import PACKAGES, installed, kernel_lacks

SMALL = Path(__file__).parents[2] / "inventory" / "small"


def lacking() -> str | None:
    """Say why no lab can be on this machine, None where one can."""
    if os.geteuid() != 0:
        return "a lab needs root"
    missing = sorted({package for program, package in PACKAGES.items() if not installed(program)})
    if missing:
        return f"not installed: {' '.join(missing)}"
    if shutil.which("ping") is None:
        return "not installed: iputils-ping"
    refused = kernel_lacks()
    return refused[0].message if refused else None


LACKING = lacking()
MARKS = [
    pytest.mark.lab,
    pytest.mark.xdist_group("lab"),
    pytest.mark.skipif(LACKING is not None, reason=str(LACKING)),
]


def small_copy(folder: Path, name: str) -> Path:
    """Copy the small network under another name: labs of other tests have names of their own."""
    copy = folder / name
    shutil.copytree(SMALL, copy)
    change(copy / "network.yaml", "name: small\n", f"name: {name}\n")
    return copy


def change(file: Path, before: str, after: str) -> None:
    """Put a text in the place of another, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def said(*words: str) -> str:
    """Run a program that must succeed; return what it says."""
    return subprocess.run(words, check=True, capture_output=True, encoding="utf-8").stdout


def succeeds(*words: str) -> bool:
    """Tell whether a program succeeds."""
    return subprocess.run(words, check=False, capture_output=True).returncode == 0


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    """Tell whether something comes to hold in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return False


def namespaces(network: str) -> list[str]:
    """The namespaces of a network's lab."""
    return [one.name for one in Path("/run/netns").glob(f"{network}.*")]
