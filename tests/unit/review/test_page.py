"""The page of a review: whole, in both languages, fetching nothing, and usable with hundreds of devices."""

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from unit.review.conftest import Captures, reviewed

from govnetgen.report import Group, Review, Variant
from govnetgen.views.review import review_html

ADDRESS = (" ip address 10.40.0.4 255.255.255.254", " ip address 10.40.0.8 255.255.255.254")
EVIL = ("description hr office", "description <script>alert(1)</script>&amp;\"'")
VOID = {"meta", "col", "input", "rect", "path", "br"}
UNCLOSED = {"tr", "td", "th", "thead", "tbody", "li", "colgroup"}


class Page(HTMLParser):
    """Collects what a page consists of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.languages: Counter[str] = Counter()
        self.open: list[str] = []
        self.scripts = 0
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.ids += [held["id"] or ""] if "id" in held else []
        self.links += [held["href"] or ""] if "href" in held else []
        self.sources += [held[name] or "" for name in ("src", "srcset", "action", "data") if name in held]
        self.languages[held.get("lang") or ""] += 1
        self.scripts += tag == "script"
        if tag not in VOID | UNCLOSED:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID

    def handle_endtag(self, tag: str) -> None:
        if tag in UNCLOSED:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.fixture
def changed(captures: Captures) -> Review:
    """A review in which two devices change."""
    return reviewed(captures(core1=ADDRESS, core2=EVIL, fw1=None))


def test_the_page_is_whole(changed: Review) -> None:
    page = Page(review_html(changed))
    assert (page.open, page.wrong) == ([], [])
    assert len(set(page.ids)) == len(page.ids)


def test_nothing_is_fetched(changed: Review) -> None:
    text = review_html(changed)
    page = Page(text)
    assert page.sources == []
    assert [link for link in page.links if not link.startswith("#")] == []
    assert "default-src 'none'" in text
    assert not re.search(r"@import|url\(", text)


def test_every_link_leads_somewhere(changed: Review) -> None:
    page = Page(review_html(changed))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_each_text_is_there_in_both_languages(changed: Review) -> None:
    page = Page(review_html(changed))
    assert page.languages["en"] == page.languages["zh"] - 1 > 20  # the root itself is Chinese until the script asks


def test_what_devices_say_is_text_and_never_markup(changed: Review) -> None:
    text = review_html(changed)
    assert Page(text).scripts == 1
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_changed_words_are_marked(changed: Review) -> None:
    text = review_html(changed)
    assert "ip address <b>10.40.0.8</b> 255.255.255.254" in text
    assert "ip address <b>10.40.0.4</b> 255.255.255.254" in text


def test_changed_devices_are_highlighted_in_the_picture(changed: Review) -> None:
    text = review_html(changed)
    picture = text[text.index("<svg class=topo") : text.index("</svg>", text.index("<svg class=topo"))]
    assert re.search(r'href="#d-core1">.*?class=.n ch', picture)
    assert re.search(r"<title>fw1 .*?class='n no'", picture)


def test_no_change_is_said(captures: Captures) -> None:
    assert "Nothing changes." in review_html(reviewed(captures()))


def test_hundreds_of_changed_devices_are_a_page_of_a_few_megabytes(changed: Review) -> None:
    (group,) = (one for one in changed.groups if one.devices == ("core1",))
    many = tuple(_copy(group, number) for number in range(600))
    text = review_html(replace(changed, groups=many))
    assert text.count("<details class=group") == 600
    assert len(text.encode()) < 4_000_000
    assert " open><summary>" not in text[text.index("id=changes") :].split("id=addresses")[0].replace(
        "class=more open", ""
    )


def _copy(group: Group, number: int) -> Group:
    name = f"agg-{number}"
    review = replace(group.variants[0].review, name=name)
    return replace(group, variants=(Variant((name,), review),))


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--virtual-time-budget=4000"),
)


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
@pytest.mark.parametrize(("language", "title"), [("en", "Change review: small"), ("zh", "变更评审：示例政务外网")])
def test_in_a_browser(changed: Review, tmp_path: Path, language: str, title: str) -> None:
    file = tmp_path / "review.html"
    file.write_text(review_html(changed), encoding="utf-8")
    assert CHROMIUM is not None
    address = f"{file.as_uri()}?lang={language}#d-core1"
    command = [CHROMIUM, *OPTIONS, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", address]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert f'<html lang="{language}"' in shown
    assert f"<title>{title}</title>" in shown
    opened = re.findall(r'<details class="group" open="">.*?</summary>', shown, re.DOTALL)
    assert [one for one in opened if "core1" in one]
