"""Where ``napalm.get_network_driver("ruijie_rgos")`` looks."""

from govnetgen.platforms.ruijie_rgos.driver import RuijieRgosDriver

__all__ = ["RuijieRgosDriver"]
