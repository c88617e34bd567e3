"""A network folder with something wrong in it: the base network, changed as a case says.

``change.diff`` in a case's folder holds blocks, each under ``--- FILE``: lines that begin with ``-`` must stand in the
base file, one after another, and give way to the lines with ``+``; a block of ``+`` only goes to the end. Other files
of the case take the place of the base's; an empty ``FILE.removed`` removes one.
"""

import shutil
from pathlib import Path

from govnetgen.inventory import PlatformFacts

BASE = Path(__file__).parent / "base"
PLATFORMS = {
    "ruijie_rgos": PlatformFacts(dialects=frozenset({"s"}), default_dialect="s"),
    "huawei_vrp": PlatformFacts(dialects=frozenset({"s", "usg"}), default_dialect="s", p2p_length=30),
}
"""What the base needs to know of platforms; it does not change when they do."""

NOT_FOR_THE_NETWORK = ("change.diff", "expected.txt")


def lay_over(case: Path, folder: Path) -> None:
    """Make the folder of a case."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for file in case.iterdir():
        if file.suffix == ".removed":
            (folder / file.stem).unlink()
        elif file.name not in NOT_FOR_THE_NETWORK:
            shutil.copy(file, folder / file.name)
    changes = case / "change.diff"
    if changes.exists():
        for block in changes.read_text(encoding="utf-8").split("--- ")[1:]:
            name, _, body = block.partition("\n")
            _change(folder / name.strip(), body)


def _change(file: Path, body: str) -> None:
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    removed: list[str] = []
    added: list[str] = []
    for line in [*body.splitlines(), "@"]:
        if line.startswith("-"):
            if added:
                text, removed, added = _replace(file, text, removed, added), [], []
            removed.append(line[1:])
        elif line.startswith("+"):
            added.append(line[1:])
        elif removed or added:
            text, removed, added = _replace(file, text, removed, added), [], []
    file.write_text(text, encoding="utf-8")


def _replace(file: Path, text: str, removed: list[str], added: list[str]) -> str:
    new = "".join(f"{line}\n" for line in added)
    if not removed:
        return text + new
    old = "".join(f"{line}\n" for line in removed)
    assert f"\n{text}".count(f"\n{old}") == 1, f"{file.name} does not have exactly once: {old}"
    return f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:]
