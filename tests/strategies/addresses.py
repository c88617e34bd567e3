"""Addresses out of the private and documentation blocks (RFC 1918, 5737, 4193, 3849)."""

from hypothesis import strategies as st

from govnetgen.model.address import BITS, Address, AddressRange, Prefix

BLOCKS = {
    4: tuple(
        map(
            Prefix.parse,
            (
                "10.0.0.0/8",
                "172.16.0.0/12",
                "192.168.0.0/16",
                "192.0.2.0/24",
                "198.51.100.0/24",
                "203.0.113.0/24",
            ),
        )
    ),
    6: tuple(map(Prefix.parse, ("2001:db8::/32", "fd00::/8"))),
}
FAMILIES = st.sampled_from((4, 4, 6))

ASNS = (
    st.integers(64512, 65534)
    | st.integers(64496, 64511)
    | st.integers(65536, 65551)
    | st.integers(4200000000, 4294967294)
)
"""Private and documentation AS numbers (RFC 6996, 5398), of two and of four bytes."""


def _address(block: Prefix, offset: int) -> Address:
    return Address(block.version, block.value + offset % block.size)


def addresses(version: int = 4) -> st.SearchStrategy[Address]:
    """Draw an address that is no block's first or last."""
    return st.builds(_address, st.sampled_from(BLOCKS[version]), st.integers(1, 254) | st.integers(257, 65534))


ADDRESSES = addresses(4) | addresses(4) | addresses(6)


def _prefix(block: Prefix, offset: int, length: int) -> Prefix:
    length = max(length, block.length)
    size = 1 << (BITS[block.version] - length)
    return Prefix(block.version, block.value + offset % block.size // size * size, length)


def prefixes(version: int = 4, longest: int = 128) -> st.SearchStrategy[Prefix]:
    """Draw a block inside the allowed ones, up to a host."""
    longest = min(longest, BITS[version])
    return st.builds(
        _prefix,
        st.sampled_from(BLOCKS[version]),
        st.integers(0, 1 << (24 if version == 4 else 112)),
        st.integers(8 if version == 4 else 32, longest)
        | st.sampled_from((24, longest) if version == 4 else (64, longest)),
    )


def _range(block: Prefix, offset: int, count: int) -> AddressRange:
    first = block.value + offset % (block.size - count)
    return AddressRange(Address(block.version, first), Address(block.version, first + count))


def address_ranges(version: int = 4) -> st.SearchStrategy[AddressRange]:
    """Draw an inclusive range of at least two addresses."""
    return st.builds(_range, st.sampled_from(BLOCKS[version]), st.integers(1, 65535), st.integers(1, 60))
