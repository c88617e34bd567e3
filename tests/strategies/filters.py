"""Access lists and prefix lists."""

from hypothesis import strategies as st

from govnetgen.model.address import BITS, NumberRange
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl, AclRule, Protocol
from govnetgen.model.device.prefix_list import PrefixList, PrefixRule
from strategies.addresses import FAMILIES, prefixes
from strategies.choice import YES_OR_NO, optional
from strategies.text import unique_names

PROTOCOLS = {
    4: (Protocol.IP, Protocol.TCP, Protocol.UDP, Protocol.ICMP, Protocol.OSPF, Protocol.GRE, Protocol.ESP),
    6: (Protocol.IP, Protocol.TCP, Protocol.UDP, Protocol.ICMPV6, Protocol.OSPF, Protocol.GRE, Protocol.ESP),
}
WITH_PORTS = (Protocol.TCP, Protocol.UDP)
_PORT = st.sampled_from((22, 53, 80, 443, 514)) | st.integers(1, 65535)
PORTS = _PORT.map(lambda port: NumberRange(port, port)) | st.builds(
    lambda one, other: NumberRange(min(one, other), max(one, other)), _PORT, _PORT
)
_SEQUENCES = st.lists(st.integers(1, 40), max_size=4, unique=True).map(lambda found: [5 * one for one in sorted(found)])


def _rule(draw: st.DrawFn, sequence: int, *, version: int, source_only: bool) -> AclRule:
    prefix = optional(prefixes(version))
    if source_only:
        return AclRule(sequence=sequence, permit=draw(YES_OR_NO), source=draw(prefix))
    protocol = draw(st.sampled_from(PROTOCOLS[version]))
    ports = optional(PORTS) if protocol in WITH_PORTS else st.none()
    return AclRule(
        sequence=sequence,
        permit=draw(YES_OR_NO),
        protocol=protocol,
        source=draw(prefix),
        destination=draw(prefix),
        source_port=draw(ports),
        destination_port=draw(ports),
    )


def acls(draw: st.DrawFn, device: DeviceConfig) -> tuple[Acl, ...]:
    """Draw lists of both versions and kinds."""
    found = []
    for name in draw(unique_names(3, least=1)):
        version, source_only = draw(FAMILIES), draw(YES_OR_NO)
        rules = tuple(_rule(draw, one, version=version, source_only=source_only) for one in draw(_SEQUENCES))
        found.append(Acl(name=name, version=version, source_only=source_only, rules=rules))
    return tuple(found)


def _prefix_rule(draw: st.DrawFn, sequence: int, version: int) -> PrefixRule:
    bits = BITS[version]
    prefix = draw(prefixes(version))
    least = draw(optional(st.integers(min(prefix.length + 1, bits), bits)))
    most = draw(optional(st.integers(max(least or 0, min(prefix.length + 1, bits)), bits)))
    if prefix.is_host:
        least = most = None
    return PrefixRule(sequence=sequence, permit=draw(YES_OR_NO), prefix=prefix, at_least=least, at_most=most)


def prefix_lists(draw: st.DrawFn, device: DeviceConfig) -> tuple[PrefixList, ...]:
    """Draw lists of both versions, each with an entry: an empty one is none."""
    found = []
    for name in draw(unique_names(3, least=1)):
        version = draw(FAMILIES)
        rules = tuple(_prefix_rule(draw, one, version) for one in draw(_SEQUENCES) or [10])
        found.append(PrefixList(name=name, version=version, rules=rules))
    return tuple(found)
