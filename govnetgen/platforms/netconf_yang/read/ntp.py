"""Time, of govnet."""

from collections.abc import Iterable, Iterator, Sequence

from govnetgen.configtree import Cursor
from govnetgen.model.device.ntp import Ntp, NtpAlgorithm, NtpKey, NtpServer
from govnetgen.platforms.netconf_yang.read.leaf import address, entries, leaf, number, ordered, secret, source, truth

_ALGORITHMS = "|".join(NtpAlgorithm)


def read_ntp(bodies: Iterable[Cursor]) -> Ntp | None:
    """Return servers and keys."""
    held = list(bodies)
    if not held:
        return None
    return Ntp(
        servers=tuple(_servers(held)),
        keys=tuple(_keys(held)),
        authenticate=any(truth(one, "authenticate", default=False) for one in held),
        source_interface=source(held),
    )


def _servers(bodies: Sequence[Cursor]) -> Iterator[NtpServer]:
    for one in ordered(bodies, "server"):
        host, key, vrf = address(one, "address"), number(one, "key-number"), leaf(one, "vrf")
        if host is not None:
            yield NtpServer(address=host, key=key, vrf=vrf)


def _keys(bodies: Sequence[Cursor]) -> Iterator[NtpKey]:
    for one in entries(bodies, "authentication-key", {"number": r"\d{1,10}"}):
        algorithm, text = leaf(one.body, "algorithm", _ALGORITHMS), secret(one.body, "secret")
        if algorithm is not None and text is not None:
            yield NtpKey(number=int(one.keys["number"]), algorithm=NtpAlgorithm(algorithm), secret=text)
