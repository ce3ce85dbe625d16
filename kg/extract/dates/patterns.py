"""Match the patterns of `kg/rules/dates.toml`: the longest wins, then the earlier in the file.

A pattern is a row of items between spaces, with the operators ( ) | ? * + of regular expressions:

    last           the word "last" itself, in any case; so are , - / : ' and other marks
    {unit}         a word of the class `unit`
    <month>        a word of that class, captured as the group `month`
    LPAR, RPAR     the marks ( and )
    COUNT, <COUNT> the macro of that name, and the same captured as the group `count`
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.errors import RulesError
from kg.extract.dates.lexicon import Lexicon, Word
from kg.rules.dates import DATES, DatePattern
from kg.rules.numbers import NUMBERS

_MARKS = {"LPAR": "(", "RPAR": ")"}
# No date has a word of a kind more often in a row; without end, a row of n count words is searched n times.
_LONGEST_ROW = 20
_OPERATORS = {"(": "(?:", "*": f"{{0,{_LONGEST_ROW}}}", "+": f"{{1,{_LONGEST_ROW}}}"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of the rules: its normalizer, regular expression over codes, place and fixed day."""

    normalizer: str
    compiled: re.Pattern[str]
    order: int
    day: str


@dataclass(frozen=True, slots=True)
class PatternMatch:
    """A match of a pattern: its words, and the words of each named group."""

    pattern: Pattern
    words: tuple[Word, ...]
    groups: dict[str, tuple[Word, ...]]

    def group_text(self, name: str) -> str | None:
        """Return the words of a group in lower case with single spaces, or None."""
        words = self.groups.get(name)
        return " ".join(word.lower for word in words) if words else None

    def meaning(self, name: str) -> int | str | None:
        """Look up the meaning of the first word of group `name` in that class; None without the group."""
        words = self.groups.get(name)
        return lexicon().meaning(name, words[0]) if words else None


def _expand(text: str) -> str:
    """Expand the macros of a pattern."""

    def write_out(match: re.Match[str]) -> str:
        inner = _expand(DATES.macros[match["name"]])
        return f" (?P<{match['name'].lower()}> {inner} ) " if match["kept"] else f" ( {inner} ) "

    names = "|".join(sorted(DATES.macros, key=len, reverse=True))
    return re.sub(rf"(?P<kept><)?\b(?P<name>{names})\b(?(kept)>)", write_out, text)


def _items(text: str) -> list[str]:
    """Split an expanded pattern into items; the head of a named group stays one item."""
    return re.findall(r"\(\?P<\w+>|[()|?*+]|[^\s()|?*+]+", text)


def _literals(texts: Iterable[str]) -> set[str]:
    """Collect the words that the patterns name themselves."""
    return {
        _MARKS.get(item, item.lower()) for text in texts for item in _items(text) if item[0] not in "()|?*+{<"
    }


def to_regex(text: str, classes: dict[str, str], where: str) -> str:
    """Write a pattern as a regular expression over codes; RulesError where it names an undefined class."""
    parts = []
    for item in _items(text):
        if item.startswith("(?P<"):
            parts.append(item)
        elif item in ("(", ")", "|", "?", "*", "+"):
            parts.append(_OPERATORS.get(item, item))
        else:
            name = item[1:-1] if item[0] in "{<" else f"={_MARKS.get(item, item.lower())}"
            if name not in classes:
                known = ", ".join(sorted(known for known in classes if known[0] != "="))
                raise RulesError(
                    f"kg/rules/dates.toml: {where}: there is no class {name!r}; there are: {known}"
                )
            codes = f"[{classes[name]}]"
            parts.append(f"(?P<{name}>{codes})" if item[0] == "<" else codes)
    return "".join(parts)


@cache
def _load() -> tuple[Lexicon, tuple[Pattern, ...]]:
    texts = [_expand(text) for rule in DATES.patterns for text in (rule.pattern, *_conditions(rule).values())]
    known = Lexicon(DATES, NUMBERS, _literals(texts))
    patterns = (_compile(rule, order, known.classes) for order, rule in enumerate(DATES.patterns))
    return known, tuple(patterns)


def _conditions(rule: DatePattern) -> dict[str, str]:
    """Name the conditions on the words around a pattern by the look-around that they become."""
    return {
        "(?<=%s)": rule.after,
        "(?<!%s)": rule.not_after,
        "(?=%s)": rule.before,
        "(?!%s)": rule.not_before,
    }


def _compile(rule: DatePattern, order: int, classes: dict[str, str]) -> Pattern:
    """Compile one table of the rules, with its conditions as look-around."""
    expression = to_regex(_expand(rule.pattern), classes, rule.pattern)
    for look, text in _conditions(rule).items():
        if text:
            condition = look % f"(?:{to_regex(_expand(text), classes, rule.pattern)})"
            expression = condition + expression if "<" in look else expression + condition
    return Pattern(rule.normalizer, re.compile(expression), order, rule.day)


def lexicon() -> Lexicon:
    """Return the lexicon of the rules, loaded once."""
    return _load()[0]


def find_matches(text: str) -> Iterator[PatternMatch]:
    """Find the longest matches of the text that do not overlap, in text order."""
    words, codes = lexicon().tokenize(text)
    found = [
        (match.start(), -match.end(), pattern.order, pattern, match)
        for pattern in _load()[1]
        for match in pattern.compiled.finditer(codes)
    ]
    end = 0
    for start, negative_end, _, pattern, match in sorted(found, key=lambda entry: entry[:3]):
        if start >= end:
            end = -negative_end
            groups = {
                name: _to_words(words[match.start(name) : match.end(name)])
                for name, value in match.groupdict().items()
                if value
            }
            yield PatternMatch(pattern, _to_words(words[start:end]), groups)


def _to_words(found: list[re.Match[str]]) -> tuple[Word, ...]:
    return tuple(Word(word[0], word.start(), word.end()) for word in found)
