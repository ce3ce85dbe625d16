"""Codes of states, as lists and tables name them: the types of `country_codes.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.rules import FOLDER, read_rules


@dataclass(frozen=True)
class CountryCodes:
    """The item of Wikidata by code of two letters, and that code by the one of three letters."""

    items: Mapping[str, str]
    long: Mapping[str, str]

    def find_item(self, code: str) -> str | None:
        """Find the item of a state by its code of two or three letters; None where it is no code."""
        return self.items.get(self.long.get(code, code))


COUNTRY_CODES = read_rules(FOLDER / "country_codes.toml", CountryCodes)
