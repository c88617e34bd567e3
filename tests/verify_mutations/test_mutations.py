"""Seeded mistakes: every promise is broken once in every way that it can be, and the counterexample is named.

A case spoils one thing in the text of one device (or in the inventory), and says which check finds it and what an
engineer is told. The networks themselves have no failure but those that their facts accept.
"""

from functools import cache

import pytest
from networks import Built, build
from verify_mutations import classes, duplicates, exits, link_ends, pairs, sessions, vpns, zones
from verify_mutations.change import Case, failures, observed, text

from govnetgen.verify.verify import PROMISES

CASES: list[Case] = [
    case for module in (link_ends, sessions, pairs, duplicates, exits, vpns, classes, zones) for case in module.CASES
]


@cache
def network(name: str) -> Built:
    """A network, built once."""
    return build(name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}: {case.name}")
def test_a_mistake_is_found_and_named(case: Case) -> None:
    found = failures(list(PROMISES[case.check](observed(case.spoil(network(case.of))))))
    told = [text(one) for one in found]
    assert any(all(words in one for words in case.told) for one in told), "\n\n".join(told)


@pytest.mark.parametrize("check", sorted(PROMISES))
def test_every_promise_has_a_mistake(check: str) -> None:
    assert any(case.check == check for case in CASES)


@pytest.mark.parametrize("check", sorted({*PROMISES} - {"single-point"}))
@pytest.mark.parametrize("name", ["dalian", "mpls"])
def test_without_a_mistake_nothing_is_found(name: str, check: str) -> None:
    assert failures(list(PROMISES[check](observed(network(name))))) == []
