"""Networks under names of their own, in labs: what a test changes in them, and what their nodes hold."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from lab.machine import change, small_copy

from govnetgen.cli import run
from govnetgen.deploy.session import Target, open_with_napalm
from govnetgen.lab.state import read_state
from govnetgen.lab.targets import lab_targets
from govnetgen.workflow.lab_aims import lab_targets_of

PATIENCE_S = 90


@dataclass(frozen=True)
class Site:
    """A network whose lab is up under ``name``, and the folder of its runs."""

    folder: Path
    name: str
    state: Path

    @contextmanager
    def changed(self, *changes: tuple[str, str, str]) -> Iterator[None]:
        """Have something else in the inventory (file, text, new text) for a while."""
        kept = {file: (self.folder / file).read_text(encoding="utf-8") for file, _, _ in changes}
        try:
            for file, old, new in changes:
                change(self.folder / file, old, new)
            yield
        finally:
            for file, text in kept.items():
                (self.folder / file).write_text(text, encoding="utf-8")

    def bring(self) -> None:
        """Bring the lab to what the folder says, and wait until all its devices answer in-band."""
        assert run(["lab", "up", str(self.folder)]) == 0
        until = time.monotonic() + PATIENCE_S
        while run(["collect", str(self.folder), "--lab", "-o", str(self.state / "captures"), "--force"]) != 0:
            assert time.monotonic() < until, "the lab does not converge"
            time.sleep(0.5)

    def console(self, node: str) -> Target:
        """Return how a node is reached whatever its network does."""
        state = read_state(self.name)
        assert state is not None
        target = lab_targets_of(self.folder, [node]).require().targets[node]
        return replace(target, sock=lab_targets(state, console=True)[node].connect)


def held(target: Target) -> str:
    """Return what a node holds, for which no change waits."""
    driver = open_with_napalm(target)
    driver.open()
    try:
        assert not driver.has_pending_commit()
        return str(driver.get_config(retrieve="running")["running"])
    finally:
        driver.close()


@contextmanager
def small_site(base: Path, name: str) -> Iterator[Site]:
    """Have a copy of the small network up."""
    made = Site(small_copy(base, name), name, base / "state")
    try:
        assert run(["lab", "up", str(made.folder)]) == 0
        yield made
    finally:
        assert run(["lab", "down", str(made.folder)]) == 0
