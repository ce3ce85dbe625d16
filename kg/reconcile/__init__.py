"""A list of parties that a user gives, and the signatures that articles tell of, held against each other.

lists.py       CSV and Turtle to rows: party, day, signatory
resolving.py   whom each row names
comparing.py   agrees, differs, only here, only there; each with the words behind it
"""

from __future__ import annotations

from kg.reconcile.comparing import FINDINGS, Line, reconcile
from kg.reconcile.lists import Entry, read_list
from kg.reconcile.resolving import Resolved, resolve_list

__all__ = ["FINDINGS", "Entry", "Line", "Resolved", "read_list", "reconcile", "resolve_list"]
