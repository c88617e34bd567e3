"""The generated devices are worth generating: consistent, and every field of the model takes values of every kind."""

from collections import defaultdict
from dataclasses import fields
from enum import Enum
from functools import lru_cache
from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given

from govnetgen.model.address import Address, InterfaceAddress
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Protocol
from govnetgen.model.device.bgp import Family
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.order import in_order
from govnetgen.model.device.prefix_list import PrefixList
from govnetgen.model.secret import Secret
from govnetgen.platform import FEATURES
from strategies.consistency import consistent
from strategies.devices import DRAWERS, devices
from strategies.sample import sample
from strategies.walk import NONE, cuts, default_of, differences, put, walk

SIZE = 200
BY_REGISTRY = ("10.", "172.", "192.168.", "192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:", "fd", "fe80:")


@lru_cache(maxsize=1)
def drawn() -> tuple[DeviceConfig, ...]:
    return sample(devices(FEATURES), SIZE)


def types_in(hint: object) -> set[type]:
    """All classes that an annotation names."""
    arguments = get_args(hint)
    if arguments:
        return set().union(*map(types_in, arguments))
    return {hint} if isinstance(hint, type) and not isinstance(hint, UnionType) else set()


def model() -> dict[type, dict[str, Any]]:
    """Every dataclass that a DeviceConfig can hold, with its fields' types."""
    found: dict[type, dict[str, Any]] = {}
    left = [DeviceConfig]
    while left:
        one = left.pop()
        if one in found or not hasattr(one, "__dataclass_fields__"):
            continue
        found[one] = get_type_hints(one)
        left += [inner for name in found[one] for inner in types_in(found[one][name])]
    return found


@lru_cache(maxsize=1)
def values() -> dict[tuple[type, str], list[Any]]:
    found = defaultdict(list)
    for device in drawn():
        for _, item in walk(device):
            for field in fields(item):
                found[type(item), field.name].append(getattr(item, field.name))
    return found


UNSAID: dict[tuple[str, str], set[Enum]] = {
    ("DestinationNat", "protocol"): set(Protocol) - {Protocol.TCP, Protocol.UDP},  # it comes with ports
    ("Origination", "family"): {Family.VPNV4, Family.VPNV6},  # routes enter by a VRF's own families
}
"""Words that mean nothing in a place."""

NEVER_SET = {(Secret, "scheme")}  # text of a platform's own: drawn where the platform says how
ALWAYS_SET = {(PrefixList, "rules")}  # no device keeps a prefix list without entries

# workers must collect the same tests in the same order, and unions of types have none
EVERY = [(kind, field) for kind in sorted(model(), key=lambda one: one.__qualname__) for field in fields(kind)]


def test_every_feature_is_drawn() -> None:
    assert set(DRAWERS) == set(FEATURES)


@pytest.mark.parametrize(("kind", "field"), EVERY, ids=lambda one: getattr(one, "__name__", None) or one.name)
def test_every_field_takes_values_of_every_kind(kind: type, field: Any) -> None:
    found = values()[kind, field.name]
    default = default_of(field)
    if default is NONE:
        assert len(set(found)) > 1, "a required field that never varies"
    else:
        unusual = sum(one != default for one in found)
        assert unusual >= 3 or (kind, field.name) in NEVER_SET, f"{unusual} of {len(found)} differ from {default!r}"
        assert unusual < len(found) or (kind, field.name) in ALWAYS_SET, "never left out"


@pytest.mark.parametrize(
    ("kind", "name", "enum"),
    [
        (kind, name, inner)
        for kind, hints in sorted(model().items(), key=lambda one: one[0].__qualname__)
        for name in hints
        for inner in types_in(hints[name])
        if issubclass(inner, Enum)
    ],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_every_word_of_a_vocabulary_is_said(kind: type, name: str, enum: type[Enum]) -> None:
    found = values()[kind, name]
    said = {one for item in found for one in (item if isinstance(item, tuple) else (item,))}
    assert said >= set(enum) - UNSAID.get((kind.__name__, name), set())


@given(device=devices(FEATURES))
def test_what_is_drawn_hangs_together(device: DeviceConfig) -> None:
    assert list(differences(device, consistent(device))) == []


@given(device=devices(FEATURES))
def test_addresses_do_not_overlap_within_a_vrf(device: DeviceConfig) -> None:
    taken: dict[str | None, list[InterfaceAddress]] = defaultdict(list)
    for interface in device.interfaces:
        for one in interface.addresses:
            assert not any(one.prefix.overlaps(other.prefix) for other in taken[interface.vrf])
            taken[interface.vrf].append(one)


@given(device=devices(FEATURES))
def test_addresses_are_private_or_for_documentation(device: DeviceConfig) -> None:
    for _, item in walk(device):
        for field in fields(item):
            held = getattr(item, field.name)
            for one in held if type(held) is tuple else (held,):
                if isinstance(one, Address | InterfaceAddress):
                    assert str(one).startswith(BY_REGISTRY)


@given(device=devices(FEATURES))
def test_what_is_drawn_is_in_order(device: DeviceConfig) -> None:
    assert in_order(device) == device


@given(device=devices(("vlans", "interfaces")))
def test_no_feature_comes_in_by_another(device: DeviceConfig) -> None:
    assert all(getattr(device, one) in (None, ()) for one in FEATURES if one not in ("vlans", "interfaces"))


def test_a_cut_device_is_made_consistent_in_one_step() -> None:
    for device in drawn()[:40]:
        for path, new in cuts(device):
            cut = consistent(put(device, path, new))
            assert list(differences(cut, consistent(cut))) == []


def test_interfaces_play_every_role() -> None:
    items: list[Interface] = [one for device in drawn() for one in device.interfaces]
    roles = {
        "switched aggregate": sum(one.aggregate is not None and one.switchport is not None for one in items),
        "routed aggregate": sum(one.aggregate is not None and bool(one.addresses) for one in items),
        "routed VLAN": sum(one.name.startswith("vlan-") and bool(one.addresses) for one in items),
        "routed subinterface": sum(one.vlan is not None and bool(one.addresses) for one in items),
        "dual stack": sum(bool(one.ipv4 and one.ipv6) for one in items),
        "secondary address": sum(len(one.ipv4) > 1 for one in items),
        "OSPFv3": sum(any(part.version == 3 for part in one.ospf) for one in items),
        "VRRP for IPv6": sum(any(part.version == 6 for part in one.vrrp) for one in items),
        "OSPF in a VRF": sum(bool(one.ospf and one.vrf) for one in items),
    }
    assert all(count >= 3 for count in roles.values()), roles
