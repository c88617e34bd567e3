"""Interface names: RGOS puts a blank between the kind and the number, also inside other commands."""

import re
from functools import lru_cache

from govnetgen.model.names import interface_name

WORDS = {
    "fe": "FastEthernet",
    "ge": "GigabitEthernet",
    "10ge": "TenGigabitEthernet",
    "25ge": "TFGigabitEthernet",
    "40ge": "FortyGigabitEthernet",
    "100ge": "HundredGigabitEthernet",
    "400ge": "FourHundredGigabitEthernet",
    "lag": "AggregatePort",
    "vlan": "VLAN",
    "loopback": "Loopback",
    "mgmt": "Mgmt",
    "tunnel": "Tunnel",
    "null": "Null",
}
"""The word of each neutral kind; kinds that are missing have no name that any source shows."""

SWITCHED = ("fe", "ge", "10ge", "25ge", "40ge", "100ge", "400ge", "lag")
"""Kinds that are switch ports until `no switchport` makes them routed."""

_SHORTEST = {"TFGigabitEthernet": 2, "FourHundredGigabitEthernet": 3, "FortyGigabitEthernet": 3}
"""How many letters tell a word from the others; two for the rest (10.4 stacks print ``gi 1/0/1``)."""


def _abbreviations(word: str) -> str:
    shortest = _SHORTEST.get(word, 2)
    tail = ""
    for letter in reversed(word[shortest:]):
        tail = f"(?:{letter}{tail})?"
    return word[:shortest] + tail


_KINDS = {kind: re.compile(_abbreviations(word), re.IGNORECASE) for kind, word in WORDS.items()}

PATTERN = r"(?:(?i:" + "|".join(map(_abbreviations, WORDS.values())) + r")) ?\d+(?:/\d+)*(?:\.\d+)?"
"""A regular expression for every interface name that ``neutral`` understands, and no other text."""

_PARTS = re.compile(r"([A-Za-z]+) ?([\d/.]+)")


@lru_cache(maxsize=65536)
def port(name: str) -> str:
    """Write a neutral interface name as RGOS does; raises ValueError for a kind that it does not have."""
    parts = interface_name(name)
    if parts.kind not in WORDS:
        raise ValueError(f"{name!r}: RGOS has no name for interfaces of kind {parts.kind!r}")
    return f"{WORDS[parts.kind]} {parts.position}" + ("" if parts.unit is None else f".{parts.unit}")


@lru_cache(maxsize=65536)
def neutral(text: str) -> str:
    """Read an interface name, also abbreviated and in any case; raises ValueError for anything else."""
    parts = _PARTS.fullmatch(text)
    if parts is not None:
        for kind, word in _KINDS.items():
            if word.fullmatch(parts[1]):
                return str(interface_name(f"{kind}-{parts[2]}"))
    raise ValueError(f"{text!r} is not an interface name of RGOS")
