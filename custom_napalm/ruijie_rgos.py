"""Where ``napalm.get_network_driver("ruijie_rgos")`` looks."""

from govnetgen.drivers.ruijie_rgos import RuijieRgosDriver

__all__ = ["RuijieRgosDriver"]
