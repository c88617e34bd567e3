"""Revisions of the standard modules: what is written is the same in both, only their operational state differs."""

from govnetgen.platform import Dialect

RFC8343 = Dialect(name="rfc8343", title="ietf-interfaces (RFC 8343), ietf-ip (RFC 8344), govnet")
DIALECTS = {RFC8343.name: RFC8343}
