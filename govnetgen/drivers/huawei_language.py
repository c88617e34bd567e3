"""How VRP talks at its prompt: from Huawei's command references, and what netmiko's users have met.

No device was at hand: what the references do not say (the wording of most questions) is matched loosely.
"""

import re

from govnetgen.configtree import Block
from govnetgen.drivers.cli_language import Language, expected

CONTINUE = r"\[y(?:es)?(?:\([^)]*\))?/n"

LANGUAGE = Language(
    # <core>, [core-GigabitEthernet0/0/1], on VRP8 [~core] and [*core], on a firewall of a pair HRP_M[core]
    prompt=(
        r"(?:HRP_[A-Z])?(?:<|(?P<configures>\[)(?P<state>[~*]?)){name}"
        # a dash in the name of the device begins no view: outside of configuration there are none
        r"(?(configures)(?P<view>-[^<>\[\]\r\n]+)?)(?(configures)\]|>) ?"
    ),
    name=r"[^<>\[\]~*\r\n]+?",
    renames=re.compile(r"sysname (?P<name>\S+)"),
    more=re.compile(rb"---- More ----"),
    preparation=(
        "screen-length 0 temporary",
        # VRP8 runs a command that fails in one view in the next view above: what is meant for an interface would
        # change the whole device
        "undo terminal command forward matched upper-view",
    ),
    configure="system-view",
    leave="quit",
    end="return",
    running="display current-configuration",
    startup="display saved-configuration",
    save="save",
    refusals=(
        re.compile(r"^\s*(?:\^\s*)?Error\s?[:(\[]", re.IGNORECASE),
        re.compile(r"^\s*(?:Unrecognized|Incomplete|Ambiguous|Wrong|Too many) (?:command|parameter)", re.IGNORECASE),
    ),
    full=re.compile(
        r"(?:reach|exceed)\w* (?:\w+ ){0,6}(?:limit|maximum|upper|capacity|specification)"
        r"|(?:no|not enough|insufficient|lack of) (?:\w+ ){0,3}(?:space|memory|resources?)|(?:table|memory) is full",
        re.IGNORECASE,
    ),
    locked=re.compile(r"\block(?:ed|ing)\b|occupied by|being (?:configured|committed|modified) by", re.IGNORECASE),
    questions=(
        # what a removal takes with it is what the patch has counted on
        expected(
            r"undo (?:bgp|ospf|ospfv3|isis|mpls|vlan|peer|group|route-distinguisher|ip vpn-instance|vpn-instance"
            r"|if-match|interface|ip pool|acl|traffic|route-policy|local-user|manager-user|dhcp enable|stp|snmp-agent"
            r"|ssh user|firewall zone|ip address-set|ip service-set|nat|rule|eth-trunk|area|ipv4-family|ipv6-family"
            r"|hwtacacs-server|radius-server|domain|authentication-scheme|ip binding|stelnet|lldp|info-center|ipsec"
            r"|ike|hrp)\b",
            CONTINUE,
            "Y",
        ),
        expected(r"ip binding vpn-instance ", CONTINUE, "Y"),
        expected(
            r"(?:undo )?portswitch$|port link-type |eth-trunk |stp (?:mode|enable|region)|active region", CONTINUE, "Y"
        ),
        expected(r"undo telnet |telnet server disable|(?:ssh|stelnet|snetconf) ", CONTINUE, "Y"),
        # never leave with changes that would be committed on the way out
        expected(r"return$|quit$", r"uncommitted", "N"),
        expected(r"abort trial", CONTINUE, "Y"),
        expected(r"rollback configuration ", CONTINUE, "Y"),
        expected(r"save$", r"file ?name", ""),
        expected(r"save$", CONTINUE, "Y"),
    ),
    login_questions=(
        expected("", r"change now|change the (?:initial )?password|please choose", "N"),
        expected("", r"security risks", "N"),
    ),
    blocks=(Block(re.compile(r'^header \S+ information (?P<delimiter>")[^"]*$'), r"\g<delimiter>"),),
    separator="#",
    secrets=(
        re.compile(r"\b(?P<secret>(?:irreversible-cipher|cipher|simple|hash) \S+)"),
        re.compile(r"\b(?:pre-shared-key|shared-key|shared-key-cipher) (?P<secret>(?!cipher )\S+)"),
    ),
    longest_line=510,
    last_line="return",
    heading=(re.compile(r"!Software Version|!Last configuration was"),),
)
