"""Lines that nobody owns stay out of a patch, and out of nothing else."""

from govnetgen.configtree import parse_tree
from govnetgen.configtree.patch import patch
from govnetgen.platform import platforms

RGOS = platforms()["ruijie_rgos"]


def test_an_intended_line_is_sent_though_an_unmanaged_one_stands_at_its_number() -> None:
    running = parse_tree("hostname a\nwonder-feature on\n", RGOS.syntax)
    intended = parse_tree("hostname a\nno enable service web-server\n", RGOS.syntax)
    unmanaged = RGOS.read(running, RGOS.dialect(None)).unread
    assert [one.number for one in unmanaged] == [2]
    assert RGOS.patch_rules is not None
    found = patch(running, intended, RGOS.patch_rules, unmanaged)
    assert found.commands == ("no enable service web-server",)
    assert [one.text for one in found.unmanaged] == ["wonder-feature on"]


def test_a_line_that_is_intended_elsewhere_is_left_alone_where_it_stands() -> None:
    vrp = platforms()["huawei_vrp"]
    running = parse_tree("user-interface con 0\n authentication-mode aaa\n", vrp.syntax)
    intended = parse_tree("user-interface vty 0 4\n authentication-mode aaa\n", vrp.syntax)
    assert vrp.patch_rules is not None
    found = patch(running, intended, vrp.patch_rules, tuple(running.walk()))
    assert not [one for one in found.commands if "undo" in one]
