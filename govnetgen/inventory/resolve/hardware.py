"""Hardware: port lists written with brackets."""

import re
from collections.abc import Iterator, Mapping, Sequence

from govnetgen.diagnostics import Collector, Location
from govnetgen.inventory.inventory import Entry
from govnetgen.inventory.notation import NotationError, read_port
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.inventory.schema.hardware import HardwareEntry
from govnetgen.model.names import interface_name
from govnetgen.model.network import Hardware

PORT_LIMIT = 2000
"""How many ports a list may stand for."""

_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_PART = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?", re.ASCII)


def resolve_hardware(scope: Scope) -> Mapping[str, Hardware]:
    """Return the ports of every model."""
    return {entry.name: _hardware(entry, scope.found) for entry in scope.inventory.hardware}


def _hardware(entry: Entry[HardwareEntry], found: Collector) -> Hardware:
    seen: dict[str, Location] = {}
    uplinks = _ports(entry, "uplinks", entry.value.uplinks, seen, found)
    edge = _ports(entry, "edge", entry.value.edge, seen, found)
    management = entry.value.management
    if management is not None:
        _check_management(management, entry, found)
        if management in seen:
            message, hint = f"port {management} is listed twice", "a management port takes no links: list it once"
            found.error("duplicate-port", message, entry.at("management"), hint=hint, related=(seen[management],))
    return Hardware(name=entry.name, uplinks=uplinks, edge=edge, management=management)


def _check_management(name: str, entry: Entry[HardwareEntry], found: Collector) -> None:
    try:
        kind = interface_name(name)
        if kind.is_port or kind.kind == "mgmt":
            return
    except ValueError:
        pass
    hint = "write it as mgmt-0 or ge-0/0/0"
    found.error("bad-port", f"{name!r} is not a port", entry.at("management"), hint=hint)


def _ports(
    entry: Entry[HardwareEntry], key: str, texts: Sequence[str], seen: dict[str, Location], found: Collector
) -> tuple[str, ...]:
    ports: list[str] = []
    for position, text in enumerate(texts):
        place = entry.at(key, position)
        try:
            names = tuple(map(read_port, expand(text)))
        except NotationError as problem:
            found.error(problem.code, str(problem), place, hint=problem.hint)
            continue
        twice = next((name for name in names if name in seen), None)
        if twice:
            hint = "list each port once, as uplink or edge"
            found.error("duplicate-port", f"port {twice} is listed twice", place, hint=hint, related=(seen[twice],))
            continue
        seen |= dict.fromkeys(names, place)
        ports.extend(names)
    return tuple(ports)


def expand(text: str) -> Iterator[str]:
    """Yield the names that a text with brackets stands for, as ``ge-[1-2]/0/[1,3,5-8]``; raises NotationError."""
    match = _BRACKET.search(text)
    if match is None:
        if "[" in text or "]" in text:
            raise NotationError(
                f"{text!r} has a bracket without its other half", "write it as 10ge-0/[1-8]", "bad-port"
            )
        yield text
        return
    before, after = text[: match.start()], tuple(expand(text[match.end() :]))
    numbers = _numbers(match[1], text)
    if len(numbers) * len(after) > PORT_LIMIT:
        raise NotationError(f"{text!r} stands for more than {PORT_LIMIT} ports", "check the range", "bad-port")
    for number in numbers:
        for rest in after:
            yield f"{before}{number}{rest}"


def _numbers(text: str, whole: str) -> list[int]:
    numbers: list[int] = []
    for part in text.split(","):
        match = _PART.fullmatch(part.strip())
        if match is None or int(match[1]) > int(match[2] or match[1]):
            hint = "write numbers and ranges, the lower first, as [1-8] or [1,3,5-8]"
            raise NotationError(f"[{text}] in {whole!r} is not a range", hint, "bad-port")
        numbers.extend(range(int(match[1]), int(match[2] or match[1]) + 1))
    return numbers
