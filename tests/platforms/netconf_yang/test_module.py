"""The YANG module that we ask devices to load is a valid one."""

import subprocess
import sys
from pathlib import Path

import pytest

MODULE = Path(__file__).parents[3] / "templates" / "netconf_yang" / "govnet.yang"
STANDARD = Path("/usr/share/yuma/modules/ietf")


def test_the_module_is_valid() -> None:
    if not (STANDARD / "ietf-interfaces@2014-05-08.yang").exists():
        pytest.skip("the standard modules that it imports are not installed (apt-get install netconfd)")
    pyang = Path(sys.executable).with_name("pyang")
    done = subprocess.run(
        [str(pyang), "--strict", "-p", str(STANDARD), str(MODULE)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
