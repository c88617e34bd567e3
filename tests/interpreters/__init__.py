"""Strict devices: each takes one command after another as its platform's manuals say, and refuses what they refuse.

They are written from what is known of the devices, apart from the patch rules, so that one can be wrong of the other.
"""
