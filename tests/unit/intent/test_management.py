"""Who may manage a device, whatever IP version they come over."""

from dataclasses import replace

import pytest
from networks import build

from govnetgen.intent import Intent
from govnetgen.model.address import Prefix
from govnetgen.model.network import SshBaseline


@pytest.mark.parametrize(("source", "closed"), [("10.32.0.0/25", 6), ("2001:db8:2102:880::/64", 4)])
def test_managers_of_one_ip_version_do_not_leave_the_other_open(source: str, closed: int) -> None:
    built = build("small")
    baseline = replace(built.network.baseline, ssh=SshBaseline(sources=(Prefix.parse(source),)))
    intent = Intent(replace(built.network, baseline=baseline), built.plan)
    for name in built.network.devices:
        device = intent.device(name)
        lists = {one.name: one for one in device.acls}
        assert device.ssh is not None and device.ssh.acl is not None and device.ssh.acl6 is not None
        named = lists[device.ssh.acl if closed == 4 else device.ssh.acl6]
        assert named.version == closed
        assert named.rules and not any(rule.permit for rule in named.rules)


def test_nobody_named_is_nobody_kept_out() -> None:
    built = build("small")
    network = replace(built.network, baseline=replace(built.network.baseline, ssh=SshBaseline()))
    device = Intent(network, built.plan).device("core1")
    assert device.ssh is not None and device.ssh.acl is None and device.ssh.acl6 is None
