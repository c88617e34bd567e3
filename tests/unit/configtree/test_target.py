"""Whose a running line is: it goes only where that is explained by meaning."""

from govnetgen.configtree import ConfigTree, parse_tree
from govnetgen.configtree.patch import Patch, patch
from govnetgen.platform import platforms
from govnetgen.render import Renderer
from govnetgen.workflow.normal import normal

VRP = platforms()["huawei_vrp"]
DIALECT = VRP.dialect("s")
NORMAL = normal(VRP, DIALECT, Renderer())

RUNNING = """\
sysname R1
#
aaa
 authentication-scheme spare
#
isis 7
#
interface Vlanif10
 ip address 10.0.1.1 255.255.255.0
#
interface Vlanif20
 ip address 10.0.2.1 255.255.255.0
#
ospf 1 router-id 10.0.1.1
 area 0.0.0.0
  network 10.0.0.0 0.0.3.255
#
wonder enable
#
return
"""


def patched(running: str, intended: ConfigTree) -> Patch:
    tree = parse_tree(running, VRP.syntax)
    assert VRP.patch_rules is not None
    return patch(tree, intended, VRP.patch_rules, VRP.read(tree, DIALECT).unread, NORMAL)


def intended(change: tuple[str, str] = ("", "")) -> ConfigTree:
    """What govnetgen would write for the running configuration, with one text changed."""
    return NORMAL(parse_tree(RUNNING.replace(*change) if change[0] else RUNNING, VRP.syntax))


def test_the_same_meaning_takes_nothing_away() -> None:
    found = patched(RUNNING, intended())
    assert not [line for line in found.commands if "undo" in line]
    assert {"wonder enable"} <= {line.text for line in found.unmanaged}
    assert {"isis 7"} <= {line.text for line in found.otherwise}


def test_what_is_said_in_other_words_stays_while_something_else_changes() -> None:
    found = patched(RUNNING, intended(("10.0.2.1", "10.0.3.1")))
    assert " ip address 10.0.3.1 255.255.255.0" in found.commands
    assert not [line for line in found.commands if "ospf" in line or "network" in line or "undo" in line]


def test_other_words_give_way_to_ours_where_their_meaning_changes() -> None:
    found = patched(RUNNING, intended(("network 10.0.0.0 0.0.3.255", "network 10.0.1.0 0.0.0.255")))
    lines = [line.strip() for line in found.commands]
    assert lines.index("ospf enable 1 area 0.0.0.0") < lines.index("undo network 10.0.0.0 0.0.3.255")
    assert not {"undo isis 7", "undo authentication-scheme spare", "undo wonder enable"} & set(lines)
    assert NORMAL(found.target) == intended(("network 10.0.0.0 0.0.3.255", "network 10.0.1.0 0.0.0.255"))


def test_what_others_refer_to_stays_and_is_reported() -> None:
    running = "acl name OPS basic\n rule 5 permit source 10.0.0.0 0.0.0.255\n#\ninterface Vlanif9\n wonder enable\n"
    running += "#\nvlan batch 9\n"
    found = patched("sysname R1\n#\n" + running, NORMAL(parse_tree("sysname R1\n", VRP.syntax)))
    assert not [line for line in found.commands if "vlan" in line]
    assert [one for one in found.forced if "refers to it" in one.why]
