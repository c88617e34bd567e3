"""The releases of RGOS: what differs between them, as data."""

from dataclasses import dataclass

from govnetgen.platform import Dialect


@dataclass(frozen=True, slots=True, kw_only=True)
class RgosDialect(Dialect):
    """The facts of one release.

    ``acls_first``: access lists stand right below the host name in its dumps. ``clear_user_secret`` is the word before
    a user's secret that is given in clear. ``dotted_areas``: OSPF areas are printed as addresses. ``vrf_definition``:
    VRFs are written in the form that holds several address families. ``last_vty`` is the highest terminal line.
    ``snmp_versions``: dumps say which SNMP versions the agent answers.
    """

    acls_first: bool
    clear_user_secret: str
    dotted_areas: bool
    vrf_definition: bool
    last_vty: int
    snmp_versions: bool


RGOS12 = RgosDialect(
    name="rgos12",
    title="RGOS 12.x (S57, S61, S78, N18000)",
    acls_first=False,
    clear_user_secret="secret",
    dotted_areas=False,
    vrf_definition=True,
    last_vty=4,
    snmp_versions=True,
)

RGOS11 = RgosDialect(
    name="rgos11",
    title="RGOS 11.x (S57, S86)",
    acls_first=True,
    clear_user_secret="password",
    dotted_areas=True,
    vrf_definition=False,
    last_vty=35,
    snmp_versions=False,
)

DIALECTS = {dialect.name: dialect for dialect in (RGOS12, RGOS11)}
