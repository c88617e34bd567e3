"""Addresses: pools divided along the hierarchy, numbers, ports, and the ledger that keeps what was given out."""

from govnetgen.addressing.book import BookRow, book
from govnetgen.addressing.ledger import Kind, Ledger, Record, State, parse_ledger, print_ledger
from govnetgen.addressing.plan import Planned, plan_addresses
from govnetgen.addressing.register import Change, What

__all__ = [
    "BookRow",
    "Change",
    "Kind",
    "Ledger",
    "Planned",
    "Record",
    "State",
    "What",
    "book",
    "parse_ledger",
    "plan_addresses",
    "print_ledger",
]
