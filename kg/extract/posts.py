"""Posts of a network that an article quotes, by the lines alone: who posted, when, and what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Passage
from kg.rules.dates import DATES
from kg.rules.reporting_words import REPORTING_WORDS

_LINE = re.compile(r"\S[^\n]*")
_NETWORKS = "|".join(map(re.escape, sorted(REPORTING_WORDS.networks, key=len, reverse=True)))
_MONTHS = "|".join(sorted(DATES.words["month"], key=len, reverse=True))
# "12 March 2024", "10:15 AM · Mar 12, 2024", "2h": words that tell the time and nothing else.
_TIME = rf"(?i:[\s·•|,.:–-]|\d+(?:st|nd|rd|th|h|m|d)?\b|(?:{_MONTHS}|am|pm|gmt|utc|at|on)\b)*"
_NAME = r"[A-Z][\w.’'-]*(?: (?:(?:of|the|for|de|da|van|von|bin) )*[A-Z][\w.’'-]*){0,5}"
# "Ana Ruiz (@anaruiz) · 12 March 2024", "@anaruiz on May 3: ..."
_HANDLED = rf"(?:(?P<name>{_NAME})[,:]? ?)?(?P<handle>\(?@\w{{2,30}}\)?)(?P<time>{_TIME})(?P<words>(?<=:).+)?"
# "Ana Ruiz on Telegram, May 3: ..."
_NETWORKED = rf"(?P<name>{_NAME}) (?P<time>(?:on|via) (?:{_NETWORKS})\b{_TIME})(?P<words>(?<=:).+)"
_HEADS = re.compile(_HANDLED), re.compile(_NETWORKED)
_TIME_LINE = re.compile(rf"(?=.*\d){_TIME}")
# The name of an author stands above an article, too.
_LAST_BYLINE = 1


@dataclass(frozen=True, slots=True)
class Post:
    """Where the name or the handle of who posted it stands, what tells that and when it was posted, and the
    words; `handle` has no sign.
    """

    name: Passage
    told: Passage
    words: Passage
    handle: str | None = None


def find_posts(text: str) -> Iterator[Post]:
    """Find the posts of a text in order: what stands behind the colon of such a line, or below it."""
    lines = [Passage(*match.span()) for match in _LINE.finditer(text)]
    for number, line in enumerate(lines):
        heads = (head.fullmatch(text, line.start, line.end) for head in _HEADS)
        head = next((match for match in heads if match), None)
        post = _read_post(text, lines, number, head) if head else None
        if post is not None:
            yield post


def _read_post(text: str, lines: Sequence[Passage], number: int, head: re.Match[str]) -> Post | None:
    """Read the post that the line of this number begins."""
    handle = head["handle"].strip("(@)") if "handle" in head.groupdict() else None
    name = Passage(*head.span("name" if head["name"] else "handle"))
    told = Passage(head.start("time"), head.start("words") if head["words"] else head.end("time"))
    if head["words"]:
        return Post(name, told, Passage(*head.span("words")), handle)
    block = _find_block(text, lines[number + 1 :])
    if len(block) > 1 and _TIME_LINE.fullmatch(block[-1].of(text)):
        name = name if head["name"] else _find_name_above(text, lines, number) or name
        return Post(name, block[-1], _join(block[:-1]), handle)
    is_dated = any(sign.isdigit() for sign in head["time"])
    is_post = block and is_dated and (number > _LAST_BYLINE or "·" in head["time"])
    return Post(name, told, _join(block), handle) if is_post else None


def _find_block(text: str, lines: Sequence[Passage]) -> list[Passage]:
    """Give the lines up to an empty one, or up to one that tells the time."""
    block: list[Passage] = []
    for line in lines:
        if block and "\n" in text[block[-1].end + 1 : line.start]:
            break
        block.append(line)
        if _TIME_LINE.fullmatch(line.of(text)):
            break
    return block


def _join(block: Sequence[Passage]) -> Passage:
    return Passage(block[0].start, block[-1].end)


def _find_name_above(text: str, lines: Sequence[Passage], number: int) -> Passage | None:
    """Give the name that stands alone in the line above a handle."""
    above = lines[number - 1] if number else None
    is_next = above is not None and text[above.end : lines[number].start].count("\n") == 1
    return above if above and is_next and re.fullmatch(_NAME, above.of(text)) else None
