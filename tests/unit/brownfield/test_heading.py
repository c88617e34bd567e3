"""Headings that say two things, or sound like others."""

import pytest

from govnetgen.brownfield.heading import Column, column_of


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("网络地址/掩码", Column.PREFIX),
        ("地址段及掩码", Column.PREFIX),
        ("IP地址/子网掩码", Column.PREFIX),
        ("网段、掩码", Column.PREFIX),
        ("IP网段（掩码）", Column.PREFIX),
        ("地址空间", Column.PREFIX),
        ("子网掩码", Column.MASK),
        ("子网掩码位数", Column.MASK),
        ("网络掩码", Column.MASK),
        ("IP地址用途", Column.PURPOSE),
        ("网段用途", Column.PURPOSE),
        ("网段数量", Column.NOTE),
        ("单位性质", Column.NOTE),
        ("IP地址数", Column.HOSTS),
        ("局域网地址", Column.ADDRESS),
        ("厅（局）名称", Column.UNIT),
        ("机关名称", Column.UNIT),
    ],
)
def test_what_a_heading_says(heading: str, column: Column) -> None:
    assert column_of(heading) is column
