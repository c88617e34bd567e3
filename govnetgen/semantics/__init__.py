"""What a difference between two configurations of a device means, in words for a change meeting, and what it risks."""

from govnetgen.semantics.change import Action, Change, Words
from govnetgen.semantics.compare import compare

__all__ = ["Action", "Change", "Words", "compare"]
