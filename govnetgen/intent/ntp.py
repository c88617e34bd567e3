"""Time from the baseline's servers."""

from govnetgen.intent.scope import Scope
from govnetgen.model.device.ntp import Ntp, NtpKey, NtpServer


def build(scope: Scope) -> Ntp | None:
    """Return the NTP client, authenticated where the baseline has a key."""
    baseline = scope.network.baseline.ntp
    if baseline is None:
        return None
    keyed = baseline.key is not None and baseline.secret is not None
    keys: tuple[NtpKey, ...] = ()
    if baseline.key is not None and baseline.secret is not None:
        keys = (NtpKey(number=baseline.key, algorithm=baseline.algorithm, secret=baseline.secret),)
    return Ntp(
        servers=tuple(
            NtpServer(address=scope.index.host(one), key=baseline.key if keyed else None) for one in baseline.servers
        ),
        keys=keys,
        authenticate=keyed,
        source_interface=scope.source_interface,
    )
