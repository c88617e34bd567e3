"""Programs that did not come from here accept what is rendered: vtysh and nft, over examples and drawn devices."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from platforms.linux.examples import EXAMPLES
from strategies.cases import Case, load

from govnetgen.model.secret import Secret
from govnetgen.render import Renderer

_FILE = re.compile(r"(?m)^### file (\S+)\n")
_DRAWN = max(10, settings().max_examples // 2)


def resolved(secret: Secret) -> str:
    """A secret as an inventory might hold it, instead of a placeholder."""
    return f"k{len(secret.text)}-A$!%3"


def file(text: str, path: str) -> str | None:
    """Return a file of a node, split as the node splits it."""
    parts = _FILE.split(text)
    return dict(zip(parts[1::2], parts[2::2], strict=True)).get(path)


@cache
def rendered() -> tuple[str, ...]:
    """The texts of the examples and of drawn devices, with placeholders and with secrets."""
    platform = load("linux")
    dialect = platform.dialect(None)
    case = Case(platform, dialect, Renderer())
    drawn = case.devices(_DRAWN)
    renderers = (Renderer(), Renderer(resolve=resolved))
    return tuple(
        renderer.render(device, platform, dialect) for renderer in renderers for device in (*EXAMPLES.values(), *drawn)
    )


def files(path: str) -> Iterator[str]:
    """Every rendering of a file."""
    yield from (found for text in rendered() if (found := file(text, path)) is not None)


def vtysh(path: Path) -> subprocess.CompletedProcess[str]:
    """Check the syntax of an frr.conf."""
    program = shutil.which("vtysh")
    if program is None:
        pytest.skip("vtysh is not installed (make lab-packages): frr.conf was checked by nobody else")
    return subprocess.run([program, "-C", "-f", str(path)], capture_output=True, text=True, check=False)


def nft(paths: list[Path]) -> subprocess.CompletedProcess[str]:
    """Check rulesets against the kernel, each in turn, in a network namespace of their own."""
    program, unshare = shutil.which("nft", path=f"{os.environ['PATH']}:/usr/sbin:/sbin"), shutil.which("unshare")
    if program is None or unshare is None:
        pytest.skip("nft or unshare is not installed (make lab-packages): nftables.conf was checked by nobody else")
    namespace = [unshare, "--net"] if os.geteuid() == 0 else [unshare, "--user", "--map-root-user", "--net"]
    if subprocess.run([*namespace, program, "list", "ruleset"], capture_output=True, check=False).returncode != 0:
        pytest.skip("network namespaces are not allowed here: nftables.conf was checked by nobody else")
    script = 'nft=$1; shift; bad=0; for file in "$@"; do "$nft" -c -f "$file" || bad=1; done; exit $bad'
    command = [*namespace, "sh", "-c", script, "check", program, *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_vtysh_accepts_every_frr_configuration(tmp_path: Path) -> None:
    texts = list(files("/etc/frr/frr.conf"))
    assert len(texts) == len(rendered()) >= 2 * _DRAWN
    # one process for all: a node's configuration leaves nothing open that the next could fall into
    (tmp_path / "frr.conf").write_text("".join(texts), encoding="utf-8")
    done = vtysh(tmp_path / "frr.conf")
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_vtysh_refuses_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "frr.conf").write_text("interface lo\n ip ospf arena 0.0.0.0\nexit\n", encoding="utf-8")
    done = vtysh(tmp_path / "frr.conf")
    assert done.returncode != 0
    assert "ip ospf arena" in done.stdout + done.stderr


def test_nft_accepts_every_ruleset(tmp_path: Path) -> None:
    paths = []
    for number, text in enumerate(files("/etc/nftables.conf")):
        paths.append(tmp_path / f"{number}.nft")
        paths[-1].write_text(text, encoding="utf-8")
    assert len(paths) > _DRAWN
    done = nft(paths)
    assert (done.returncode, done.stderr) == (0, "")


def test_nft_refuses_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "bad.nft").write_text(
        "table inet filter {\n    chain input {\n        jump acl4_absent\n    }\n}\n", encoding="utf-8"
    )
    done = nft([tmp_path / "bad.nft"])
    assert done.returncode != 0
    assert "acl4_absent" in done.stderr
