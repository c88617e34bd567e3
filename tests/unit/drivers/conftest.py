from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from simulator import SimulatedDevice, Simulation, simulated
from simulator.examples import device, driver_of

from govnetgen.drivers import cli_session
from govnetgen.drivers.cli_driver import CliDriver

Start = Callable[..., tuple[SimulatedDevice, CliDriver]]


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    # simulated devices print what they have to say at once
    monkeypatch.setattr(cli_session, "_SETTLED_S", 0.08)
    monkeypatch.setattr(cli_session, "_LONG_SETTLED_S", 0.8)


@pytest.fixture
def network() -> Iterator[Callable[[SimulatedDevice], Simulation]]:
    """Starts devices; they end with the test."""
    with ExitStack() as stack:
        yield lambda one: stack.enter_context(simulated(one))


@pytest.fixture
def start(network: Callable[[SimulatedDevice], Simulation]) -> Iterator[Start]:
    """Starts a small device of a kind and opens a driver for it; ``speaks`` is the device's own encoding."""
    drivers: list[CliDriver] = []

    def begin(kind: str, **arguments: Any) -> tuple[SimulatedDevice, CliDriver]:
        held = {name: arguments.pop(name) for name in ("faults", "speaks", "enable", "greeting") if name in arguments}
        if "speaks" in held:
            held["encoding"] = held.pop("speaks")
        one = device(kind, **held)
        network(one)
        driver = driver_of(one, **arguments)
        drivers.append(driver)
        driver.open()
        one.typed.clear()
        return one, driver

    yield begin
    for driver in drivers:
        driver.close()
