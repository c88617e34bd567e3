"""Edits between two configurations: the smallest, and never of what is not ours."""

from dataclasses import replace
from itertools import pairwise

import pytest
from platforms.netconf_yang.examples import BANNER, SWITCH
from strategies.cases import cases

from govnetgen.configtree import ConfigTree, parse_tree
from govnetgen.configtree.masking import mask
from govnetgen.configtree.patch import patch
from govnetgen.drivers.netconf.document import config_of
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import AccessPort
from govnetgen.model.secret import with_secrets
from govnetgen.platforms.netconf_yang import PLATFORM
from govnetgen.platforms.netconf_yang.patch_rules import PATCH_RULES
from govnetgen.platforms.netconf_yang.syntax import SYNTAX
from govnetgen.render import Renderer

DIALECT = PLATFORM.dialect(None)
CASE = next(one for one in cases() if one.platform is PLATFORM)


def tree(device: DeviceConfig) -> ConfigTree:
    return parse_tree(Renderer().render(device, PLATFORM, DIALECT), PLATFORM.syntax)


def changed(name: str, **values: object) -> DeviceConfig:
    interfaces = tuple(replace(one, **values) if one.name == name else one for one in SWITCH.interfaces)
    return replace(SWITCH, interfaces=interfaces)


def test_nothing_differs_from_itself() -> None:
    for device in (SWITCH, *CASE.devices(20)):
        found = patch(tree(device), tree(device), PATCH_RULES)
        assert found.commands == found.rollback == ()


def test_every_edit_is_well_formed_and_has_a_way_back() -> None:
    for before, after in pairwise((SWITCH, *CASE.devices(30))):
        found = patch(tree(before), tree(after), PATCH_RULES)
        for lines in (found.commands, found.rollback):
            assert bool(lines) == (before != after)
            assert not lines or len(config_of("\n".join(lines)))


def test_a_port_that_moves_to_another_vlan_is_one_leaf() -> None:
    found = patch(tree(SWITCH), tree(changed("ge-0/9", switchport=AccessPort(vlan=20))), PATCH_RULES)
    assert (
        "\n".join(found.commands)
        == """\
<config xmlns="urn:ietf:params:xml:ns:netconf:base:1.0">
  <interfaces xmlns="urn:ietf:params:xml:ns:yang:ietf-interfaces">
    <interface><name>ge-0/9</name>
      <access-vlan xmlns="urn:govnetgen:yang:govnet">20</access-vlan>
    </interface>
  </interfaces>
</config>"""
    )
    assert "\n".join(found.rollback).count(">10</access-vlan>") == 1


def test_what_goes_is_removed_by_its_key() -> None:
    found = patch(tree(SWITCH), tree(replace(SWITCH, vlans=SWITCH.vlans[:-1])), PATCH_RULES)
    assert (
        "\n".join(found.commands)
        == """\
<config xmlns="urn:ietf:params:xml:ns:netconf:base:1.0">
  <vlans xmlns="urn:govnetgen:yang:govnet">
    <vlan xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0" nc:operation="remove"><number>21</number></vlan>
  </vlans>
</config>"""
    )


def test_a_line_of_the_banner_is_one_leaf() -> None:
    banner = BANNER.replace("<logged>", "<audited>")
    found = patch(tree(SWITCH), tree(replace(SWITCH, system=replace(SWITCH.system, banner=banner))), PATCH_RULES)
    assert (
        "\n".join(found.commands)
        == """\
<config xmlns="urn:ietf:params:xml:ns:netconf:base:1.0">
  <banner xmlns="urn:govnetgen:yang:govnet">
    <line><sequence>2</sequence>
      <text>未经授权禁止访问！ &lt;audited&gt;</text>
    </line>
  </banner>
</config>"""
    )


def test_a_feature_that_goes_is_one_element() -> None:
    found = patch(tree(SWITCH), tree(replace(SWITCH, snmp=None)), PATCH_RULES)
    gone = [line for line in found.commands if "remove" in line]
    assert sorted(line.split()[0] for line in gone) == ["<contact", "<location", "<snmp"]


def test_a_reference_is_not_sent_over_what_the_device_holds() -> None:
    """The device's own text says the same as the reference: nobody can tell, and it is not sent for ever."""
    held = parse_tree(Renderer(resolve=lambda one: f"<{one.text} & more>").render(SWITCH, PLATFORM, DIALECT), SYNTAX)
    assert "&lt;ntp &amp; more&gt;" in str(held)
    assert patch(held, tree(SWITCH), PATCH_RULES).commands == ()
    assert SWITCH.aaa is not None
    found = patch(held, tree(replace(SWITCH, aaa=replace(SWITCH.aaa, tacacs=()))), PATCH_RULES)
    assert not any("more" in line for line in found.commands)
    assert any("&lt;tacacs &amp; more&gt;" in line for line in found.rollback)  # for the device, masked for all others


def test_what_takes_a_reference_s_place_is_escaped_as_it_was() -> None:
    user = next(line for line in tree(SWITCH).walk() if line.text.startswith("<password>")).text
    assert with_secrets(user, lambda name: f"</{name}&>") == "<password>&lt;/netadmin&amp;&gt;</password>"
    assert with_secrets("key <secret:ntp>", lambda name: f"<{name}&>") == "key <ntp&>"


@pytest.mark.parametrize("leaf", ["passphrase", "auth-password", "psk", "community", "api-token", "authentication-key"])
def test_secrets_of_other_modules_are_not_shown(leaf: str) -> None:
    assert mask(f"<{leaf}>canary</{leaf}>", PATCH_RULES.secrets) == f"<{leaf}>***</{leaf}>"
    declared = f'<{leaf} xmlns="urn:acme:radios">canary</{leaf}>'
    assert "canary" not in mask(declared, PATCH_RULES.secrets)
    assert "canary" in mask("<key-number>canary</key-number>", PATCH_RULES.secrets)


@pytest.mark.parametrize(
    "foreign",
    [
        '      <speed xmlns="urn:acme:interfaces">1000</speed>\n',
        '      <qos xmlns="urn:acme:qos">\n        <queue>7</queue>\n      </qos>\n',
    ],
)
def test_what_another_module_says_stays(foreign: str) -> None:
    text = Renderer().render(SWITCH, PLATFORM, DIALECT)
    running = text.replace(
        "      <description>office</description>\n", f"      <description>office</description>\n{foreign}"
    )
    assert running != text
    before = parse_tree(running, PLATFORM.syntax)
    unread = PLATFORM.read(before, DIALECT).unread
    after = tree(changed("ge-0/9", description="tax office", switchport=AccessPort(vlan=20)))
    found = patch(before, after, PATCH_RULES, unread)
    sent = "\n".join((*found.commands, *found.rollback))
    assert "tax office" in sent and "acme" not in sent and "queue" not in sent
    assert found.unmanaged
    assert patch(before, tree(SWITCH), PATCH_RULES, unread).commands == ()
