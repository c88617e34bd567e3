"""The forms of single values."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.inventory import notation
from govnetgen.inventory.notation import NotationError
from govnetgen.inventory.resolve.hardware import expand
from govnetgen.model.address import Address, NumberRange, Prefix
from govnetgen.model.device.acl import Protocol
from govnetgen.model.device.firewall import ServiceTerm
from govnetgen.model.network import HostAddress, LinkEnd
from govnetgen.model.secret import Secret

READERS = [getattr(notation, name) for name in dir(notation) if name.startswith("read_")]


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@given(text=st.text("0123456789abf.:/-+{}[]x#@ 中GM,", max_size=20))
def test_readers_take_any_text_and_say_what_to_do(read: Callable[[str], object], text: str) -> None:
    try:
        read(text)
    except NotationError as problem:
        assert problem.hint
        assert problem.code


@given(st.text(min_size=1, max_size=40))
def test_a_secret_is_never_repeated(text: str) -> None:
    try:
        secret = notation.read_secret(text)
    except NotationError as problem:
        said = f"{problem} {problem.hint}"
        assert len(text) < 4 or text not in said or text in "a secret is not written in an inventory"
    else:
        assert secret.is_reference


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (notation.read_host, "it/servers/10", HostAddress(unit="it", vlan="servers", host=10)),
        (notation.read_host, "it/servers/-2", HostAddress(unit="it", vlan="servers", host=-2)),
        (notation.read_host, "2001:db8::1", HostAddress(address=Address.parse("2001:db8::1"))),
        (notation.read_end, "core1", LinkEnd(device="core1")),
        (notation.read_end, "{attach}:10ge-0/1+ge-0/2", LinkEnd(device="{attach}", ports=("10ge-0/1", "ge-0/2"))),
        (notation.read_source, "10.0.0.0/24", Prefix.parse("10.0.0.0/24")),
        (notation.read_source, "2001:db8::/48", Prefix.parse("2001:db8::/48")),
        (notation.read_source, "it/servers", ("it", "servers")),
        (notation.read_inside, "it/servers", ("it", "servers")),
        (notation.read_inside, "it/servers/1", HostAddress(unit="it", vlan="servers", host=1)),
        (notation.read_speed, "10G", 10000),
        (notation.read_speed, "100M", 100),
        (notation.read_service, "udp/8000-8080", ServiceTerm(protocol=Protocol.UDP, ports=NumberRange(8000, 8080))),
        (notation.read_service, "ip", ServiceTerm(protocol=Protocol.IP)),
        (notation.read_offset, "+08:00", 480),
        (notation.read_offset, "-03:30", -210),
        (notation.read_secret, "secret:ntp", Secret("ntp")),
        (notation.read_numbers, "100-2999", NumberRange(100, 2999)),
    ],
)
def test_readers_understand(read: Callable[[str], object], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ge-0/1", ["ge-0/1"]),
        ("ge-0/[1-3]", ["ge-0/1", "ge-0/2", "ge-0/3"]),
        ("ge-[1,3]/0/[1-2]", ["ge-1/0/1", "ge-1/0/2", "ge-3/0/1", "ge-3/0/2"]),
    ],
)
def test_brackets(text: str, names: list[str]) -> None:
    assert list(expand(text)) == names


@pytest.mark.parametrize("text", ["ge-0/[1-", "ge-0/1]", "ge-0/[]", "ge-0/[3-1]", "ge-0/[a-b]", "ge-[1-99]/[1-99]"])
def test_brackets_that_are_not(text: str) -> None:
    with pytest.raises(NotationError):
        list(expand(text))
