"""Curate: merges, splits, rejections and confirmations that people decide; every build applies them last.

decisions.py      one decision: a merge, a split, a rejection or a confirmation
deciding.py       a decision made from a user's input, checked against the graph
applying.py       decisions applied to the reading of an article
removing.py       what was read of one passage taken out of a reading
anchoring.py      a fact found again where the text of its article has changed
decision_file.py  the decisions of a graph in its curation.ttl, and as quads
effects.py        the article graphs that decisions affect
annotations.py    curated facts as annotated texts
suggesting.py     likely duplicates among actors, for a person to decide
"""

from __future__ import annotations

from kg.curation.applying import curate
from kg.curation.deciding import decide_confirmation, decide_merge, decide_rejection, decide_split
from kg.curation.decision_file import (
    add_decision,
    assign_number,
    check_writable,
    curation_quads,
    discard_decision,
    find_decision,
    read_applied_decisions,
    read_decisions,
    remove_decision,
)
from kg.curation.decisions import ON_FACTS, Decision
from kg.curation.effects import find_affected_graphs
from kg.curation.suggesting import Suggestion, suggest_merges

__all__ = [
    "ON_FACTS",
    "Decision",
    "Suggestion",
    "add_decision",
    "assign_number",
    "check_writable",
    "curate",
    "curation_quads",
    "decide_confirmation",
    "decide_merge",
    "decide_rejection",
    "decide_split",
    "discard_decision",
    "find_affected_graphs",
    "find_decision",
    "read_applied_decisions",
    "read_decisions",
    "remove_decision",
    "suggest_merges",
]
