"""Accounts, and the clients of TACACS+ and RADIUS that PAM asks."""

from collections.abc import Iterator

from govnetgen.configtree.values import ADDRESS, IPV4, IPV6
from govnetgen.model.address import Address
from govnetgen.model.device.aaa import Aaa, LocalUser, LoginMethod, RadiusServer, TacacsServer
from govnetgen.model.device.interface import Interface
from govnetgen.model.secret import secret_from
from govnetgen.platforms.linux.filters import interface_with
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.patterns import address, plain

_MODULES = {
    "pam_tacplus.so": LoginMethod.TACACS,
    "pam_radius_auth.so": LoginMethod.RADIUS,
    "pam_unix.so": LoginMethod.LOCAL,
}
_ENDPOINT = rf"(?P<address>{IPV4}|\[{IPV6}\])(?::(?P<port>[0-9]{{1,5}}))?"


def read_aaa(files: Files, interfaces: tuple[Interface, ...]) -> Aaa | None:
    """Return who may log in, None where neither accounts nor servers nor PAM's order are given."""
    login = _login(files)
    users = tuple(_users(files))
    tacacs, tacacs_source = _tacacs(files)
    radius, radius_source = _radius(files)
    if login is None and not users and not tacacs and not radius:
        return None
    vrf = tacacs[0].vrf if tacacs else radius[0].vrf if radius else None
    source = tacacs_source or radius_source
    return Aaa(
        users=users,
        tacacs=tacacs,
        radius=radius,
        login=(LoginMethod.LOCAL,) if login is None else login,
        source_interface=source and interface_with(interfaces, source, vrf),
    )


def _login(files: Files) -> tuple[LoginMethod, ...] | None:
    pam = files.file("/etc/pam.d/sshd")
    if pam is None:
        return None
    pam.ignore(r"auth +required +pam_deny\.so", r"account +required +pam_nologin\.so", r"@include common-\S+")
    found = pam.each(r"auth +sufficient +(pam_tacplus\.so|pam_radius_auth\.so|pam_unix\.so)(?: .*)?")
    return tuple(_MODULES[match[1]] for match, _ in found)


def _users(files: Files) -> Iterator[LocalUser]:
    accounts = files.file("/etc/govnetgen/users")
    if accounts is not None:
        for match, _ in accounts.each(r"user (\S+) privilege ([0-9]{1,2}) (hash|password) (\S+)"):
            scheme = "hash" if match[3] == "hash" else "plain"
            yield LocalUser(name=match[1], privilege=int(match[2]), secret=secret_from(match[4], scheme))


def _tacacs(files: Files) -> tuple[tuple[TacacsServer, ...], Address | None]:
    file = files.file("/etc/tacplus_servers")
    if file is None:
        return (), None
    secrets = [plain(match[1]) for match, _ in file.each(r"secret=(\S+)")]
    vrf = file.last(r"vrf=(\S+)")
    source = file.last(rf"source_ip=({ADDRESS})")
    servers = [match for match, _ in file.each(rf"server={_ENDPOINT}")]
    if len(secrets) == 1:
        secrets *= len(servers)  # one secret serves all the servers
    found = tuple(
        TacacsServer(
            address=address(match["address"].strip("[]")),
            secret=secret,
            port=int(match["port"] or 49),
            vrf=vrf and vrf[1],
        )
        for match, secret in zip(servers, secrets, strict=False)
    )
    return found, source and address(source[1])


def _radius(files: Files) -> tuple[tuple[RadiusServer, ...], Address | None]:
    file = files.file("/etc/pam_radius_auth.conf")
    if file is None:
        return (), None
    found = []
    source = None
    pattern = rf"{_ENDPOINT}\s+(?P<secret>\S+)(?:\s+[0-9]+(?:\s+(?P<source>0|{ADDRESS})(?:\s+(?P<vrf>\S+))?)?)?"
    for match, _ in file.each(pattern):
        port = int(match["port"] or 1812)
        found.append(
            RadiusServer(
                address=address(match["address"].strip("[]")),
                secret=plain(match["secret"]),
                authentication_port=port,
                accounting_port=port + 1,
                vrf=match["vrf"],
            )
        )
        if match["source"] not in (None, "0"):
            source = address(match["source"].strip("[]"))
    return tuple(found), source
