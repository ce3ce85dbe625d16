"""Words round a report: the types of `reporting_words.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import SpeechAct
from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class ReportingWords:
    """All of `reporting_words.toml`, where each list is explained."""

    denying: frozenset[str]
    deeds: frozenset[str]
    withholding: frozenset[str]
    silent: frozenset[str]
    unanswering: frozenset[str]
    addressed: frozenset[str]
    linking: frozenset[str]
    addressing: frozenset[str]
    asking: frozenset[str]
    answering: frozenset[str]
    headings: frozenset[str]
    replying: frozenset[str]
    views: Mapping[str, SpeechAct]
    exchanges: frozenset[str]
    reacting: frozenset[str]
    reaction_words: frozenset[str]
    speech_nouns: frozenset[str]
    speech_noun_verbs: frozenset[str]
    making_verbs: frozenset[str]
    word_nouns: frozenset[str]
    networks: frozenset[str]
    nobody: frozenset[str]
    quantities: frozenset[str]
    anaphors: frozenset[str]


REPORTING_WORDS = read_rules(FOLDER / "reporting_words.toml", ReportingWords)
