"""Networks with their plan and all intended configurations."""

import pytest
from networks import FOLDERS, Built, build


@pytest.fixture(scope="session", params=list(FOLDERS))
def built(request: pytest.FixtureRequest) -> Built:
    """Each network."""
    return build(request.param)


@pytest.fixture(scope="session")
def dalian() -> Built:
    """The Dalian network."""
    return build("dalian")


@pytest.fixture(scope="session")
def mpls() -> Built:
    """A network with IS-IS and MPLS L3VPN."""
    return build("mpls")
