"""Labels of the reader of facts: what the words of a window name, and what they are to one cue.

A word may be in several layers at once: in "the Norland treaty" a state stands inside an agreement.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Stage

# The layers of labels over all words of a window: the names of actors, mentions of agreements, cues of acts
# on them, and titles of offices. Each layer is a choice of its own between none, and begin and inside of its
# labels.
LAYERS: Mapping[str, tuple[str, ...]] = {
    "name": ("Person", "Organization", "State"),
    "agreement": ("agreement",),
    "act": ("act",),
    "title": ("title",),
}

# What words are to a cue: signatories, parties, agreement, place and date to an act; holder and body to a
# title; and to a signatory the party that he or she signs for.
ROLES: Mapping[str, tuple[str, ...]] = {
    "actor": ("signatory", "party", "holder", "body", "for"),
    "agreement": ("agreement",),
    "place": ("place",),
    "date": ("date",),
}

# The stages that an act may bring an agreement to, in the order of the network's scores.
STAGES: tuple[Stage, ...] = (
    "proposed",
    "announced",
    "initialled",
    "opened",
    "extended",
    "signed",
    "acceded",
    "ratified",
    "entered into force",
    "suspended",
    "withdrawn",
    "terminated",
    "unsigned",
)


def find_columns(choices: Mapping[str, tuple[str, ...]]) -> dict[str, slice]:
    """Give the columns of each choice in a row of scores: none, then begin and inside of each label."""
    columns: dict[str, slice] = {}
    start = 0
    for name, labels in choices.items():
        columns[name] = slice(start, start + 1 + 2 * len(labels))
        start = columns[name].stop
    return columns


LAYER_COLUMNS, ROLE_COLUMNS = find_columns(LAYERS), find_columns(ROLES)
LAYER_WIDTH, ROLE_WIDTH = (
    max(columns.stop for columns in found.values()) for found in (LAYER_COLUMNS, ROLE_COLUMNS)
)
