"""How RGOS talks at its prompt: from Ruijie's guides, and what netmiko and oxidized know.

No device was at hand: what the guides do not say is matched loosely, as IOS says it.
"""

import re

from govnetgen.configtree import Block
from govnetgen.drivers.cli_language import Language, expected

CONTINUE = r"[\[(]y(?:es)?/n"

LANGUAGE = Language(
    # core>, core#, core(config)#, core(config-if-GigabitEthernet 0/1)#
    prompt=r"{name}(?P<configures>\(config(?P<view>-[^()\r\n]*)?\))?(?P<level>[>#]) ?",
    name=r"[^\s<>\[\]()#]+",
    renames=re.compile(r"hostname (?P<name>\S+)"),
    more=re.compile(rb"--More--"),
    preparation=(),
    configure="configure terminal",
    leave="exit",
    end="end",
    running="show running-config",
    startup="show startup-config",
    save="write",
    refusals=(
        re.compile(r"^\s*%(?!\s*(?:Warning|Notice|Info|[A-Z0-9_]+-\d-)\b)", re.IGNORECASE),
        re.compile(r"^\s*(?:Error|Failed|Command (?:failed|rejected)|Invalid|Permission denied)\b", re.IGNORECASE),
    ),
    full=re.compile(
        r"(?:reach|exceed)\w* (?:\w+ ){0,6}(?:limit|maximum|capacity)"
        r"|(?:no|not enough|insufficient|lack of) (?:\w+ ){0,3}(?:space|memory|resources?)"
        r"|(?:table|memory|flash) is full",
        re.IGNORECASE,
    ),
    locked=re.compile(r"\blocked\b|in use by another|being configured by", re.IGNORECASE),
    questions=(
        expected(
            r"no (?:router|ipv6 router|vlan|vrf|ip vrf|neighbor|aaa|interface|ip access-list|ipv6 access-list|username"
            r"|enable service|switchport|snmp-server|spanning-tree|address-family)\b",
            CONTINUE,
            "y",
        ),
        expected(r"(?:no )?switchport$|(?:ip )?vrf forwarding |port-group |spanning-tree", CONTINUE, "y"),
        expected(r"write$", CONTINUE, "y"),
    ),
    login_questions=(expected("", r"change the password", "n"),),
    blocks=(
        Block(
            re.compile(r"^banner (?:login|motd|exec|incoming) (?P<delimiter>\^C|\S)(?!.*(?P=delimiter))"),
            r"\g<delimiter>\s*$",
        ),
    ),
    separator="!",
    secrets=(
        re.compile(
            r"\b(?:secret|password|key|community|md5) (?P<secret>(?:\d+ )?(?!chains?\b|md5\b|\d+(?:$| md5\b))\S+)"
        ),
        re.compile(r"\bauth \S+ (?P<secret>\S+)"),
        re.compile(r"\bpriv \S+ (?P<secret>\S+)$"),
    ),
    last_line="end",
    heading=(re.compile(r"Building configuration\.\.\.|Current configuration ?: \d+ bytes"),),
)
