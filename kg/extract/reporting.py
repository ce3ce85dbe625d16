"""The reporting verbs of kg/rules/reporting_verbs.toml and the frames in which they report."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg.errors import RulesError
from kg.model import SpeechAct
from kg.rules.reporting_verbs import REPORTING_VERBS

Frames = dict[str, SpeechAct]


@cache
def reporting_verbs() -> dict[str, Frames]:
    """For each verb of kg/rules/reporting_verbs.toml the speech act of each frame it takes.

    Raises RulesError when two tables give the same verb the same frame.
    """
    verbs: dict[str, Frames] = {}
    for act, listed in REPORTING_VERBS.items():
        for verb, frames in listed.items():
            for frame in frames.split():
                if frame in verbs.setdefault(verb, {}):
                    raise RulesError(f"reporting_verbs.toml: {verb!r} has the frame {frame!r} in two tables")
                verbs[verb][frame] = act
    return verbs


def verb_with_particle(token: Token) -> str:
    """The lemma with its particle or the preposition right behind: "point out", "point to"."""
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), None)
    if particle is None and token.i + 1 < len(token.doc) and token.nbor().dep_ == "prep":
        particle = token.nbor().lower_
    lemma = token.lemma_.lower()
    return f"{lemma} {particle}" if particle else lemma
