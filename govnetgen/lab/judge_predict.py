"""What ``verify`` predicts for each packet of a test: by the meaning of the devices' texts, hop by hop."""

from collections.abc import Mapping, Sequence

from govnetgen.lab.expect import Expectation
from govnetgen.lab.expect_station import Station
from govnetgen.lab.judge import Prediction
from govnetgen.verify import Observed
from govnetgen.verify.packets import Box
from govnetgen.verify.place import Place, UnknownPlace, places
from govnetgen.verify.trace import Fate, Tracer


def predictions(observed: Observed, expected: Sequence[Expectation]) -> Mapping[int, Prediction | None]:
    """Predict each expectation, by its number; None where a device itself speaks or is spoken to."""
    tracers = {version: Tracer(observed, version) for version in (4, 6)}
    known: dict[tuple[Station, int], tuple[Place, ...]] = {}
    found: dict[int, Prediction | None] = {}
    for number, one in enumerate(expected):
        key = (one.source.station, one.version)
        if key not in known:
            known[key] = _starts(tracers[one.version], one.source.station)
        found[number] = _predict(tracers[one.version], one, known[key])
    return found


def _starts(tracer: Tracer, station: Station) -> tuple[Place, ...]:
    """Return where a station's packets enter; a pair's preferred device is first."""
    if station.device:
        return ()
    name = f"{station.unit}/{station.vlan}" if station.unit else station.external
    try:
        found = places(tracer.forwarding, name)
    except UnknownPlace:
        return ()
    devices = tracer.observed.network.devices
    starting = [place for place in found if place.start is not None]
    return tuple(sorted(starting, key=lambda one: one.start is not None and devices[one.start.device].standby))


def _predict(tracer: Tracer, one: Expectation, starts: Sequence[Place]) -> Prediction | None:
    target = one.target.station
    if target.device or not target.node or not starts or starts[0].start is None:
        return None
    source = (one.spoofed or one.source.address).value
    port = (one.sent.port, one.sent.port)
    box = Box(one.version, one.sent.protocol, (source, source), (one.sent_to.value, one.sent_to.value), port)
    fates = list(tracer.follow(starts[0].start, [box]))
    for fate in fates:
        if fate.arrived and _is_at(tracer.observed, fate, one):
            return Prediction(arrives=True, path=fate.path)
    if not fates:
        return Prediction(arrives=False, why="it is lost")
    fate = fates[0]
    why = fate.why or "it ends somewhere else"
    return Prediction(arrives=False, why=why, path=fate.path)


def _is_at(observed: Observed, fate: Fate, one: Expectation) -> bool:
    station = one.target.station
    if station.external:
        return (
            fate.external is not None
            and fate.external.link.external is not None
            and (fate.external.link.external.name == station.external)
        )
    inside = any(box.destination == (one.target.address.value,) * 2 for box in fate.packets)
    return inside and fate.external is None and fate.device in observed.network.units[station.unit].gateways
