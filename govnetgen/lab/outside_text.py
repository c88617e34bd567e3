"""What a far network's own operator would add: no device of ours is rendered this way."""

from govnetgen.lab.outside import Outside

_FILE = "### file /etc/frr/frr.conf"
_WEIGHT = 100


def with_preferences(text: str, outside: Outside) -> str:
    """Return a far node's text with its choice between the devices of a pair: a weight on sessions with the active."""
    if not outside.preferred or outside.config.bgp is None:
        return text
    lines = text.split("\n")
    start = lines.index(_FILE)
    router = lines.index(f"router bgp {outside.config.bgp.asn}", start)
    end = lines.index("exit", router)
    families = {4: " address-family ipv4 unicast", 6: " address-family ipv6 unicast"}
    for version, heading in families.items():
        wanted = [f"  neighbor {one} weight {_WEIGHT}" for one in outside.preferred if one.version == version]
        if wanted and heading in lines[router:end]:
            place = lines.index(heading, router, end) + 1
            lines[place:place] = wanted
            end += len(wanted)
    return "\n".join(lines)
