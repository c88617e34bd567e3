"""Probes between namespaces made by hand: they see what passes, what does not, and what translation makes of it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab.by_hand import Hand, by_hand

from govnetgen.lab.expect import Packet
from govnetgen.lab.probe import Probe, Seen
from govnetgen.lab.probe_run import run
from govnetgen.model.address import Address
from govnetgen.model.device.acl import Protocol

pytestmark = [
    pytest.mark.lab,
    pytest.mark.xdist_group("lab"),
    pytest.mark.skipif(os.geteuid() != 0, reason="network namespaces need root"),
    pytest.mark.skipif(shutil.which("nft") is None, reason="nftables is not installed"),
]
PATIENCE_S = 1.2
A, B, C = (Address.parse(one) for one in ("10.99.1.2", "10.99.2.2", "198.51.100.2"))
A6, B6 = (Address.parse(one) for one in ("2001:db8:99:1::2", "2001:db8:99:2::2"))
PING, PING6 = Packet(Protocol.ICMP), Packet(Protocol.ICMPV6)


def tcp(port: int) -> Packet:
    return Packet(Protocol.TCP, port)


def udp(port: int) -> Packet:
    return Packet(Protocol.UDP, port)


@pytest.fixture(scope="module")
def hand() -> Iterator[Hand]:
    with by_hand() as made:
        yield made


def ask(source: Path, own: Address, target: Path | None, there: Address, packet: Packet, **more: object) -> Probe:
    said: dict[str, object] = {"sent_to": there, "sent": packet, **more}
    return Probe(
        number=0, source=source, source_address=own, target=target, target_address=there, packet=packet, **said
    )


def seen(*probes: Probe) -> list[Seen]:
    numbered = [
        Probe(**{**{name: getattr(one, name) for name in one.__slots__}, "number": i}) for i, one in enumerate(probes)
    ]
    found = run(numbered, patience_s=PATIENCE_S)
    return [found[one.number] for one in numbered]


def test_what_the_rules_permit_passes_and_the_port_beside_it_does_not(hand: Hand) -> None:
    found = seen(
        ask(hand.a, A, hand.b, B, tcp(80)),
        ask(hand.a, A, hand.b, B, udp(53)),
        ask(hand.a, A, hand.b, B, PING),
        ask(hand.a, A6, hand.b, B6, tcp(80)),
        ask(hand.a, A6, hand.b, B6, udp(53)),
        ask(hand.a, A6, hand.b, B6, PING6),
        ask(hand.a, A, hand.b, B, tcp(81)),
        ask(hand.a, A, hand.b, B, udp(54)),
        ask(hand.a, A6, hand.b, B6, tcp(81)),
        ask(hand.b, B, hand.a, A, tcp(80)),
    )
    assert [one.passed for one in found] == [True] * 6 + [False] * 4
    assert [one.nothing for one in found] == [False] * 6 + [True] * 4
    assert [one.source for one in found[:6]] == [A, A, A, A6, A6, A6]


def test_translated_addresses_are_seen_at_the_far_end(hand: Hand) -> None:
    outside = Address.parse("203.0.113.12")
    out, in_, beside = seen(
        ask(hand.a, A, hand.c, C, tcp(80)),
        ask(hand.c, C, hand.b, B, tcp(8080), sent_to=outside, sent=tcp(80)),
        ask(hand.c, C, hand.b, B, tcp(8081), sent_to=outside, sent=tcp(81)),
    )
    assert out.passed and str(out.source) in ("203.0.113.3", "203.0.113.4")
    assert in_.passed and in_.source == C
    assert beside.nothing


def test_a_spoofed_source_is_sent_and_seen_to_be_stopped(hand: Hand) -> None:
    honest, spoofed, open_ = seen(
        ask(hand.b, B, hand.a, A, udp(9)),
        ask(hand.b, B, hand.a, A, udp(9), spoofed=Address.parse("10.99.3.3")),
        ask(hand.a, A, hand.b, B, udp(53), spoofed=Address.parse("10.99.4.4")),
    )
    assert honest.passed
    assert spoofed.nothing
    assert open_.arrived and open_.source == Address.parse("10.99.4.4") and not open_.answered


def test_a_gateway_answers_without_being_watched(hand: Hand) -> None:
    gateway, nobody = seen(
        ask(hand.a, A, None, Address.parse("10.99.1.1"), PING),
        ask(hand.a, A, None, Address.parse("10.99.1.77"), PING),
    )
    assert gateway.answered and not gateway.arrived
    assert nobody.nothing


def test_a_source_that_is_not_there_says_so(hand: Hand) -> None:
    (found,) = seen(ask(hand.a, Address.parse("10.99.9.9"), hand.b, B, tcp(80)))
    assert found.nothing
    assert "address" in found.why


def test_hundreds_are_on_their_way_at_once(hand: Hand) -> None:
    probes = [ask(hand.a, A, hand.b, B, one) for one in (tcp(80), udp(53), PING) for _ in range(300)]
    assert all(one.passed for one in seen(*probes))
