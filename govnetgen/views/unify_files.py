"""Everything that a unification hands out, as files."""

from govnetgen.views.book import book_table
from govnetgen.views.unify_notice import notices
from govnetgen.views.unify_page import page
from govnetgen.views.unify_tables import (
    dhcp,
    dns,
    mapping,
    mapping_for_people,
    order,
    routes,
    translations,
    vlans,
)
from govnetgen.views.workbook import csv_text, workbook
from govnetgen.workflow.unify import Unification


def unify_files(unification: Unification) -> dict[str, bytes]:
    """Return each file's bytes by its name in the output folder."""
    tables = {
        "nat": translations(unification),
        "dns": dns(unification),
        "dhcp": dhcp(unification),
        "routes": routes(unification),
        "migration": order(unification),
        "vlans": vlans(unification),
    }
    book = book_table(unification.book)
    # programs read the mapping: no byte order mark in front of its first column's name
    files = {"mapping.csv": csv_text(mapping(unification)).removeprefix(b"\xef\xbb\xbf")}
    files |= {f"{name}.csv": csv_text(rows) for name, rows in tables.items()}
    files["address-book.csv"] = csv_text(book)
    files["mapping.xlsx"] = workbook(
        {
            "新旧地址对照表": mapping_for_people(unification),
            "地址转换对照表 nat": tables["nat"],
            "域名 dns": tables["dns"],
            "地址分配 dhcp": tables["dhcp"],
            "汇总路由 routes": tables["routes"],
            "割接批次 migration": tables["migration"],
            "地址台账 book": book,
        }
    )
    files |= {f"nat/{name}.cfg": text.encode() for name, text in unification.configurations.items()}
    # with a byte order mark: Notepad takes it for GBK without
    files |= {f"notices/{unit}.txt": text.encode("utf-8-sig") for unit, text in notices(unification).items()}
    files["index.html"] = page(unification).encode()
    return files
