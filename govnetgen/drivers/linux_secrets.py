"""Where a Linux node's files hold secrets: in any line, the group ``secret``."""

import re

_WORD = r'(?P<secret>"[^"]*"|\S+)'

SECRETS = tuple(
    re.compile(pattern)
    for pattern in (
        # FRR: of neighbours, OSPF and IS-IS; our own list of accounts
        rf"\b(?:password (?:md5|clear)|message-digest-key [0-9]+ md5|authentication-key|key-string) {_WORD}",
        rf"\bpassword (?!(?:md5|clear) ){_WORD}",
        rf"\bprivilege [0-9]+ hash {_WORD}",
        rf"\bkey-id [0-9]+ hash-algo \S+ key {_WORD}",
        # tac_plus' servers, strongSwan
        rf"\bsecret ?= ?{_WORD}",
        # the RADIUS servers of PAM: address, secret, timeout
        r"^(?:[0-9.]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?\s+(?P<secret>\S+)\s+[0-9]+(?:\s|$)",
        # chrony's keys
        rf"^\s*[0-9]+ (?:MD5|SHA[0-9-]*|AES[0-9]*) (?:ASCII:|HEX:)?{_WORD}",
        # snmpd: authentication, then privacy
        rf"^\s*createUser (?:-e \S+ )?\S+ \S+ {_WORD}",
        rf'^\s*createUser (?:-e \S+ )?\S+ \S+ (?:"[^"]*"|\S+) \S+ {_WORD}',
        rf"^\s*(?:r[ow]community6?|com2sec\S* \S+ \S+) {_WORD}",
    )
)
