"""How devices are reached: NAPALM NetworkDrivers that we ship, and the mechanics of CLI and NETCONF below them."""
