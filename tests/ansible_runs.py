"""Ansible's programs, as the tests of playbooks run them."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLAYBOOKS = sorted((ROOT / "playbooks").glob("*.yml"))
PROGRAMS = Path(sys.executable).parent


def ansible(program: str, *arguments: str, network: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a program of Ansible in the folder of the playbooks, with a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        settings = {
            "ANSIBLE_HOME": home,
            "ANSIBLE_LOCAL_TEMP": f"{home}/local",
            "ANSIBLE_REMOTE_TEMP": f"{home}/remote",
            "GOVNETGEN": str(PROGRAMS / "govnetgen"),
            "GOVNETGEN_NETWORK": str(network),
            "LANG": "C.UTF-8",
        }
        return subprocess.run(
            [str(PROGRAMS / program), *arguments],
            cwd=ROOT / "playbooks",
            env={**os.environ, **settings, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


def recap(done: subprocess.CompletedProcess[str]) -> str:
    """Return how a play ended, in Ansible's words."""
    return done.stdout.rpartition("PLAY RECAP")[2]
