"""Deploy to many simulated devices in one run: how fast, with how much memory, and is it linear.

    python benchmarks/deploy.py [DEVICES ...]        # 50 100 200

The devices are Huawei S switches of the tests' simulator, in a process of their own; every one is read, changed by
seven lines, read again, confirmed from a new session and saved. On so few cores the simulator takes its share.
"""

import resource
import sys
import tempfile
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from deploy.texts import BEFORE, INTENDED, VRP
from simulator import PASSWORD, USERNAME, SimulatedDevice, simulated

from govnetgen.deploy.clock import Monotonic
from govnetgen.deploy.credentials import Credential
from govnetgen.deploy.ground import Around
from govnetgen.deploy.journal import Journal
from govnetgen.deploy.plan import DevicePlan, Plan
from govnetgen.deploy.run import Work, begin, perform
from govnetgen.deploy.runs import new_run
from govnetgen.deploy.session import Target, open_with_napalm
from govnetgen.deploy.settings import Settings
from govnetgen.deploy.waves import waves
from govnetgen.platform import platforms
from govnetgen.secrets import Secrets
from govnetgen.workflow.judge import DeviceJudge

SESSIONS = 40


def simulate(count: int, pipe: Connection) -> None:
    """Run devices until told to end."""
    devices = [SimulatedDevice(f"s{n}", "vrp5", VRP.format(name=f"s{n}", **BEFORE)) for n in range(count)]
    with simulated(*devices) as network:
        pipe.send([(one.name, one.port, str(one.known_hosts), one.running) for one in network.values()])
        pipe.recv()


def work(name: str, port: int, known_hosts: str, running: str) -> Work:
    """Plan one device."""
    platform = platforms()["huawei_vrp"]
    judge = DeviceJudge(name, VRP.format(name=name, **INTENDED), platform, platform.dialect("s"), Secrets())
    change = judge.change(running)
    target = Target(
        device=name,
        platform=platform.name,
        dialect="s",
        host="127.0.0.1",
        port=port,
        credential=Credential(username=USERNAME, password=PASSWORD),
        known_hosts=known_hosts,
    )
    planned = DevicePlan(
        device=name,
        platform=platform.name,
        digest=change.digest,
        running_digest=change.running_digest,
        commands=change.commands,
    )
    return Work(planned=planned, target=target, judge=judge)


def deploy(count: int) -> None:
    """Deploy to so many devices, and say how it went."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=simulate, args=(count, theirs))
    process.start()
    devices = {one[0]: work(*one) for one in ours.recv()}
    plans = {name: one.planned for name, one in devices.items()}
    settings = Settings(settle_s=5, sessions=SESSIONS, largest_wave=SESSIONS)
    order = waves(plans.values(), largest=SESSIONS)
    with tempfile.TemporaryDirectory() as folder:
        run = new_run(Path(folder), Plan(network="many", devices=plans))
        journal = Journal(run.journal)
        begin(journal, network="many", folder="/", order=order, settings=settings)
        around = Around(run=run, journal=journal, opener=open_with_napalm, clock=Monotonic(), settings=settings)
        start, used = time.perf_counter(), time.process_time()
        report = perform(around, devices, order, lambda done, total: None, network="many")
        seconds, used = time.perf_counter() - start, time.process_time() - used
        journal.close()
    ours.send("end")
    process.join()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    outcomes = ", ".join(f"{number} {outcome.value}" for outcome, number in report.counts.items())
    print(
        f"{count:5} devices: {seconds:6.1f} s, {count / seconds:5.1f} a second, "
        f"{1000 * used / count:4.0f} ms of CPU each, {memory:4.0f} MB at most; {outcomes}"
    )


if __name__ == "__main__":
    for number in [int(one) for one in sys.argv[1:]] or [50, 100, 200]:
        deploy(number)
