"""Whatever happens to the files of a network: it is the network, or diagnostics say where it is not; no traceback."""

import tempfile
from pathlib import Path

from errors.overlay import BASE, PLATFORMS
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.inventory import load_inventory, resolve
from govnetgen.views.diagnostics import format_diagnostics

FILES = sorted(one.name for one in BASE.iterdir())
LINES = {name: (BASE / name).read_text(encoding="utf-8").splitlines() for name in FILES}
SCRAPS = st.sampled_from(
    ["", "x", "1", "-1", "true", "[]", "{}", "null", "{a: 1}", "[1, x]", '"', "&a", "*a", "<<: x", "{unit}", "secret:x",
     "10.0.0.0/8", "::/0", "0.0.0.0/0", "core1", "tax", "vlan", "unit", "9999999999", "1.5", "each: unit", "\t", "- ",
     "中", ": ", "#"]
)  # fmt: skip


@st.composite
def damages(draw: st.DrawFn) -> dict[str, str]:
    """Return some files with lines removed, doubled or moved, or words replaced."""
    damaged: dict[str, str] = {}
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(FILES))
        lines = damaged.get(name, "\n".join(LINES[name])).split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["remove", "double", "move", "word", "cut"]))
        if kind == "remove":
            del lines[at]
        elif kind == "double":
            lines.insert(at, lines[at])
        elif kind == "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        else:
            starts = [0, *(position + 1 for position, one in enumerate(lines[at]) if one in " [{,:;/")]
            start = draw(st.sampled_from(starts))
            end = start
            while end < len(lines[at]) and lines[at][end] not in " ]},:;/":
                end += 1
            rest = "" if kind == "cut" else lines[at][end:]
            lines[at] = lines[at][:start] + draw(SCRAPS) + rest
        damaged[name] = "\n".join(lines)
    return damaged


@given(damages())
def test_damage_is_a_network_or_diagnostics(damaged: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in FILES:
            (folder / file).write_text(damaged.get(file, "\n".join(LINES[file])), encoding="utf-8")
        loaded = load_inventory(folder)
        found = loaded.diagnostics
        network = None
        if loaded.value is not None:
            resolved = resolve(loaded.value, PLATFORMS)
            network, found = resolved.value, found + resolved.diagnostics
        failed = any(one.severity == "error" for one in found)
        assert failed == (network is None)
        assert all(one.hint and one.location.file for one in found)
        format_diagnostics(found)
