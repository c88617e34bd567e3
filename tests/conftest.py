"""What all tests share: the golden files and how many examples hypothesis draws."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

EXAMPLES = int(os.environ.get("GOVNETGEN_EXAMPLES", "30"))
"""Examples a property: more for a long run, as GOVNETGEN_EXAMPLES=1000."""

settings.register_profile(
    "govnetgen",
    deadline=None,  # a device's first rendering compiles templates
    max_examples=EXAMPLES,
    derandomize="CI" in os.environ and "GOVNETGEN_EXAMPLES" not in os.environ,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
settings.load_profile("govnetgen")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare text with a golden file, or write the file under ``--update-golden``."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return
        assert path.exists(), f"{path} is missing: run pytest --update-golden and look at what it wrote"
        assert text == path.read_text(encoding="utf-8")

    return compare


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail where not one lab test could run: a suite that proves nothing about packets must not look as if it did."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or "GOVNETGEN_WITHOUT_LAB" in os.environ:
        return

    def of_lab(outcome: str) -> list[pytest.TestReport]:
        return [one for one in reporter.stats.get(outcome, []) if getattr(one, "nodeid", "").startswith("tests/lab/")]

    skipped = of_lab("skipped")
    if skipped and not of_lab("passed") and not of_lab("failed"):
        reasons = sorted({str(one.longrepr[2]) for one in skipped if isinstance(one.longrepr, tuple)})
        reporter.section("no lab test ran")
        for reason in reasons:
            reporter.line(reason)
        reporter.line("run as root after make lab-packages, or set GOVNETGEN_WITHOUT_LAB=1 to accept it")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
