"""How bad each defect is."""

from collections.abc import Mapping

from govnetgen.model.claims import Gravity

GRAVITY: Mapping[str, Gravity] = {
    "D01": Gravity.HIGH,
    "D02": Gravity.HIGH,
    "D03": Gravity.MEDIUM,
    "D04": Gravity.HIGH,
    "D05": Gravity.MEDIUM,
    "D06": Gravity.HIGH,
    "D07": Gravity.MEDIUM,
    "D08": Gravity.HIGH,
    "D09": Gravity.LOW,
    "D10": Gravity.MEDIUM,
    "D11": Gravity.LOW,
    "D12": Gravity.LOW,
    "D13": Gravity.LOW,
    "D14": Gravity.HIGH,
    "D15": Gravity.HIGH,
    "D16": Gravity.HIGH,
    "D17": Gravity.HIGH,
    "D18": Gravity.LOW,
    "D19": Gravity.HIGH,
    "D20": Gravity.MEDIUM,
    "D21": Gravity.LOW,
    "D22": Gravity.MEDIUM,
}
"""High breaks traffic or the rules of the network; medium will when something is joined or moved; low is untidy."""
