"""One address plan out of many: what is kept, what is given, and the way from the old addresses to the new."""

from govnetgen.addressing.unify.mapping import Action, Reason, Row
from govnetgen.addressing.unify.match import NewVlan
from govnetgen.addressing.unify.unify import Unified, unify

__all__ = ["Action", "NewVlan", "Reason", "Row", "Unified", "unify"]
