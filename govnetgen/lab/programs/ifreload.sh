#!/bin/sh
# ifupdown2's program as a node of a lab has it: brings the interfaces to what /etc/network/interfaces says
PYTHONPATH=@PACKAGE@ PYTHONDONTWRITEBYTECODE=1 exec @PYTHON@ -S -m govnetgen.lab.ifreload "$@"
