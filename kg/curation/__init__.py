"""What people decide about who is who and what is said, against the reading; every build applies it last.

decisions.py   one decision: a merge, a split or a rejection
deciding.py    a decision out of what a user types, checked against the graph
applying.py    an article's reading, with the decisions applied
notebook.py    the decisions of a graph in its curation.ttl, and as quads
effects.py     the articles that decisions touch
suggesting.py  which actors may be one, for a person to decide
"""

from __future__ import annotations

from kg.curation.applying import curate
from kg.curation.deciding import decide_merge, decide_rejection, decide_split
from kg.curation.decisions import Decision
from kg.curation.effects import find_touched
from kg.curation.notebook import (
    check_changeable,
    curation_quads,
    erase,
    find_decision,
    give_number,
    read_applied,
    read_decisions,
    withdraw,
    write_down,
)
from kg.curation.suggesting import Suggestion, suggest_merges

__all__ = [
    "Decision",
    "Suggestion",
    "check_changeable",
    "curate",
    "curation_quads",
    "decide_merge",
    "decide_rejection",
    "decide_split",
    "erase",
    "find_decision",
    "find_touched",
    "give_number",
    "read_applied",
    "read_decisions",
    "suggest_merges",
    "withdraw",
    "write_down",
]
