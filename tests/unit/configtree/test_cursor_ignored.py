"""What a reader passes over is known by name, so that a patch can leave it alone."""

from govnetgen.configtree import Cursor, Line


def test_ignored_lines_are_neither_unread_nor_forgotten() -> None:
    cursor = Cursor((Line("a 1"), Line("b", (Line("c"), Line("d")))))
    cursor.ignore("b")
    assert [line.text for line in cursor.unread()] == ["a 1"]
    assert [line.text for line in cursor.ignored()] == ["b"]


def test_a_line_that_is_also_read_is_not_ignored() -> None:
    cursor = Cursor((Line("a 1"), Line("b", (Line("c"),))))
    for _, body in cursor.each("b"):
        body.ignore("c")
    cursor.ignore("a 1")
    assert cursor.first("a (1)") is not None
    assert [line.text for line in cursor.ignored()] == ["c"]
