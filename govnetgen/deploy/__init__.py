"""Pushing reviewed plans to devices: state machine, waves, journal. It always knows what is on a device."""
