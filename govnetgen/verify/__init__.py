"""What the texts of all devices mean, against what the network promises: findings, each with its evidence.

Pure: nothing here reads files. One file a check, each with ``CHECK`` (its code), ``TITLE`` and ``check``.
"""

from govnetgen.verify.observed import Observed
from govnetgen.verify.physical_isolation import unknown as isolation_unknown
from govnetgen.verify.verify import CHECKS, verify

__all__ = ["CHECKS", "Observed", "isolation_unknown", "verify"]
