"""No secret of a node is shown: each place where a file holds one is known."""

import pytest

from govnetgen.configtree.masking import mask
from govnetgen.drivers.linux_secrets import SECRETS

LINES = [
    " ip ospf message-digest-key 1 md5 c4nary",
    " ip ospf authentication-key c4nary",
    " ipv6 ospf6 authentication key-id 1 hash-algo hmac-sha-256 key c4nary",
    " isis password md5 c4nary",
    " isis password clear c4nary",
    " neighbor 10.0.0.1 password c4nary",
    "user ops privilege 15 password c4nary",
    "user ops privilege 15 hash c4nary",
    "secret=c4nary",
    '        secret = "c4nary with blanks c4nary"',
    "10.0.0.1:1812 c4nary 3 0",
    "[2001:db8::1]:1812 c4nary 3 2001:db8::2 green",
    "1 MD5 ASCII:c4nary",
    'createUser ops SHA "c4nary" AES "c4nary too"',
    "createUser ops SHA-256 c4nary AES-256 c4nary",
    "rocommunity c4nary 10.0.0.0/8",
]


@pytest.mark.parametrize("line", LINES)
def test_a_secret_is_hidden(line: str) -> None:
    hidden = mask(line, SECRETS)
    assert "c4nary" not in hidden
    assert "***" in hidden


@pytest.mark.parametrize(
    "line",
    [
        "server 10.32.0.10 iburst key 1",
        "address 10.0.0.1/30",
        "10.0.0.1 is an address",
        " neighbor 10.0.0.1 remote-as 65001",
        "key chain green",
        "ip saddr 10.0.0.0/8 tcp dport 22 accept",
        "PasswordAuthentication no",
    ],
)
def test_what_is_none_is_shown(line: str) -> None:
    assert mask(line, SECRETS) == line
