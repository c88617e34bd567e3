"""``facts.yaml``: what documents state about the network, as assertions that ``govnetgen verify`` decides."""

from typing import Literal

from pydantic import Field

from govnetgen.inventory.schema.fields import Model, Name

Of = Literal["devices", "firewalls", "units", "hosts", "vlans", "sites", "links", "externals", "vpns", "zones"]


class WhereEntry(Model):
    """Picks among things. Each key takes one value or a list of which any will do; ``*`` and ``?`` are wildcards."""

    name: str | list[str] | None = Field(None, description="its name")
    title: str | list[str] | None = Field(None, description="its name as people say it")
    role: str | list[str] | None = Field(None, description="role of a device, or of an end of a link")
    tier: str | list[str] | None = Field(None, description="tier of the site")
    site: str | list[str] | None = Field(None, description="the site")
    parent: str | list[str] | None = Field(None, description="the site above that")
    region: str | list[str] | None = Field(None, description="code of GB/T 2260")
    kind: str | list[str] | None = Field(None, description="kind of unit, link or network")
    access_class: str | list[str] | None = Field(None, alias="class", description="access class of a unit")
    medium: str | list[str] | None = Field(None, description="medium of a link or unit")
    speed: str | list[str] | None = Field(None, description="speed of a link, as 10G or 2500M")
    count: str | int | None = Field(None, description="parallel lines of a link")
    device: str | list[str] | None = Field(None, description="a device at an end of a link")
    platform: str | list[str] | None = Field(None, description="configuration language of a device")
    dialect: str | list[str] | None = Field(None, description="its family")
    hardware: str | list[str] | None = Field(None, description="its model")
    pair: str | list[str] | None = Field(None, description="the redundant pair that it is one of")
    standby: bool | None = Field(None, description="the second of a pair")
    unit: str | list[str] | None = Field(None, description="the unit that it belongs to")
    attach: str | list[str] | None = Field(None, description="a device that a unit attaches to")
    zone: str | list[str] | None = Field(None, description="security zone")
    vlan: str | list[str] | None = Field(None, description="name of a VLAN")
    vpn: str | list[str] | None = Field(None, description="a VPN that it is in")
    owner: str | list[str] | None = Field(None, description="who answers for a VPN")
    topology: str | list[str] | None = Field(None, description="mesh or hub_and_spoke")
    asn: str | int | None = Field(None, description="AS number of the network")
    tiers: str | list[str] | None = Field(None, description="a tier that the network has")
    igp: str | list[str] | None = Field(None, description="interior routing protocol of the network")
    vpn_transport: str | list[str] | None = Field(None, description="how VPNs cross the backbone")


class StatementEntry(Model):
    """What every statement has."""

    say: str = Field(min_length=1, description="the phrase of the document")
    source: str = Field(min_length=1, description="which document")


class CountEntry(StatementEntry):
    """How many there are."""

    check: Literal["count"] = Field(description="count")
    of: Of = Field(description="what is counted")
    where: WhereEntry = Field(default=WhereEntry.model_validate({}), description="only those")
    distinct: str | None = Field(None, description="count the different values of this key instead, as owner of vpns")
    equals: int | None = Field(None, ge=0, description="exactly so many")
    at_least: int | None = Field(None, ge=0, description="so many or more")
    at_most: int | None = Field(None, ge=0, description="so many or fewer")
    more_than: int | None = Field(None, ge=0, description="more than so many")
    fewer_than: int | None = Field(None, ge=0, description="fewer than so many")


class PropertyEntry(StatementEntry):
    """What holds of one thing (``unit NAME``, ``network``), or of all that are picked (``devices`` with ``where``)."""

    check: Literal["property"] = Field(description="property")
    of: str = Field(description="network, or device, unit, site, link, vpn with its name, or devices, units, …")
    where: WhereEntry = Field(default=WhereEntry.model_validate({}), description="of these only")
    is_: WhereEntry = Field(alias="is", description="what they are")


class ReachabilityEntry(StatementEntry):
    """Whether packets get from one place to another."""

    check: Literal["reachability"] = Field(description="reachability")
    source_place: str = Field(alias="from", description="unit, unit/vlan, unit/vlan/N, a zone, an external or a prefix")
    destination_place: str = Field(alias="to", description="the same")
    expect: Literal["reachable", "blocked"] = Field(description="what is stated")
    service: Name | None = Field(None, description="a service of policy.yaml; any packet otherwise")


class IsolationEntry(StatementEntry):
    """This network shares no device, link, address or port with another."""

    check: Literal["isolation"] = Field(description="isolation")
    other: Name = Field(alias="from", description="the other network: the name of the folder beside this one")


class ExitEntry(StatementEntry):
    """There is one exit to the Internet, at one site."""

    check: Literal["exit"] = Field(description="exit")
    closed: bool = Field(False, description="there is none at all")


class SingleRouteEntry(StatementEntry):
    """The network has no second way. Its single points of failure are then listed as stated, not as failures."""

    check: Literal["single_route"] = Field(description="single_route")


class AcceptedEntry(Model):
    """Failures that are known and stay."""

    check: str = Field(description="the check, as single-point")
    subject: str = Field(description="what it says fails, with * and ? as wildcards")
    why: str = Field(min_length=1, description="why that is accepted")


STATEMENTS: dict[str, type[StatementEntry]] = {
    "count": CountEntry,
    "property": PropertyEntry,
    "reachability": ReachabilityEntry,
    "isolation": IsolationEntry,
    "exit": ExitEntry,
    "single_route": SingleRouteEntry,
}
"""The model of each kind of statement."""


class FactsFile(Model):
    """What documents state about the network, and which failures of ``govnetgen verify`` are accepted."""

    facts: list[CountEntry | PropertyEntry | ReachabilityEntry | IsolationEntry | ExitEntry | SingleRouteEntry] = Field(
        default_factory=list, description="statements"
    )
    accepted: list[AcceptedEntry] = Field(default_factory=list, description="failures that stay, and why")
