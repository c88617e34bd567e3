"""Every code has a page, every page a code; what is generated is up to date."""

import ast
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs" / "errors").glob("*.md"))}
MAKERS = {"error", "warning", "Diagnostic", "Problem"}
CODE = re.compile(r"[a-z]+[0-9]?(?:-[a-z0-9]+)+")


def codes() -> set[str]:
    """The first argument of whatever makes a diagnostic, where it is written out."""
    found = set()
    for path in (ROOT / "govnetgen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name(node.func) in MAKERS:
                found.update(written(node))
    return found


def name(function: ast.expr) -> str:
    """What a call calls."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def written(call: ast.Call) -> Iterator[str]:
    """The code of a call: its first argument or the keyword ``code``."""
    for one in (*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "code")):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def words() -> set[str]:
    """Every text of the package that could be a code: some are passed on by a name."""
    return {
        node.value
        for path in (ROOT / "govnetgen").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }


def gallery() -> set[str]:
    """Every code that the error gallery shows, also those that are passed on by a name."""
    return {
        code
        for path in (ROOT / "tests" / "errors").glob("*/expected.txt")
        for code in re.findall(r"^\S.*?: (?:error|warning)\[([a-z0-9-]+)\]", path.read_text("utf-8"), re.MULTILINE)
    }


def test_every_code_has_a_page() -> None:
    assert sorted((codes() | gallery()) - set(PAGES)) == []


def test_every_page_has_a_code() -> None:
    assert sorted(set(PAGES) - words()) == []


@pytest.mark.parametrize("code", PAGES)
def test_a_page_says_what_it_means_with_an_example_and_what_to_do(code: str) -> None:
    page = PAGES[code]
    assert page.startswith(f"# {code}: ")
    assert re.search(rf"^    \S.*(error|warning)\[{code}\]: ", page, re.MULTILINE)
    assert "\n**What to do.** " in page
    assert max(len(line) for line in page.splitlines() if not line.startswith("    ")) <= 120


def test_what_is_generated_is_up_to_date() -> None:
    generated = runpy.run_path(str(ROOT / "tools" / "generate_docs.py"))["generated"]()
    stale = [path.name for path, text in generated.items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run python tools/generate_docs.py"
