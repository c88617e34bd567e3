"""Accounts and authentication servers of the baseline."""

from govnetgen.intent.scope import Scope
from govnetgen.model.device.aaa import Aaa, LocalUser, RadiusServer, TacacsServer


def build(scope: Scope) -> Aaa | None:
    """Return who may log in."""
    baseline = scope.network.baseline.aaa
    if baseline is None:
        return None
    host = scope.index.host
    users = [LocalUser(name=one.name, privilege=one.privilege, secret=one.secret) for one in baseline.users]
    tacacs = [
        TacacsServer(address=host(one), secret=baseline.tacacs_secret)
        for one in baseline.tacacs
        if baseline.tacacs_secret
    ]
    radius = [
        RadiusServer(address=host(one), secret=baseline.radius_secret)
        for one in baseline.radius
        if baseline.radius_secret
    ]
    return Aaa(
        users=tuple(users),
        tacacs=tuple(tacacs),
        radius=tuple(radius),
        login=baseline.login,
        source_interface=scope.source_interface if tacacs or radius else None,
    )
