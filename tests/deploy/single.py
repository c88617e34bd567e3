"""One device, deployed to as a run of its own."""

from pathlib import Path

from govnetgen.deploy.clock import Monotonic
from govnetgen.deploy.ground import Around
from govnetgen.deploy.journal import Journal
from govnetgen.deploy.outcome import Ended
from govnetgen.deploy.plan import DevicePlan, Plan
from govnetgen.deploy.probe import Probe
from govnetgen.deploy.run import Work, begin, perform
from govnetgen.deploy.runs import new_run
from govnetgen.deploy.session import Opener, Target
from govnetgen.deploy.settings import Settings
from govnetgen.workflow.judge import DeviceJudge

QUICK = Settings(confirm_within_s=40, settle_s=2.0, patience_s=10.0, between_tries_s=0.5, beyond_timer_s=4.0)


def deploy_one(
    folder: Path,
    target: Target,
    judge: DeviceJudge,
    running: str,
    opener: Opener,
    settings: Settings = QUICK,
    probes: tuple[Probe, ...] = (),
) -> Ended:
    """Deploy to one device, planned from what it held."""
    change = judge.change(running)
    planned = DevicePlan(
        device=target.device,
        platform=target.platform,
        digest=change.digest,
        running_digest=change.running_digest,
        commands=change.commands,
        probes=probes,
    )
    run = new_run(folder, Plan(network="one", devices={target.device: planned}))
    journal = Journal(run.journal)
    order = ((target.device,),)
    begin(journal, network="one", folder="/", order=order, settings=settings)
    around = Around(run=run, journal=journal, opener=opener, clock=Monotonic(), settings=settings)
    work = {target.device: Work(planned=planned, target=target, judge=judge)}
    try:
        return perform(around, work, order, lambda done, total: None, network="one").ended[target.device]
    finally:
        journal.close()
