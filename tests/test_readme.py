"""The examples of the READMEs work as they stand there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")


def _commands(readme: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("readme", READMES)
def test_commands_run_one_after_another(readme: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "inventory" / "small", tmp_path / "inventory" / "small")
    commands = _commands(readme)
    assert len(commands) >= 3
    for command in commands:
        program, *arguments = command.split()
        assert program == "govnetgen"
        done = subprocess.run(
            [sys.executable, "-m", "govnetgen", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert (tmp_path / "build" / "small" / "core1.cfg").exists()


@pytest.mark.parametrize("readme", READMES)
def test_links_lead_somewhere(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    targets = [one for one in re.findall(r"\]\(([^)#]+)", text) if "://" not in one]
    assert targets
    assert not [one for one in targets if not (ROOT / one).exists()]


@pytest.mark.parametrize("readme", READMES)
def test_the_shown_inventory_is_the_shipped_one(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    for name, block in re.findall(r"```yaml\n# (\S+)\n(.*?)```", text, re.DOTALL):
        shipped = (ROOT / "inventory" / "small" / name).read_text(encoding="utf-8").splitlines()
        shown = block.splitlines()
        assert shown and not [line for line in shown if line not in shipped], name
