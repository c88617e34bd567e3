"""What lab tests share: one small network is up for all that give commands to it, and put back what they changed."""

import os
from collections.abc import Iterator

import pytest
from lab.site import Site, small_site


@pytest.fixture(scope="session")
def small_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small network, up under another name."""
    with small_site(tmp_path_factory.mktemp("site"), f"site{os.getpid()}") as made:
        yield made


@pytest.fixture(scope="module")
def site(small_lab: Site) -> Iterator[Site]:
    """The same as its folder says, all its devices reachable in-band; runs are kept beside it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(small_lab.state))
        small_lab.bring()
        yield small_lab
