"""Findings as JUnit XML, which CI systems show: a suite a check, a case a subject."""

from collections.abc import Mapping
from xml.etree import ElementTree

from govnetgen.model.finding import Finding, Verdict
from govnetgen.workflow.verify import Verification


def junit_xml(verification: Verification, titles: Mapping[str, str], seconds: float) -> bytes:
    """Return the document. What is undecided or accepted is skipped with its reason: CI counts it and stays green."""
    by_check: dict[str, list[Finding]] = {}
    for one in verification.findings:
        by_check.setdefault(one.check, []).append(one)
    root = ElementTree.Element("testsuites", name=verification.network.name, time=f"{seconds:.3f}")
    for check, findings in by_check.items():
        suite = ElementTree.SubElement(root, "testsuite", _counts(findings), name=check)
        title = titles.get(check, "")
        for one in findings:
            case = ElementTree.SubElement(suite, "testcase", classname=f"{verification.network.name}.{check}")
            case.set("name", clean(one.subject or title))
            _result(case, one)
    for key, value in _counts(list(verification.findings)).items():
        root.set(key, value)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _counts(findings: list[Finding]) -> dict[str, str]:
    failed = sum(one.verdict is Verdict.FAILS for one in findings)
    skipped = sum(one.verdict in (Verdict.UNDECIDED, Verdict.ACCEPTED) for one in findings)
    return {"tests": str(len(findings)), "failures": str(failed), "errors": "0", "skipped": str(skipped)}


def _result(case: ElementTree.Element, one: Finding) -> None:
    if one.verdict is Verdict.HOLDS:
        return
    kind = "failure" if one.verdict is Verdict.FAILS else "skipped"
    result = ElementTree.SubElement(case, kind, message=clean(f"{one.verdict.value}: {one.message}"))
    place = [str(one.location)] if one.location is not None else []
    result.text = clean("\n".join([*place, *one.evidence]))


def clean(text: str) -> str:
    """Return text without the characters that XML 1.0 cannot hold."""
    return "".join(character for character in text if character in "\t\n\r" or character >= " ")
