"""VRFs and what fills routing tables: static routes, OSPF, IS-IS, MPLS."""

from hypothesis import strategies as st

from govnetgen.model.address import Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.isis import IsisLevel, IsisProcess
from govnetgen.model.device.mpls import Mpls
from govnetgen.model.device.ospf import AreaKind, DefaultRoute, OspfArea, OspfProcess
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.vrf import Vrf
from strategies.addresses import ASNS, addresses, prefixes
from strategies.choice import YES_OR_NO, one_of, optional, vrf_names
from strategies.text import DESCRIPTIONS, unique_names

_TARGETS = st.builds("{}:{}".format, ASNS, st.integers(1, 65535))
_TARGET_SETS = st.lists(_TARGETS, max_size=2, unique=True).map(tuple)
_AREA_NUMBERS = st.just(0) | st.integers(1, 20) | st.integers(0, 2**32 - 1)


def vrfs(draw: st.DrawFn, device: DeviceConfig) -> tuple[Vrf, ...]:
    """Draw VRFs with distinguishers of their own."""
    names = draw(unique_names(3, least=1))
    distinguishers = draw(st.lists(_TARGETS, min_size=len(names), max_size=len(names), unique=True))
    return tuple(
        Vrf(
            name=name,
            route_distinguisher=distinguisher if draw(st.sampled_from((True, True, False))) else None,
            imports=draw(_TARGET_SETS),
            exports=draw(_TARGET_SETS),
            ipv4=draw(st.sampled_from((True, True, True, False))),
            ipv6=draw(YES_OR_NO),
        )
        for name, distinguisher in zip(names, distinguishers, strict=True)
    )


def redistribution(sources: tuple[RouteSource, ...]) -> st.SearchStrategy[tuple[Redistribution, ...]]:
    """Draw sources of routes; ``consistent`` makes their processes ones that exist."""
    source = st.sampled_from(sources)
    process = st.sampled_from((1, 2, 100))
    return st.lists(
        st.builds(Redistribution, source=source, process=process), max_size=3, unique_by=lambda one: one.source
    ).map(tuple)


def _area(draw: st.DrawFn, number: int, version: int) -> OspfArea:
    kind = AreaKind.NORMAL if number == 0 else draw(st.sampled_from(AreaKind))
    return OspfArea(
        number=number,
        kind=kind,
        no_summary=kind is not AreaKind.NORMAL and draw(YES_OR_NO),
        ranges=draw(st.lists(prefixes(version, 64 if version == 6 else 30), max_size=2, unique=True).map(tuple)),
    )


def ospf(draw: st.DrawFn, device: DeviceConfig) -> tuple[OspfProcess, ...]:
    """Draw processes of both versions."""
    pairs = st.tuples(st.sampled_from((2, 2, 3)), st.sampled_from((1, 2, 100)) | st.integers(1, 65535))
    return tuple(
        OspfProcess(
            number=number,
            router_id=draw(addresses(4)),
            version=version,
            vrf=draw(one_of(vrf_names(device))),
            areas=tuple(
                _area(draw, one, 4 if version == 2 else 6)
                for one in draw(st.lists(_AREA_NUMBERS, max_size=3, unique=True))
            ),
            redistribute=draw(redistribution(tuple(RouteSource))),
            default_route=draw(st.sampled_from(DefaultRoute)),
            reference_bandwidth_mbps=draw(optional(st.sampled_from((1000, 10000, 100000, 400000)))),
            # rarely: only Linux nodes are told
            external_distance=draw(st.sampled_from((None,) * 9 + (210,))),
        )
        for version, number in draw(st.lists(pairs, min_size=1, max_size=3, unique=True))
    )


def _entity(draw: st.DrawFn) -> str:
    address = str(draw(addresses(4))).split(".")
    digits = "".join(part.rjust(3, "0") for part in address)
    area = draw(st.sampled_from(("49.0001", "49.0411", "49")))
    return f"{area}.{digits[:4]}.{digits[4:8]}.{digits[8:]}.00"


def isis(draw: st.DrawFn, device: DeviceConfig) -> tuple[IsisProcess, ...]:
    """Draw processes, each with a network entity title."""
    return tuple(
        IsisProcess(
            number=number,
            network_entity=_entity(draw),
            level=draw(st.sampled_from(IsisLevel)),
            ipv6=draw(YES_OR_NO),
            vrf=draw(one_of(vrf_names(device))),
        )
        for number in draw(st.lists(st.sampled_from((1, 2, 100)), min_size=1, max_size=2, unique=True))
    )


def mpls(draw: st.DrawFn, device: DeviceConfig) -> Mpls:
    """Draw label switching."""
    return Mpls(lsr_id=draw(addresses(4)), ldp=draw(YES_OR_NO))


def static_routes(draw: st.DrawFn, device: DeviceConfig) -> tuple[StaticRoute, ...]:
    """Draw routes, one of them often the default."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        version = draw(st.sampled_from((4, 4, 6)))
        discard = draw(YES_OR_NO)
        found.append(
            StaticRoute(
                prefix=draw(prefixes(version) | st.just(Prefix(version, 0, 0))),
                next_hop=None if discard else draw(addresses(version)),
                discard=discard,
                vrf=draw(one_of(vrf_names(device))),
                distance=draw(optional(st.integers(1, 255))),
                description=draw(optional(DESCRIPTIONS)),
            )
        )
    return tuple(found)
