"""The kinds of devices that are simulated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from interpreters import huawei_vrp, ruijie_rgos
from interpreters.machine import Device

from govnetgen.configtree import ConfigTree, Syntax
from govnetgen.platforms.huawei_vrp.syntax import SYNTAX as VRP
from govnetgen.platforms.ruijie_rgos.syntax import SYNTAX as RGOS
from simulator import printing, sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """``kind`` is the shell that it talks; ``persist``: a trial may be named, and outlives its session."""

    kind: str
    syntax: Syntax
    device: Callable[[ConfigTree], Device]
    gathers: Mapping[str, printing.Gather]
    last_line: str
    sysname: str
    sees: sight.Sees
    two_stage: bool = False
    persist: bool = False
    exclusive: bool = False
    """Has the lock ``configuration exclusive``."""
    prefix: str = ""
    """Stands before every prompt: firewalls of a pair."""


_VRP = {
    "kind": "vrp",
    "syntax": VRP,
    "device": huawei_vrp.device,
    "gathers": printing.VRP,
    "last_line": "return",
    "sysname": "sysname ",
    "sees": sight.vrp,
}
VRP5 = Family(**_VRP)  # type: ignore[arg-type]  # a plain dictionary of them
VRP8 = Family(**_VRP, two_stage=True, persist=True, exclusive=True)  # type: ignore[arg-type]
CE_OLD = Family(**_VRP, two_stage=True, exclusive=True)  # type: ignore[arg-type]
USG = Family(**_VRP, exclusive=True, prefix="HRP_M")  # type: ignore[arg-type]
RGOS_12 = Family(
    kind="rgos",
    syntax=RGOS,
    device=ruijie_rgos.device,
    gathers=printing.RGOS,
    last_line="end",
    sysname="hostname ",
    sees=sight.rgos,
)
RGOS_11 = replace(RGOS_12, gathers=printing.RGOS_11)
FAMILIES = {"vrp5": VRP5, "vrp8": VRP8, "ce_old": CE_OLD, "usg": USG, "rgos": RGOS_12, "rgos11": RGOS_11}
