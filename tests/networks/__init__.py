"""Whole networks for tests: those that ship with the project, and what these do not use."""

from dataclasses import dataclass
from pathlib import Path

from govnetgen.addressing import parse_ledger, plan_addresses
from govnetgen.intent import Intent
from govnetgen.inventory import PlatformFacts, load_inventory, resolve
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.device import DeviceConfig
from govnetgen.model.network import Network
from govnetgen.platform import platforms

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "small": ROOT / "inventory" / "small",
    "dalian": ROOT / "inventory" / "dalian",
    "mpls": ROOT / "tests" / "networks" / "mpls",
}


@dataclass(frozen=True)
class Built:
    """A network with its plan and all intended configurations."""

    network: Network
    plan: AddressPlan
    devices: dict[str, DeviceConfig]


def build(name: str) -> Built:
    """Take an inventory down the line, up to DeviceConfig."""
    facts = {
        one.name: PlatformFacts(
            dialects=frozenset(one.dialects), default_dialect=one.default_dialect, p2p_length=one.p2p_length
        )
        for one in platforms().values()
    }
    network = resolve(load_inventory(FOLDERS[name]).require(), facts).require()
    plan = plan_addresses(network, parse_ledger("", "ledger.txt").require()).require().plan
    intent = Intent(network, plan)
    return Built(network, plan, {device: intent.device(device) for device in network.devices})
