"""DHCP pools on subnets that the device has."""

from hypothesis import strategies as st

from govnetgen.model.address import AddressRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.dhcp import Dhcp, DhcpPool
from strategies.addresses import addresses
from strategies.choice import one_of, vrf_names
from strategies.text import unique_names


def _excluded(draw: st.DrawFn, network: Prefix) -> tuple[AddressRange, ...]:
    if network.size < 16 or not draw(st.booleans()):
        return ()
    first, second = draw(st.integers(2, 5)), draw(st.integers(7, 9))
    ranges = (
        AddressRange(network.host(2), network.host(first)),
        AddressRange(network.host(second), network.host(draw(st.integers(second, 12)))),
    )
    return ranges[: draw(st.integers(1, 2))]


def dhcp(draw: st.DrawFn, device: DeviceConfig) -> Dhcp:
    """Draw pools: on the subnets of interfaces first, then elsewhere."""
    subnets = [(one.ipv4[0].prefix, one.vrf) for one in device.interfaces if one.ipv4 and one.ipv4[0].length < 30]
    pools = []
    for index, name in enumerate(draw(unique_names(3, least=draw(st.sampled_from((0, 1, 1, 1)))))):
        if index < len(subnets):
            network, vrf = subnets[index]
        else:
            network, vrf = Prefix(4, (192 << 24) + (168 << 16) + (index << 8), 24), draw(one_of(vrf_names(device)))
        pools.append(
            DhcpPool(
                name=name,
                network=network,
                gateway=network.host(draw(st.sampled_from((1, -2)))),
                dns_servers=tuple(draw(st.lists(addresses(4), max_size=2, unique=True))),
                excluded=_excluded(draw, network),
                vrf=vrf,
            )
        )
    return Dhcp(pools=tuple(pools))
