"""Revisions of the standard modules: what is written is the same in both, only their operational state differs."""

from govnetgen.platform import Dialect

RFC8343 = Dialect(name="rfc8343", title="ietf-interfaces of 2014 or 2018 (RFC 7223, RFC 8343), ietf-ip (RFC 8344)")
DIALECTS = {RFC8343.name: RFC8343}
