"""The engine renders what is set, says where a template fails, and never invents anything."""

from collections.abc import Callable
from pathlib import Path

import pytest

from govnetgen.configtree import Syntax
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LocalUser
from govnetgen.model.device.system import System
from govnetgen.model.secret import Secret
from govnetgen.platform import Dialect, Platform, Reading
from govnetgen.render import Renderer, TemplateFailure
from govnetgen.render.engine import template_folders

DIALECT = Dialect(name="plain", title="Plain")
DEVICE = DeviceConfig(system=System(hostname="core-1"))

Render = Callable[..., str]


def _loud(text: str) -> str:
    return text.upper()


PLATFORM = Platform(
    name="toy",
    title="Toy",
    vendor="none",
    syntax=Syntax(),
    dialects={"plain": DIALECT},
    default_dialect="plain",
    cannot={},
    limits=lambda device, dialect: iter(()),
    read=lambda tree, dialect: Reading(DEVICE),
    filters={"loud": _loud},
)


@pytest.fixture
def render(tmp_path: Path) -> Render:
    """Render a device by templates given as text."""

    def _render(
        device: DeviceConfig = DEVICE, /, *, resolve: Callable[[Secret], str] | None = None, **texts: str
    ) -> str:
        (tmp_path / "toy").mkdir(exist_ok=True)
        for name, text in texts.items():
            (tmp_path / "toy" / f"{name}.j2").write_text(text, encoding="utf-8")
        renderer = Renderer([tmp_path]) if resolve is None else Renderer([tmp_path], resolve)
        return renderer.render(device, PLATFORM, DIALECT)

    return _render


def _failure(render: Render, **texts: str) -> TemplateFailure:
    with pytest.raises(TemplateFailure) as raised:
        render(**texts)
    return raised.value


def test_device_and_dialect_are_in_reach_and_filters_of_the_platform(render: Render) -> None:
    text = render(device="hostname {{ device.system.hostname | loud }}\n! {{ dialect.title }}\n")
    assert text == "hostname CORE-1\n! Plain\n"


def test_statements_leave_no_empty_lines(render: Render) -> None:
    text = render(device="a\n  {% if device.ntp is none %}\nb\n  {% endif %}\nc\n")
    assert text == "a\nb\nc\n"


def test_a_template_that_changed_is_compiled_anew(render: Render) -> None:
    """What is compiled is kept by its text, not by its file alone."""
    assert render(device="one {{ device.system.hostname }}") == "one core-1"
    assert render(device="two {{ device.system.hostname }}") == "two core-1"
    assert render(device="one {{ device.system.hostname }}") == "one core-1"


def test_nothing_is_escaped(render: Render) -> None:
    text = render(DeviceConfig(system=System(hostname="a", banner="<&>'\"")), device="{{ device.system.banner }}\n")
    assert text == "<&>'\"\n"


USER = "{% for one in device.aaa.users %}{{ one.secret | secret }}\n{% endfor %}"


def _with(secret: Secret) -> DeviceConfig:
    user = LocalUser(name="a", privilege=1, secret=secret)
    return DeviceConfig(system=DEVICE.system, aaa=Aaa(users=(user,)))


def test_a_reference_is_a_placeholder_until_it_is_resolved(render: Render) -> None:
    assert render(_with(Secret("tacacs")), device=USER) == "<secret:tacacs>\n"
    assert (
        render(_with(Secret("tacacs")), device=USER, resolve=lambda one: f"value of {one.text}") == "value of tacacs\n"
    )


def test_a_secret_in_hand_is_written_and_never_resolved(render: Render) -> None:
    assert render(_with(Secret("$1$x", "8")), device=USER, resolve=lambda one: "wrong") == "$1$x\n"


def test_what_is_not_defined_fails_by_file_and_line(render: Render) -> None:
    failure = _failure(render, device="a\n{% include 'toy/part.j2' %}\n", part="b\n\n{{ device.system.hostnmae }}\n")
    assert failure.file.endswith("toy/part.j2")
    assert failure.line == 3
    assert failure.device == "core-1"
    assert "hostnmae" in failure.reason
    assert str(failure).startswith(f"{failure.file}:3: core-1: ")


def test_a_filter_that_raises_fails_by_file_and_line(render: Render) -> None:
    failure = _failure(render, device="a\n{{ device.system.banner | loud }}\n")
    assert failure.file.endswith("toy/device.j2")
    assert failure.line == 2


def test_a_syntax_error_fails_by_file_and_line(render: Render) -> None:
    failure = _failure(render, device="{% include 'toy/part.j2' %}\n", part="a\n{% if %}\n")
    assert failure.file.endswith("toy/part.j2")
    assert failure.line == 2


def test_an_unknown_filter_fails_by_file_and_line(render: Render) -> None:
    failure = _failure(render, device="a\nb\n{{ 1 | absent }}\n")
    assert failure.file.endswith("toy/device.j2")
    assert failure.line == 3


def test_a_missing_template_is_named(render: Render) -> None:
    assert _failure(render).file == "toy/device.j2"
    failure = _failure(render, device="a\n{% include 'toy/absent.j2' %}\n")
    assert "toy/absent.j2" in str(failure)


def test_arithmetic_that_fails_has_a_place_too(render: Render) -> None:
    assert _failure(render, device="\n\n\n{{ 1 // 0 }}\n").line == 4


def test_the_users_own_templates_come_first(tmp_path: Path) -> None:
    folders = template_folders(tmp_path)
    assert folders[0] == tmp_path
    assert folders[1:] == template_folders()
    assert all(one.name == "templates" for one in folders[1:])
    assert template_folders()
