"""Two configurations to the commands between them."""

from dataclasses import dataclass
from pathlib import Path

from govnetgen.brownfield.capture import clean_capture
from govnetgen.configtree import ConfigTree, parse_tree
from govnetgen.configtree.masking import mask
from govnetgen.configtree.patch import Patch, compare, patch
from govnetgen.configtree.rules import PatchRules
from govnetgen.configtree.textdiff import DiffLine, text_diff
from govnetgen.diagnostics import InvalidInput, Location, did_you_mean, error
from govnetgen.platform import Platform, platforms


@dataclass(frozen=True, slots=True)
class Patched:
    """A patch as it may be shown: no secret in it."""

    commands: tuple[str, ...]
    rollback: tuple[str, ...]
    risks: tuple[str, ...]
    unmanaged: tuple[str, ...]
    differences: tuple[DiffLine, ...]


def patch_files(running: Path, intended: Path, platform: str, dialect: str | None, *, everything: bool) -> Patched:
    """Return the patch from one file to the other; raises InvalidInput for what is no whole configuration.

    ``everything``: also take away the lines that no model knows.
    """
    language, rules = _language(platform, dialect)
    before, after = (_tree(file, language, rules) for file in (running, intended))
    left_alone = () if everything else language.read(before, language.dialect(dialect)).unmanaged
    found = patch(before, after, rules, left_alone)
    return shown(found, rules, text_diff(compare(before, after, rules, left_alone), rules))


def shown(found: Patch, rules: PatchRules, differences: tuple[DiffLine, ...]) -> Patched:
    """Return a patch with its secrets masked."""

    def hidden(lines: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(mask(line, rules.secrets) for line in lines)

    risks = tuple(f"{mask(' / '.join((*one.place, one.command)), rules.secrets)}: {one.why}" for one in found.forced)
    unmanaged = hidden(tuple(one.text for one in found.unmanaged))
    return Patched(hidden(found.commands), hidden(found.rollback), risks, unmanaged, differences)


def _language(platform: str, dialect: str | None) -> tuple[Platform, PatchRules]:
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
    return language, language.patch_rules


def _tree(file: Path, language: Platform, rules: PatchRules) -> ConfigTree:
    with file.open("rb") as opened:
        data = opened.read(64 << 20)
    return parse_tree(clean_capture(data, str(file), rules).require(), language.syntax)
