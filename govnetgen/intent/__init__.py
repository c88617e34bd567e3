"""Network and AddressPlan to the intended DeviceConfig of each device: one file a feature."""

from govnetgen.intent.build import Intent

__all__ = ["Intent"]
