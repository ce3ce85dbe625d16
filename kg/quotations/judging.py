"""Judge whether two reports are of one thing said: by their words, speakers and days."""

from __future__ import annotations

from collections.abc import Hashable, Set
from dataclasses import dataclass
from typing import Literal

from kg.model import Report, Variant
from kg.quotations.aligning import Alignment, align
from kg.quotations.candidates import Wording, count_days
from kg.quotations.words import Word, find_stems, list_runs
from kg.settings import (
    LONG_RUN,
    LONGEST_QUOTED_DAYS,
    QUOTED_DAYS,
    QUOTED_RUN,
    QUOTED_SHARE,
    REWORDED_SHARE,
    REWORDED_WORDS,
    RUN_FOR_DOUBT,
)

# Whether two reports name one speaker, or a person and the body for which it speaks; may, because one names
# nobody or half of a name; name a person and a body of which no more is known; or two speakers.
Voice = Literal["same", "possible", "unclear", "other"]
_DOUBTS: dict[Voice, int] = {"same": 0, "possible": 1, "unclear": 2, "other": 2}
# A run of which fewer words bear a meaning tells nothing.
_FEWEST_STEMS = 2


@dataclass(frozen=True, slots=True)
class Link:
    """Two reports of one thing said, or of the same words by two speakers.

    `rank` sorts links, the surest first.
    """

    one: str
    other: str
    voice: Voice
    rank: tuple[int, int, str, str]


def compare_voices(one: Report, other: Report) -> Voice:
    """Tell whether two reports name one speaker."""
    if one.speakers & other.speakers or one.speakers & other.principals or other.speakers & one.principals:
        return "same"
    if not one.speakers or not other.speakers:
        return "possible"
    if any(_is_short_for(a, b) or _is_short_for(b, a) for a in one.speakers for b in other.speakers):
        return "possible"
    kinds = [{_kind(speaker) for speaker in report.speakers} for report in (one, other)]
    return "other" if kinds[0] & kinds[1] else "unclear"


def judge_quoted(one: Wording, other: Wording, phrases: Set[Hashable]) -> Link | None:
    """Judge two quotations that share a run of words."""
    days = count_days(one, other)
    if days is not None and days > LONGEST_QUOTED_DAYS:
        return None
    voice = compare_voices(one.report, other.report)
    aligned = align(one.quoted, other.quoted)
    doubts = _DOUBTS[voice] + _doubt_days(one.report, other.report, days) + _doubt_changes(aligned, days)
    needed = QUOTED_RUN + RUN_FOR_DOUBT * doubts
    if aligned.share < QUOTED_SHARE:
        needed = max(needed + 2 * RUN_FOR_DOUBT, LONG_RUN)
    if aligned.run < needed or one.report.is_denial != other.report.is_denial:
        return None
    if len(find_stems(aligned.shared)) < _FEWEST_STEMS:
        return None
    if aligned.run < LONG_RUN and _is_phrase(aligned, phrases):
        return None
    return _link(one, other, voice, doubts, aligned.run)


def judge_reworded(one: Wording, other: Wording) -> Link | None:
    """Judge a quotation and a report that shares no run with it, by the same speaker in the same days."""
    if compare_voices(one.report, other.report) != "same" or one.report.is_denial != other.report.is_denial:
        return None
    shorter, longer = sorted((one, other), key=lambda wording: len(wording.stems))
    shared = shorter.stems & longer.stems
    if len(shared) < max(REWORDED_WORDS, REWORDED_SHARE * len(shorter.stems)):
        return None
    if not _list_numbers(shorter.words) <= _list_numbers(longer.words):
        return None
    if _is_negative(shorter.words) != _is_negative(longer.words):
        return None
    return _link(one, other, "same", len(_DOUBTS), len(shared))


def to_variant(base: Wording, other: Wording) -> Variant:
    """Tell how the words of a report stand to those of a fuller one."""
    if other.report.kind == "indirect" or not other.quoted:
        return Variant(other.report.claim, base.report.claim, "indirect")
    aligned = align(base.quoted, other.quoted)
    if aligned.run < QUOTED_RUN and aligned.share < QUOTED_SHARE:
        return Variant(other.report.claim, base.report.claim, "reworded")
    return Variant(
        other.report.claim,
        base.report.claim,
        aligned.kind,
        aligned.list_changes(),
        aligned.find_touched(),
    )


def _link(one: Wording, other: Wording, voice: Voice, doubts: int, run: int) -> Link:
    claims = one.report.claim, other.report.claim
    return Link(*claims, voice, (doubts, -run, *claims))


def _doubt_days(one: Report, other: Report, days: int | None) -> int:
    """Count the doubts whether two reports tell of one day."""
    if _are_apart(one.said, other.said) or _are_apart(other.said, one.said):
        return 2
    return int(days is None or days > QUOTED_DAYS)


def _are_apart(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    return one[1] is not None and other[0] is not None and one[1] < other[0]


def _doubt_changes(aligned: Alignment, days: int | None) -> int:
    """Count the doubts whether other names and numbers are of one quotation: from two days they are rather of
    two, for who congratulates one congratulates others.
    """
    return 0 if days is not None and days <= 1 else 4 * bool({"name", "number"} & {*aligned.find_touched()})


def _is_phrase(aligned: Alignment, phrases: Set[Hashable]) -> bool:
    """Whether all runs that both have are phrases."""
    return all(
        run in phrases
        for start, _, size in aligned.blocks
        for run in list_runs(aligned.words[start : start + size], QUOTED_RUN)
    )


def _kind(actor: str) -> str:
    """Return the kind of an actor that all articles share, which stands in its IRI."""
    return "person" if "/person/" in actor else "body"


def _is_short_for(one: str, other: str) -> bool:
    """Whether one name has all parts of the other one and more: "bill-nelson" and "nelson"."""
    long, short = (actor.rpartition("/")[2].split("-") for actor in (one, other))
    return _kind(one) == _kind(other) and len(long) > len(short) and {*long} >= {*short}


def _list_numbers(words: tuple[Word, ...]) -> set[str]:
    return {word.folded for word in words if word.is_number}


def _is_negative(words: tuple[Word, ...]) -> bool:
    return sum(word.is_negation for word in words) % 2 == 1
