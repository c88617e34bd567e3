"""Prefixes of the ledger as integers, quickly: a large ledger has a hundred thousand of them."""

from govnetgen.model.address import BITS, Prefix


def read_prefix(text: str) -> Prefix:
    """Read a prefix as the ledger writes it; raises ValueError for anything else.

    Records are checked line by line, so what comes here was printed by us: this reads no other spellings.
    """
    address, _, digits = text.partition("/")
    try:
        length = int(digits)
        if ":" in address:
            version, value = 6, _hextets(address)
        else:
            version, (a, b, c, d) = 4, map(int, address.split("."))
            value = a << 24 | b << 16 | c << 8 | d if 0 <= a | b | c | d < 256 else -1
    except ValueError:
        raise ValueError(f"{text!r} is no prefix") from None
    bits = BITS[version]
    if not (0 <= length <= bits and 0 <= value < 1 << bits) or value & ((1 << (bits - length)) - 1):
        raise ValueError(f"{text!r} is no prefix")
    return Prefix(version, value, length)


def _hextets(text: str) -> int:
    """Read RFC 5952 text; raises ValueError for what is not that."""
    head, gap, tail = text.partition("::")
    before = head.split(":") if head else []
    after = tail.split(":") if tail else []
    missing = 8 - len(before) - len(after)
    if missing < 1 if gap else missing:
        raise ValueError(text)
    value = 0
    for part in before:
        value = value << 16 | int(part, 16)
    value <<= missing * 16
    for part in after:
        value = value << 16 | int(part, 16)
    return value


def within(outer: Prefix, start: int, length: int) -> bool:
    """Tell whether a region of the same version lies in a prefix."""
    return length >= outer.length and not (start ^ outer.value) >> (BITS[outer.version] - outer.length)
