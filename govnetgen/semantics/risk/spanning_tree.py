"""The root of the spanning tree: whether it moves."""

from collections.abc import Iterator, Mapping

from govnetgen.model.device import DeviceConfig
from govnetgen.model.network import LinkKind, Network
from govnetgen.semantics.change import Words
from govnetgen.semantics.risk.risk import Level, Risk, Situation

TITLES = {"stp-root": Words("the root of the spanning tree moves", "生成树根桥变化")}
_USUAL = 32768
"""The priority of a bridge that says none (IEEE 802.1D-2004 table 17-2)."""


def check(situation: Situation) -> Iterator[Risk]:
    """Find layer-2 domains in which another bridge, or a tie decided by MAC addresses, becomes the root."""
    changing = {one.name: one for one in situation.compared if any(one.under("spanning_tree"))}
    for domain in _domains(situation.network):
        movers = sorted(domain & changing.keys())
        if not movers:
            continue
        for instance in sorted(_instances(situation, domain)):
            before, after = _roots(situation.running, domain, instance), _roots(situation.intended, domain, instance)
            if before and before != after:
                old, new = _or(before, "or"), _or(after, "or") or "nobody"
                yield Risk(
                    code="stp-root",
                    level=Level.HIGH,
                    devices=tuple(movers),
                    words=Words(
                        f"instance {instance}: the root moves from {old} to {new}",
                        f"实例 {instance}：根桥由 {_or(before, '或')} 变为 {_or(after, '或') or '无'}",
                    ),
                    changes=tuple(c.path for name in movers for c in changing[name].under("spanning_tree")),
                )


def _or(names: frozenset[str], word: str) -> str:
    return f" {word} ".join(sorted(names))


def _domains(network: Network) -> list[frozenset[str]]:
    """Return the devices that trunks join, domain by domain; a device without a trunk is a domain of its own."""
    leader = {name: name for name in network.devices}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for link in network.links.values():
        if link.kind is LinkKind.TRUNK and link.far is not None:
            leader[find(link.near.device)] = find(link.far.device)
    domains: dict[str, set[str]] = {}
    for name in network.devices:
        domains.setdefault(find(name), set()).add(name)
    return [frozenset(one) for one in domains.values()]


def _instances(situation: Situation, domain: frozenset[str]) -> set[int]:
    found = {0}
    for configs in (situation.running, situation.intended):
        for name in domain & configs.keys():
            tree = configs[name].spanning_tree
            if tree is not None:
                found.update(one.instance for one in tree.priorities)
    return found


def _roots(configs: Mapping[str, DeviceConfig], domain: frozenset[str], instance: int) -> frozenset[str]:
    """Return the bridges of the best priority: more than one where their MAC addresses decide."""
    priorities: dict[str, int] = {}
    for name in domain & configs.keys():
        tree = configs[name].spanning_tree
        if tree is not None:
            own = {one.instance: one.priority for one in tree.priorities}
            priorities[name] = own.get(instance, _USUAL)
    best = min(priorities.values(), default=None)
    return frozenset(name for name, priority in priorities.items() if priority == best)
