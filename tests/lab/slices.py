"""Parts of networks that are built in tests."""

DALIAN = (
    "core*",
    "agg-xigang",
    "agg-shahekou",
    "agg-sjzx",
    "agg-wzzx",
    "exit-fw*",
    "sjzx-*",
    "wzzx-*",
    "dsj-*",
    "gsj-n-*",
    "xigang-gov-*",
    "shahekou-gov-*",
)
"""Two cores, two districts and both centres, the exit pair, six units: four with a firewall pair, four in a VPN.

The network operations centre (sjzx) and the portal (wzzx) are in it; dsj, gsj-n and both district governments share
the VPN shuiwu.
"""

DALIAN_20 = tuple(one for one in DALIAN if one not in ("wzzx-*", "shahekou-gov-*"))
"""The same without the portal and one district government: 20 nodes with the stand-in for the Internet."""
