"""What is verified is the text: one that says something else than was meant fails before anything else is believed."""

from pathlib import Path

import pytest

from govnetgen.model.finding import Finding, Verdict
from govnetgen.render import Renderer, TemplateFailure
from govnetgen.workflow.verify import READ_BACK, verify_network

SMALL = Path(__file__).resolve().parents[3] / "inventory" / "small"


def read_back(monkeypatch: pytest.MonkeyPatch, *, replace: str, by: str) -> dict[str, Finding]:
    """Verify the small network with something else in its texts."""
    render = Renderer.render

    def spoilt(self: Renderer, *arguments: object) -> str:
        return render(self, *arguments).replace(replace, by)

    monkeypatch.setattr(Renderer, "render", spoilt)
    verification = verify_network(SMALL, (), lambda done, total: None).require()
    return {one.subject: one for one in verification.findings if one.check == READ_BACK}


def test_the_small_network_reads_back(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read_back(monkeypatch, replace="", by="")
    assert {one.verdict for one in found.values()} == {Verdict.HOLDS}
    assert sorted(found) == ["core1", "core2", "fw1"]


def test_a_text_that_means_something_else_fails_with_the_feature(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read_back(monkeypatch, replace="hostname core1", by="hostname kern1")
    assert found["core1"].verdict is Verdict.FAILS
    assert found["core1"].evidence == ("core1: system reads back differently",)
    assert found["core2"].verdict is Verdict.HOLDS


def test_a_line_that_nobody_understands_fails_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read_back(monkeypatch, replace="hostname core1", by="hostname core1\nportal enable")
    assert found["core1"].evidence == ("not understood: line 2: portal enable",)


def test_a_template_that_fails_leaves_the_other_devices_to_be_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    render = Renderer.render

    def broken(self: Renderer, *arguments: object) -> str:
        text = render(self, *arguments)
        if "sysname fw1" in text:
            raise TemplateFailure("nat.j2", 3, "fw1", "no such thing")
        return text

    monkeypatch.setattr(Renderer, "render", broken)
    verification = verify_network(SMALL, (), lambda done, total: None).require()
    (failed,) = [one for one in verification.findings if one.check == READ_BACK and one.verdict is Verdict.FAILS]
    assert failed.evidence == ("nat.j2:3: no such thing",)
    assert any(one.check == "link-ends" and one.subject == "link core1--core2" for one in verification.findings)
