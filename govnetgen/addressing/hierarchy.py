"""What a divided pool is divided among: sites, units and VLANs, as a tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from govnetgen.addressing.name import key_of, natural
from govnetgen.addressing.size import subnet_length
from govnetgen.diagnostics import Location
from govnetgen.model.address import Prefix
from govnetgen.model.network import Network, Pool, Unit, UnitVlan


@dataclass(slots=True, eq=False)
class Leaf:
    """A VLAN of a unit that gets a subnet. ``length`` is what its hosts need; ``key`` is the ledger's."""

    unit: str
    vlan: str
    key: str
    length: int
    hosts: int
    gateways: int
    pin: Prefix | None
    parent: "Node"
    location: Location

    @property
    def order(self) -> tuple[tuple[str | int, ...], ...]:
        """The sort key among siblings."""
        return natural(self.unit), natural(self.vlan)

    def __str__(self) -> str:
        return f"VLAN {self.vlan!r} of unit {self.unit!r}"


@dataclass(slots=True, eq=False)
class Node:
    """A site or unit that gets a block, or the pool at the root. ``level`` counts the pool's levels, root -1."""

    owner: str
    key: str
    level: int
    parent: "Node | None"
    location: Location
    children: list["Node"] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)

    @property
    def order(self) -> tuple[tuple[str | int, ...], ...]:
        """The sort key among siblings."""
        return (natural(self.owner),)

    @property
    def is_unit(self) -> bool:
        """Tell whether this is a unit's."""
        return self.owner.startswith("unit:")

    def above(self) -> Iterator["Node"]:
        """Yield the node and all that it hangs under."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def all_leaves(self) -> Iterator[Leaf]:
        """Yield every VLAN below."""
        yield from self.leaves
        for child in self.children:
            yield from child.all_leaves()

    def __str__(self) -> str:
        kind, _, name = self.owner.partition(":")
        return f"{kind} {name!r}"


@dataclass(slots=True)
class Hierarchy:
    """The tree of one pool. ``nodes`` and ``leaves`` are found by ledger key."""

    pool: Pool
    root: Node
    levels: tuple[str, ...]
    nodes: dict[str, Node] = field(default_factory=dict)
    leaves: dict[str, Leaf] = field(default_factory=dict)


def build_hierarchy(network: Network, pool: Pool) -> Hierarchy:
    """Return the tree of a divided pool: only what holds a VLAN of the pool's zones is in it.

    A unit at a site above the last divided tier hangs under the deepest divided site above it, or the pool itself.
    """
    levels = tuple(level for level in pool.divide if level != "vlan")
    root = Node("", key_of(pool.name), -1, None, pool.location)
    tree = Hierarchy(pool, root, levels)
    zones = frozenset(pool.zones)
    sites: dict[str, Node] = {}
    for unit in network.units.values():
        vlans = [vlan for vlan in unit.vlans if vlan.zone in zones]
        if vlans:
            site = sites.get(unit.site) or _site_node(network, tree, unit.site, sites)
            _add_unit(tree, site, unit, vlans)
    return tree


def _site_node(network: Network, tree: Hierarchy, name: str, sites: dict[str, Node]) -> Node:
    """Return the node that things at a site hang under, making it and those above it."""
    if name in sites:
        return sites[name]
    site = network.sites[name]
    above = tree.root if site.parent is None else _site_node(network, tree, site.parent, sites)
    if site.tier in tree.levels:
        owner = f"site:{name}"
        above = _add(
            tree, Node(owner, key_of(tree.pool.name, owner), tree.levels.index(site.tier), above, site.location)
        )
    sites[name] = above
    return above


def _add(tree: Hierarchy, node: Node) -> Node:
    if node.parent is not None:
        node.parent.children.append(node)
    tree.nodes[node.key] = node
    return node


def _add_unit(tree: Hierarchy, site: Node, unit: Unit, vlans: list[UnitVlan]) -> None:
    pool, parent = tree.pool, site
    if "unit" in tree.levels:
        owner = f"unit:{unit.name}"
        level = tree.levels.index("unit")
        parent = _add(tree, Node(owner, key_of(pool.name, owner), level, site, unit.location))
    version = pool.prefix.version
    for vlan in vlans:
        key = key_of(pool.name, unit.name, vlan.name)
        pin = next((one for one in vlan.fixed if one.version == version), None)
        length = subnet_length(version, vlan.hosts, len(unit.gateways))
        leaf = Leaf(unit.name, vlan.name, key, length, vlan.hosts, len(unit.gateways), pin, parent, vlan.location)
        parent.leaves.append(leaf)
        tree.leaves[key] = leaf
