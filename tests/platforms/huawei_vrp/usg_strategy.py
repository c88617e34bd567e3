"""What a USG claims of a generated device's firewall features."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st
from strategies.consistency import consistent, first_of

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Protocol
from govnetgen.model.device.firewall import Firewall
from govnetgen.model.device.ipsec import Ipsec
from govnetgen.model.device.nat import Nat
from govnetgen.model.secret import Secret

SECRETS: Mapping[str, st.SearchStrategy[Secret]] = {
    "IpsecTunnel": st.builds(Secret, st.text("abcXYZ019#%^!$*~", min_size=1, max_size=12), st.just("cipher"))
}
"""Keys as dumps hold them; they hold separators and quotes."""

_OWN_ZONES = ("trust", "untrust", "dmz")


def _firewall(item: Firewall) -> Firewall:
    # an empty zone of the device's own says nothing, and no service is "any protocol"
    return replace(
        item,
        zones=tuple(one for one in item.zones if one.interfaces or one.name not in _OWN_ZONES),
        service_objects=tuple(
            replace(one, terms=tuple(term for term in one.terms if term.protocol is not Protocol.IP))
            for one in item.service_objects
        ),
    )


def _nat(item: Nat) -> Nat | None:
    found = replace(item, static=first_of(item.static, key=lambda one: one.inside))
    return None if found == Nat() else found


def expressible_firewall(device: DeviceConfig) -> DeviceConfig:
    """Return the device without what a firewall of this family declares a limit."""
    device = consistent(replace(device, firewall=device.firewall and _firewall(device.firewall)))
    return replace(device, nat=device.nat and _nat(device.nat), ipsec=None if device.ipsec == Ipsec() else device.ipsec)
