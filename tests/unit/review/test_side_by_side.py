"""Rows side by side: nothing of either configuration is dropped or invented."""

from hypothesis import given, settings
from hypothesis import strategies as st

from govnetgen.configtree import ConfigTree, Line, Syntax, parse_tree
from govnetgen.report.side_by_side import Row, RowKind, side_by_side

WORDS = st.sampled_from(["vlan 10", "vlan 20", "mtu 1500", "mtu 9000", "ip address 10.0.0.1 255.255.255.0", "shutdown"])
LEAVES = st.builds(Line, WORDS)
BLOCKS = st.builds(
    lambda name, children: Line(name, tuple(children)),
    st.sampled_from(["interface 1", "interface 2", "router ospf 1"]),
    st.lists(st.builds(Line, WORDS, st.lists(LEAVES, max_size=2).map(tuple)), max_size=5),
)
TREES = st.lists(LEAVES | BLOCKS, max_size=7).map(lambda lines: ConfigTree(tuple(lines)))


def texts(tree: ConfigTree) -> list[str]:
    return [line.text for line in tree.walk()]


def column(rows: tuple[Row, ...], *, left: bool) -> list[str]:
    kinds = {RowKind.SAME, RowKind.CHANGED, RowKind.REMOVED if left else RowKind.ADDED}
    return [(row.left if left else row.right).strip() for row in rows if row.kind in kinds]


def skipped(rows: tuple[Row, ...]) -> int:
    return sum(row.count for row in rows)


def part_of(few: list[str], many: list[str]) -> bool:
    """Tell whether the few stand among the many, in their order."""
    rest = iter(many)
    return all(any(one == other for other in rest) for one in few)


@settings(max_examples=300, deadline=None)
@given(TREES, TREES)
def test_every_line_of_both_sides_is_shown_or_counted(running: ConfigTree, intended: ConfigTree) -> None:
    rows = side_by_side(running, intended)
    for tree, left in ((running, True), (intended, False)):
        shown = column(rows, left=left)
        assert len(shown) + skipped(rows) == len(texts(tree))
        assert part_of(shown, texts(tree))


@settings(max_examples=200, deadline=None)
@given(TREES, TREES)
def test_something_is_marked_exactly_where_trees_differ(running: ConfigTree, intended: ConfigTree) -> None:
    marked = [row for row in side_by_side(running, intended) if row.kind not in (RowKind.SAME, RowKind.SKIPPED)]
    assert bool(marked) == (running != intended)


def test_a_change_stands_below_its_parents() -> None:
    syntax = Syntax()
    before = parse_tree("hostname a\ninterface 1\n mtu 1500\n shutdown\nlldp\n", syntax)
    after = parse_tree("hostname a\ninterface 1\n mtu 9000\n shutdown\nlldp\n", syntax)
    assert side_by_side(before, after) == (
        Row(RowKind.SKIPPED, count=1),
        Row(RowKind.SAME, "interface 1", "interface 1"),
        Row(RowKind.CHANGED, "  mtu 1500", "  mtu 9000"),
        Row(RowKind.SKIPPED, count=2),
    )


def test_another_block_is_no_changed_line() -> None:
    syntax = Syntax()
    rows = side_by_side(parse_tree("vlan 10\n name a\n", syntax), parse_tree("vlan 20\n name b\n", syntax))
    assert [row.kind for row in rows] == [RowKind.REMOVED, RowKind.REMOVED, RowKind.ADDED, RowKind.ADDED]
