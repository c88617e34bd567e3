"""Networks and the labs that are planned for them."""

import pytest
from networks import Built, build

from govnetgen.lab.plan import lab_plan
from govnetgen.lab.topology import LabPlan


def planned(built: Built, *limit: str) -> LabPlan:
    """Plan a lab."""
    return lab_plan(built.network, built.plan, built.devices.__getitem__, limit=limit).require()


@pytest.fixture(scope="session")
def small() -> Built:
    """The small network."""
    return build("small")


@pytest.fixture(scope="session")
def dalian() -> Built:
    """The Dalian network."""
    return build("dalian")


@pytest.fixture(scope="session")
def small_lab(small: Built) -> LabPlan:
    """A lab of the whole small network."""
    return planned(small)


@pytest.fixture(scope="session")
def dalian_lab(dalian: Built) -> LabPlan:
    """A lab of all of Dalian."""
    return planned(dalian)
