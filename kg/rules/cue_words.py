"""Speech acts of cues that report in no frame: the types of `cue_words.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from kg.model import SpeechAct
from kg.rules import FOLDER, read_rules

CuePart = Literal["verbs", "predicating", "nouns", "adjectives", "prepositions"]

# The cue words of each act, by their part of speech.
CUE_WORDS: Mapping[SpeechAct, Mapping[CuePart, frozenset[str]]] = read_rules(
    FOLDER / "cue_words.toml", dict[SpeechAct, dict[CuePart, frozenset[str]]]
)
