"""Spellings of one sound in several languages: the types of `transliteration.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class Transliteration:
    """All of `transliteration.toml`: pairs of a spelling and its sound, in the order of application."""

    sounds: tuple[tuple[str, ...], ...]


TRANSLITERATION = read_rules(FOLDER / "transliteration.toml", Transliteration)
