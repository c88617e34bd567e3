"""Claims and hosts for tests, in one line each."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from govnetgen.model.address import Address, Prefix
from govnetgen.model.claims import Claim, Host, Origin, Owner, RowFacts

ClaimOf = Callable[..., Claim]


@pytest.fixture
def claim() -> ClaimOf:
    """Make claims, a row each."""
    rows = count(2)

    def make(unit: str, prefix: str, *, subnet: bool = True, row: int | None = None, **facts: Any) -> Claim:
        origin = Origin("a.csv", next(rows) if row is None else row, 2)
        return Claim(
            origin=origin,
            owner=Owner(unit, unit),
            prefix=Prefix.parse(prefix),
            written=prefix,
            subnet=subnet,
            facts=RowFacts(**facts),
        )

    return make


@pytest.fixture
def host() -> Callable[[str, str], Host]:
    """Make hosts, a row each."""
    rows = count(2)

    def make(unit: str, address: str) -> Host:
        return Host(origin=Origin("h.csv", next(rows), 3), owner=Owner(unit, unit), address=Address.parse(address))

    return make
