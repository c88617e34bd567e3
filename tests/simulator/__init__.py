"""Simulated network devices over SSH, for the tests of drivers and of deploy.

A model made from manuals: prompts, views, questions, pagers, candidate and trial behave as Huawei's and Ruijie's
references describe them, and the configuration itself is held by the strict interpreters in ``tests/interpreters``.
No real device was at hand: what a test shows here is that the driver keeps to the manual, not that a device does.

    with simulated(SimulatedDevice("core1", "vrp8", text)) as network:
        device = network["core1"]
        driver = HuaweiVrpDriver("127.0.0.1", USERNAME, PASSWORD, optional_args=device.optional_args)

Kinds: ``vrp5`` (S: every line at once), ``vrp8`` (candidate, trial, history), ``ce_old`` (VRP8 without named trials),
``usg`` (as vrp5, with the lock and ``HRP_M`` prompts), ``rgos``, ``rgos11``. ``device.faults`` (``faults.py``) may be
changed at any time; ``device.clock.advance(seconds)`` lets timers fire. ``device.running`` and ``device.startup`` are
the configurations as text, ``device.typed`` every line that arrived, ``device.pending`` whether a trial runs,
``device.edit(lines)`` what another operator types, ``device.sessions`` how many there have been. ``network.stop(name)``
takes a device off the network, ``network.start(name)`` puts it back, ``network.replace_host_key(name)`` exchanges it.

Neighbours (``around.py``) are up, and pings answered, as long as the configuration reaches them and says what it said
when they were first asked for; ``device.faults.silent`` are addresses that answer nobody, ``device.faults.unknown``
beginnings of commands that the release does not take.
``SimulatedDevice(…, netconf=Netconf(), terminal=False)`` is a VRP device whose commands only NETCONF carries.
"""

from simulator.clock import Clock
from simulator.faults import Faults
from simulator.netconf import Netconf
from simulator.server import PASSWORD, USERNAME, SimulatedDevice, Simulation, simulated

__all__ = ["PASSWORD", "USERNAME", "Clock", "Faults", "Netconf", "SimulatedDevice", "Simulation", "simulated"]
