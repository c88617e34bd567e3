"""Changes that go wrong elsewhere: before, after, the patch and its rollback, as data.

``result`` is what the device holds afterwards, where it shows that in words of its own.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from interpreters import huawei_vrp, ruijie_rgos

from govnetgen.configtree import parse_tree
from govnetgen.configtree.patch import patch
from govnetgen.platform import platforms

FOLDER = Path(__file__).parent
CASES = sorted(FOLDER.glob("*/patch/*.yaml"))
DEVICES = {"huawei_vrp": huawei_vrp.device, "ruijie_rgos": ruijie_rgos.device}


@pytest.mark.parametrize("file", CASES, ids=lambda one: f"{one.parts[-3]}-{one.stem}")
def test_patch(file: Path) -> None:
    case: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    platform = platforms()[file.parts[-3]]
    before, after = (parse_tree(case[one], platform.syntax) for one in ("before", "after"))
    assert platform.patch_rules is not None
    found = patch(before, after, platform.patch_rules)
    assert "\n".join(found.commands) == case["patch"].rstrip("\n")
    assert "\n".join(found.rollback) == case["rollback"].rstrip("\n")
    make = DEVICES[file.parts[-3]]
    device = make(before)
    device.take_all(found.commands)
    if "<secret:" not in case["after"]:  # what a reference stands for, the device does not tell
        assert device.state == make(parse_tree(case.get("result", case["after"]), platform.syntax)).state
    device.take_all(found.rollback)
    assert device.state == make(before).state
    assert patch(after, after, platform.patch_rules).commands == ()
