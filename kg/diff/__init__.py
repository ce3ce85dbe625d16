"""Say what changed between two graphs: for people, for programs, and as SPARQL Update.

opening.py      the two graphs: generations of one, or two
differences.py  what they do not share, as triples, named graph by named graph
update.py       the SPARQL Update that turns one into the other
facts.py        the facts of an article, in a form that two graphs can be compared by
names.py        what things are called
pairing.py      which facts came, went, or are told in another way
actors.py       which actors became one, or several
comparing.py    all of it together
ranking.py      what matters most
brief.py        the brief, and the JSON
"""

from __future__ import annotations

from kg.diff.brief import list_values, tell_fact, to_brief, to_json
from kg.diff.comparing import compare
from kg.diff.differences import find_differences
from kg.diff.opening import open_sides
from kg.diff.update import to_update

__all__ = [
    "compare",
    "find_differences",
    "list_values",
    "open_sides",
    "tell_fact",
    "to_brief",
    "to_json",
    "to_update",
]
