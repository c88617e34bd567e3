"""What ietf-interfaces, ietf-ip and ietf-system say of a device, in NAPALM's words."""

from lxml import etree
from napalm.base import models

from govnetgen.drivers.netconf.document import BASE
from govnetgen.drivers.netconf.hello import Capabilities

_IF = "{urn:ietf:params:xml:ns:yang:ietf-interfaces}"
_IP = "{urn:ietf:params:xml:ns:yang:ietf-ip}"
_SYSTEM = "{urn:ietf:params:xml:ns:yang:ietf-system}"


def wanted(capabilities: Capabilities) -> etree._Element:
    """Return the filter of what is asked for: all that a server has is long, and ``/proc`` of yuma123 may be no XML."""
    trees = {"ietf-interfaces": ("interfaces", "interfaces-state"), "ietf-system": ("system", "system-state")}
    asked = etree.Element(f"{{{BASE}}}filter", {"type": "subtree"}, nsmap={None: BASE})
    for module, names in trees.items():
        if capabilities.has_module(module) or not capabilities.modules:
            for name in names:
                etree.SubElement(asked, f"{{urn:ietf:params:xml:ns:yang:{module}}}{name}")
    return asked


def _interfaces(data: etree._Element) -> dict[str, list[etree._Element]]:
    """Return what is configured and what is, by name: RFC 7223 keeps them apart, RFC 8343 in one list."""
    found: dict[str, list[etree._Element]] = {}
    for tree in ("interfaces", "interfaces-state"):
        for one in data.findall(f"{_IF}{tree}/{_IF}interface"):
            found.setdefault((one.findtext(f"{_IF}name") or "").strip(), []).append(one)
    return found


def _first(elements: list[etree._Element], path: str) -> str:
    texts = (one.findtext(path) for one in reversed(elements))
    return next((text.strip() for text in texts if text), "")


def interfaces_of(data: etree._Element) -> dict[str, models.InterfaceDict]:
    """Return every interface; speed in megabits per second."""
    return {
        name: {
            "is_up": _first(both, f"{_IF}oper-status") == "up",
            "is_enabled": _first(both, f"{_IF}enabled") != "false",
            "description": _first(both, f"{_IF}description"),
            "last_flapped": -1.0,
            "speed": float(_first(both, f"{_IF}speed") or 0) / 1e6,
            "mtu": int(_first(both, f"{_IP}ipv4/{_IP}mtu") or -1),
            "mac_address": _first(both, f"{_IF}phys-address").upper(),
        }
        for name, both in _interfaces(data).items()
    }


def addresses_of(data: etree._Element) -> dict[str, models.InterfacesIPDict]:
    """Return the addresses of every interface that has any."""
    found: dict[str, models.InterfacesIPDict] = {}
    for name, both in _interfaces(data).items():
        held = models.InterfacesIPDict()
        if ipv4 := _addresses(both, "ipv4"):
            held["ipv4"] = ipv4
        if ipv6 := _addresses(both, "ipv6"):
            held["ipv6"] = ipv6
        if held:
            found[name] = held
    return found


def _addresses(elements: list[etree._Element], version: str) -> dict[str, models.InterfacesIPDictEntry]:
    found = (one for interface in elements for one in interface.findall(f"{_IP}{version}/{_IP}address"))
    return {
        (one.findtext(f"{_IP}ip") or "").strip(): {"prefix_length": int(one.findtext(f"{_IP}prefix-length") or 0)}
        for one in found
    }


def neighbours_of(data: etree._Element) -> list[models.ARPTableDict]:
    """Return the IPv4 neighbours of every interface."""
    return [
        {
            "interface": name,
            "mac": (one.findtext(f"{_IP}link-layer-address") or "").strip().upper(),
            "ip": (one.findtext(f"{_IP}ip") or "").strip(),
            "age": -1.0,
        }
        for name, both in _interfaces(data).items()
        for interface in both
        for one in interface.findall(f"{_IP}ipv4/{_IP}neighbor")
    ]


def facts_of(data: etree._Element, host: str) -> models.FactsDict:
    """Return the device's name and release as ietf-system (RFC 7317) has them."""
    name = (data.findtext(f"{_SYSTEM}system/{_SYSTEM}hostname") or "").strip()
    platform = f"{_SYSTEM}system-state/{_SYSTEM}platform/{_SYSTEM}"
    return {
        "uptime": -1.0,
        "vendor": "",
        "model": (data.findtext(f"{platform}machine") or "").strip(),
        "hostname": name or host,
        "fqdn": name or host,
        "os_version": (data.findtext(f"{platform}os-release") or "").strip(),
        "serial_number": "",
        "interface_list": sorted(_interfaces(data)),
    }
