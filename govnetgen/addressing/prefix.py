"""Prefixes of the ledger as integers, quickly: a large ledger has a hundred thousand of them."""

from govnetgen.model.address import BITS, Prefix


def read_prefix(text: str) -> Prefix:
    """Read a prefix as the ledger writes it; raises ValueError for anything else."""
    address, _, length = text.partition("/")
    parts = address.split(".")
    if len(parts) == 4 and length.isdigit() and text.isascii():
        a, b, c, d = map(int, parts)
        size = int(length)
        value = a << 24 | b << 16 | c << 8 | d
        if max(a, b, c, d) < 256 and size <= 32 and not value & ((1 << (32 - size)) - 1) and min(a, b, c, d) >= 0:
            return Prefix(4, value, size)
    return Prefix.parse(text)


def within(outer: Prefix, start: int, length: int) -> bool:
    """Tell whether a region of the same version lies in a prefix."""
    return length >= outer.length and not (start ^ outer.value) >> (BITS[outer.version] - outer.length)
