"""Reporting verbs by speech act, with their frames: the types of `reporting_verbs.toml`."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import SpeechAct
from kg.rules import FOLDER, read_rules

# The verbs of each act, each with its frames between spaces.
REPORTING_VERBS: Mapping[SpeechAct, Mapping[str, str]] = read_rules(
    FOLDER / "reporting_verbs.toml", dict[SpeechAct, dict[str, str]]
)
