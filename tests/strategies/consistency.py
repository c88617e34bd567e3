"""What makes a device's configuration hang together: everything that is referred to exists.

``consistent`` drops what does not fit and changes nothing else; a drawn device is its fixed point, and a device from
which something was taken away becomes one again.
"""

from dataclasses import replace

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.order import in_order
from strategies.fitting_interfaces import fitting_interfaces
from strategies.fitting_routes import fitting_bgp, fitting_static_routes, fitting_tables
from strategies.fitting_services import fitting_security, fitting_services
from strategies.known import Known, first_of

__all__ = ["consistent", "first_of"]


def consistent(device: DeviceConfig) -> DeviceConfig:
    """Return the device without what refers to nothing, in order."""
    device = fitting_tables(device)
    device = replace(device, interfaces=fitting_interfaces(Known.of(device)))
    known = Known.of(device)
    device = replace(
        device, static_routes=fitting_static_routes(known), bgp=device.bgp and fitting_bgp(device.bgp, known)
    )
    return in_order(fitting_security(fitting_services(device)))
