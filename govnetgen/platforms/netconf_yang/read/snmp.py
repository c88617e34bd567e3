"""The SNMPv3 agent, of govnet; contact and location, of ietf-system."""

from collections.abc import Iterable, Iterator, Sequence

from govnetgen.configtree import Cursor
from govnetgen.model.device.snmp import (
    Snmp,
    SnmpAuthentication,
    SnmpGroup,
    SnmpPrivacy,
    SnmpTrapHost,
    SnmpUser,
    SnmpView,
)
from govnetgen.platforms.netconf_yang.read.leaf import ADDRESS, TEXT, address_of, entries, leaf, secret, source

_AUTHENTICATIONS, _PRIVACIES = "|".join(SnmpAuthentication), "|".join(SnmpPrivacy)


def read_snmp(bodies: Iterable[Cursor], systems: Iterable[Cursor]) -> Snmp | None:
    """Return the agent; contact and location belong to it, and stay unread without it."""
    held, around = list(bodies), list(systems)
    if not any(leaf(one, "enabled", "true") for one in held):
        return None
    views = ((one.keys["name"], leaf(one.body, "oid")) for one in entries(held, "view", {"name": TEXT}))
    return Snmp(
        views=tuple(SnmpView(name=name, oid=oid) for name, oid in views if oid is not None),
        groups=tuple(_groups(held)),
        users=tuple(_users(held)),
        trap_hosts=tuple(_trap_hosts(held)),
        source_interface=source(held),
        contact=next((text for one in around if (text := leaf(one, "contact"))), None),
        location=next((text for one in around if (text := leaf(one, "location"))), None),
    )


def _groups(bodies: Sequence[Cursor]) -> Iterator[SnmpGroup]:
    for one in entries(bodies, "group", {"name": TEXT}):
        yield SnmpGroup(
            name=one.keys["name"],
            read_view=leaf(one.body, "read-view"),
            write_view=leaf(one.body, "write-view"),
            notify_view=leaf(one.body, "notify-view"),
            acl=leaf(one.body, "acl"),
        )


def _users(bodies: Sequence[Cursor]) -> Iterator[SnmpUser]:
    for one in entries(bodies, "user", {"name": TEXT}):
        body, group = one.body, leaf(one.body, "group")
        digest, digest_secret = leaf(body, "authentication", _AUTHENTICATIONS), secret(body, "authentication-secret")
        cipher, cipher_secret = leaf(body, "privacy", _PRIVACIES), secret(body, "privacy-secret")
        if group and digest and digest_secret and cipher and cipher_secret:
            yield SnmpUser(
                name=one.keys["name"],
                group=group,
                authentication=SnmpAuthentication(digest),
                authentication_secret=digest_secret,
                privacy=SnmpPrivacy(cipher),
                privacy_secret=cipher_secret,
            )


def _trap_hosts(bodies: Sequence[Cursor]) -> Iterator[SnmpTrapHost]:
    for one in entries(bodies, "trap-host", {"address": ADDRESS}):
        host, user, vrf = address_of(one.keys["address"]), leaf(one.body, "user"), leaf(one.body, "vrf")
        if host is not None and user is not None:
            yield SnmpTrapHost(address=host, user=user, vrf=vrf)
