"""The NAPALM driver of Ruijie switches: RGOS has no checkpoint and no rollback on its command line."""

import re
from typing import ClassVar

from napalm.base import constants, models

from govnetgen.drivers import ruijie_answers
from govnetgen.drivers.cli_driver import CliDriver
from govnetgen.drivers.cli_language import Language, expected
from govnetgen.drivers.errors import AuthenticationRefused
from govnetgen.drivers.ruijie_language import LANGUAGE
from govnetgen.drivers.transaction import Transaction

IMMEDIATE = Transaction(
    timer=False,
    atomic=False,
    replace=False,
    why="RGOS runs every line at once: its command line has no candidate, no timer, no rollback and no replace",
)


class RuijieRgosDriver(CliDriver):
    """RGOS 10.4 to 12.x over SSH."""

    LANGUAGE: ClassVar[Language] = LANGUAGE
    transaction = IMMEDIATE

    def _greet(self) -> None:
        prompt = self._session().prompt
        if prompt is not None and prompt.group("level") == ">":
            self._enable()
        for command in ("terminal width 256", "terminal length 0"):
            self._ask(command)

    def _enable(self) -> None:
        session = self._session()
        password = expected("enable", r"password\s*:", str(self.optional_args.get("secret") or ""))
        session.run("enable", expects=password)
        if session.prompt is None or session.prompt.group("level") != "#":
            raise AuthenticationRefused(f"{self.hostname} refuses the password of enable")

    def get_facts(self) -> models.FactsDict:
        """Return what the device is."""
        interfaces = list(self.get_interfaces())
        return ruijie_answers.facts(self._ask("show version"), self._configuration(self.LANGUAGE.running), interfaces)

    def get_interfaces(self) -> dict[str, models.InterfaceDict]:
        """Return the interfaces and how they are."""
        return ruijie_answers.interfaces(self._ask("show interfaces"))

    def get_interfaces_ip(self) -> dict[str, models.InterfacesIPDict]:
        """Return the configured addresses."""
        return ruijie_answers.addresses(self._configuration(self.LANGUAGE.running))

    def get_arp_table(self, vrf: str = "") -> list[models.ARPTableDict]:
        """Return the ARP table, of one VRF where one is named."""
        return ruijie_answers.arp(self._ask(f"show arp vrf {vrf}" if vrf else "show arp"))

    def get_bgp_neighbors(self) -> dict[str, models.BGPStateNeighborsPerVRFDict]:
        """Return the BGP neighbours by VRF, and whether their sessions are up.

        Raises NotImplementedError where the device does not take ``show ip bgp summary``.
        """
        found = [("global", self._told("show ip bgp summary"))]
        if found[0][1].strip():
            vrfs = re.findall(r"^(?:ip vrf|vrf definition) (\S+)", self._configuration(self.LANGUAGE.running), re.M)
            found += [(vrf, self._told_also(f"show ip bgp vpnv4 vrf {vrf} summary")) for vrf in vrfs]
            found += [("global", self._told_also("show bgp ipv6 unicast summary"))]
        return ruijie_answers.bgp_neighbors(found)

    def _ospf_neighbors(self) -> dict[str, bool]:
        return ruijie_answers.ospf_neighbors(self._told("show ip ospf neighbor"))

    def ping(
        self,
        destination: str,
        source: str = constants.PING_SOURCE,
        ttl: int = constants.PING_TTL,
        timeout: int = constants.PING_TIMEOUT,
        size: int = constants.PING_SIZE,
        count: int = constants.PING_COUNT,
        vrf: str = constants.PING_VRF,
        source_interface: str = constants.PING_SOURCE_INTERFACE,
    ) -> models.PingResultDict:
        """Let the device send echo requests; RGOS lets nobody choose ``ttl``."""
        where = f"{'ipv6 ' if ':' in destination else ''}{destination}"
        table = f"vrf {vrf} " if vrf else ""
        origin = f" source {source or source_interface}" if source or source_interface else ""
        command = f"ping {table}{where} length {size} ntimes {count} timeout {timeout}{origin}"
        answer = self._ask(command)
        refused = self.LANGUAGE.refusal(answer)
        return {"error": refused} if refused is not None else ruijie_answers.ping(answer, destination)
