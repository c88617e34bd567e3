"""Two networks that share nothing, and each way in which they could."""

from dataclasses import replace

import pytest
from networks import Built, build
from verify_mutations.change import failures, interface, observed, text

from govnetgen.model.address import InterfaceAddress
from govnetgen.verify import physical_isolation


@pytest.fixture(scope="module")
def dalian() -> Built:
    """One network."""
    return build("dalian")


@pytest.fixture(scope="module")
def other() -> Built:
    """Another one, its devices called something else, its addresses elsewhere."""
    return build("mpls")


def told(one: Built, two: Built) -> str:
    """All that is said."""
    return "\n".join(text(each) for each in failures(list(physical_isolation.check(observed(one), observed(two)))))


def moved(built: Built, name: str, which: str, address: str) -> Built:
    """Give an interface another address."""
    return interface(built, name, which, lambda one: replace(one, addresses=(InterfaceAddress.parse(address),)))


def apart(built: Built) -> Built:
    """The same network in 172.16/12, where nobody else is."""
    return replace(
        built,
        devices={
            name: replace(
                device,
                interfaces=tuple(
                    replace(
                        one,
                        addresses=tuple(
                            InterfaceAddress(4, (172 << 24 | 16 << 16) + (each.value & 0xFFFFF), each.length)
                            for each in one.addresses
                            if each.version == 4
                        ),
                    )
                    for one in device.interfaces
                ),
            )
            for name, device in built.devices.items()
        },
    )


def test_networks_without_anything_in_common_are_isolated(dalian: Built, other: Built) -> None:
    assert told(dalian, apart(other)) == ""


def test_a_network_is_not_isolated_from_itself(dalian: Built) -> None:
    said = told(dalian, dalian)
    assert "a device with the name core1 is in both" in said
    assert "both are connected with isp" in said


def test_a_shared_device_is_named_with_its_ports(dalian: Built, other: Built) -> None:
    spoilt = replace(
        apart(other),
        network=replace(other.network, devices={**other.network.devices, "core1": dalian.network.devices["core1"]}),
        devices={**apart(other).devices, "core1": dalian.devices["core1"]},
    )
    assert "dalian: core1 with 10ge-1/1" in told(dalian, spoilt)


def test_overlapping_subnets_are_named_with_both_interfaces(dalian: Built, other: Built) -> None:
    spoilt = moved(apart(other), "pe-east", "ge-1/0/0", "10.66.1.1/24")
    said = told(dalian, spoilt)
    assert "10.66.1.0/24 lies inside 10.66.0.0/21" in said
    assert "mpls: pe-east ge-1/0/0 10.66.1.0/24" in said


def test_a_link_into_the_other_network_is_named(dalian: Built, other: Built) -> None:
    spoilt = replace(apart(other), network=replace(other.network, name="liaoning"))
    assert "link prov-fw1--liaoning leads from dalian to liaoning" in told(dalian, spoilt)
