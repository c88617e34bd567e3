"""Many devices read at once: what each shows of its running configuration, or why it shows nothing."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from govnetgen.deploy.session import FAILURES, Opener, Target, close, quiet_libraries, transaction_of
from govnetgen.drivers.transaction import Transaction
from govnetgen.workflow.render import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a device showed. ``failure`` says why it showed nothing; no secret is in it."""

    device: str
    text: str = field(default="", repr=False)
    transaction: Transaction | None = None
    failure: str = ""


def read_devices(
    targets: Mapping[str, Target], opener: Opener, progress: Progress, *, sessions: int
) -> dict[str, Shown]:
    """Read every device, several at once; one that fails costs no other its reading."""
    found: dict[str, Shown] = {}
    progress(0, len(targets))
    with quiet_libraries(), ThreadPoolExecutor(max(1, min(sessions, len(targets) or 1))) as pool:
        futures = {pool.submit(_read, one, opener): name for name, one in targets.items()}
        for future in as_completed(futures):
            name = futures[future]
            failure = future.exception()
            if failure is None:
                found[name] = future.result()
            elif isinstance(failure, Exception):  # a bug that met one of them hides none of the others
                found[name] = Shown(device=name, failure=f"a bug of govnetgen or of a driver: {type(failure).__name__}")
            else:
                raise failure
            progress(len(found), len(targets))
    return {name: found[name] for name in targets}


def _read(target: Target, opener: Opener) -> Shown:
    driver = opener(target)
    try:
        driver.open()
        text = str(driver.get_config(retrieve="running")["running"])
        return Shown(device=target.device, text=text, transaction=transaction_of(driver, target.platform))
    except FAILURES as failure:
        # the first line is enough: libraries put whole sessions into their messages
        first = (str(failure).strip().splitlines() or [""])[0]
        return Shown(device=target.device, failure=_without(target, first) or type(failure).__name__)
    finally:
        close(driver)


def _without(target: Target, text: str) -> str:
    held = target.credential
    for secret in (held.password, held.enable):
        if secret:
            text = text.replace(secret, "***")
    return text
