"""The audit finds all that was planted in a dirty world, and nothing else."""

import tempfile
from pathlib import Path

from generators.dirty_world import World, dirty_world
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.workflow.audit import Audited, audit_folder

PLANTED = tuple(f"D{number:02d}" for number in range(1, 13))


def audited(world: World) -> Audited:
    """The audit of a world."""
    with tempfile.TemporaryDirectory() as folder:
        world.write(Path(folder))
        return audit_folder(Path(folder)).require()


@given(seed=st.integers(min_value=0, max_value=1 << 32), units=st.integers(min_value=6, max_value=40))
def test_an_audit_finds_all_and_only_what_was_planted(seed: int, units: int) -> None:
    world = dirty_world(seed, units)
    result = audited(world)
    found = {
        (finding.code, one.origin.file, one.origin.row)
        for finding in result.findings
        for one in finding.evidence
        if finding.code in PLANTED
    }
    assert sorted(world.flags - found) == []
    assert sorted(found - world.flags) == []
    claims = {(one.origin.file, one.origin.row, str(one.prefix)) for one in result.handed_in.claims}
    assert sorted(world.claims ^ claims) == []
    unreadable = {(one.origin.file, one.origin.row) for one in result.handed_in.unreadable}
    assert sorted(world.unreadable ^ unreadable) == []
