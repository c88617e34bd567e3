"""What of a generated device the node's files claim to hold; the laws cut away the rest by themselves."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st

from govnetgen.model.device import DeviceConfig
from govnetgen.model.secret import Secret
from govnetgen.platforms.linux.dialects import LinuxDialect

_PLAIN = st.builds(Secret, st.text("abcXYZ019!#|;:$.*~%^@'=+/-", min_size=1, max_size=12), st.just("plain"))
_HASH = st.builds(Secret, st.text("abcXYZ019./", min_size=4, max_size=12).map("$6$salt${}".format), st.just("hash"))

SECRETS: Mapping[str, st.SearchStrategy[Secret]] = {
    "LocalUser": _PLAIN | _HASH,
    "TacacsServer": _PLAIN,
    "RadiusServer": _PLAIN,
    "NtpKey": _PLAIN,
    "SnmpUser": _PLAIN,
    "OspfAuthentication": _PLAIN,
    "InterfaceIsis": _PLAIN,
    "Neighbor": _PLAIN,
    "IpsecTunnel": _PLAIN,
}
"""Secrets as the files hold them, by what holds them."""


def expressible(device: DeviceConfig, dialect: LinuxDialect) -> DeviceConfig:
    """Account to the port after the one that a RADIUS server is asked at: no other can be said."""
    if device.aaa is None:
        return device
    radius = tuple(replace(one, accounting_port=one.authentication_port + 1) for one in device.aaa.radius)
    return replace(device, aaa=replace(device.aaa, radius=radius))
