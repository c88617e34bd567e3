"""Two configurations to the change between them."""

from pathlib import Path

from govnetgen.diagnostics import Collector, InvalidInput, Location, did_you_mean, error
from govnetgen.platform import Dialect, Platform, platforms
from govnetgen.workflow.change import DeviceChange, device_change
from govnetgen.workflow.running import read_file, read_running


def change_of_files(
    running: Path, intended: Path, platform: str, dialect: str | None, *, everything: bool = False
) -> DeviceChange:
    """Return the change from one file to the other; raises InvalidInput for what is no whole configuration.

    ``everything``: also take away the lines that nobody here owns.
    """
    language, variety = _language(platform, dialect)
    collector = Collector()
    before, after = (
        collector.take(read_running(read_file(file), str(file), language, variety)) for file in (running, intended)
    )
    if before is None or after is None:
        raise InvalidInput(collector.found)
    name = before.reading.device.system.hostname or running.stem
    return device_change(name, before, after.text, language, variety, everything=everything)


def _language(platform: str, dialect: str | None) -> tuple[Platform, Dialect]:
    if platform not in platforms():
        hint = did_you_mean(platform, platforms())
        raise InvalidInput(
            [error("unknown-platform", f"there is no platform {platform!r}", Location("--platform"), hint=hint)]
        )
    language = platforms()[platform]
    if dialect is not None and dialect not in language.dialects:
        hint = did_you_mean(dialect, language.dialects)
        raise InvalidInput(
            [error("unknown-dialect", f"{language.title} has no dialect {dialect!r}", Location("--dialect"), hint=hint)]
        )
    if language.patch_rules is None:
        raise InvalidInput(
            [error("no-patch-rules", f"there are no rules for patches of {language.title}", Location("--platform"))]
        )
    return language, language.dialect(dialect)
