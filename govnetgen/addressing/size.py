"""How large a VLAN's subnet and a block of the hierarchy must be."""

from govnetgen.model.address import BITS

# A virtual address and one for each of two gateways, whether or not there are two today: a second gateway must not
# renumber the hosts.
_GATEWAY_ADDRESSES = 3
LONGEST_SUBNET = 29
SUBNET6 = 64  # RFC 4291 2.5.1: interface identifiers of 64 bits
UNIT6 = 56  # RFC 6177: a site's end of a few hundred subnets
NIBBLE = 4  # one digit of an IPv6 address: names in ip6.arpa are cut there


def reserved_addresses(gateways: int) -> int:
    """Return how many addresses at the start of a subnet, behind the network's, are kept for gateways."""
    return max(_GATEWAY_ADDRESSES, gateways + 1)


def subnet_length(version: int, hosts: int, gateways: int) -> int:
    """Return the prefix length that a VLAN of so many hosts needs.

    IPv4: hosts, network, broadcast and three gateway addresses, rounded up to a power of two, /29 at the least.
    """
    if version == 6:
        return SUBNET6
    return min(LONGEST_SUBNET, BITS[4] - (hosts + 2 + reserved_addresses(gateways) - 1).bit_length())


def host_room(version: int, length: int, gateways: int) -> int:
    """Return how many hosts a subnet has room for beside the gateways."""
    return (1 << (BITS[version] - length)) - 2 - reserved_addresses(gateways)


def block_length(version: int, addresses: int, *, spare: int, unit: bool) -> int:
    """Return the prefix length of a block for so many addresses.

    ``spare`` is the level's spare bits. IPv6: a ``unit`` gets a /56 at the least; with spare bits lengths are whole
    nibbles, a site's at least twice what it needs.
    """
    length = BITS[version] - (addresses - 1).bit_length()
    if version == 4:
        return max(0, length - spare)
    length = min(length, UNIT6) if unit else max(0, length - min(spare, 1))
    return length - length % NIBBLE if spare else length
