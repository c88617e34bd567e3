"""The program that a Linux node runs to change itself: standard library only, sent by the driver, Python 3.9 or newer.

It needs nothing else of govnetgen, and keeps what it knows in a folder of its own on the node.
"""
