"""Find the pairs of reports that are worth comparing, through inverted indexes: never all with all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kg.model import Report
from kg.quotations.words import Word, find_quoted, find_stems, list_runs, split
from kg.settings import (
    LONGEST_QUOTED_DAYS,
    PHRASE_SPEAKERS,
    QUOTED_RUN,
    QUOTES_COMPARED,
    REWORDED_DAYS,
    REWORDED_WORDS,
)


@dataclass(frozen=True, eq=False)
class Wording:
    """A report with its words. Functions take wordings sorted by `order`."""

    report: Report

    @cached_property
    def quoted(self) -> tuple[Word, ...]:
        """The words that stand between quotation marks."""
        return find_quoted(self.report.text, self.report.kind)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words."""
        return split(self.report.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words that bear a meaning."""
        return find_stems(self.words)

    @cached_property
    def runs(self) -> frozenset[str]:
        """The runs of words by which quotations are found."""
        return frozenset(list_runs(self.quoted, QUOTED_RUN))

    @cached_property
    def day(self) -> int | None:
        """The day of publication; None where it is unknown."""
        return date.fromisoformat(self.report.published).toordinal() if self.report.published else None

    @property
    def order(self) -> tuple[bool, str, str]:
        """By day, the undated last; then by claim."""
        return self.report.published is None, self.report.published or "", self.report.claim


def count_days(one: Wording, other: Wording) -> int | None:
    """Count the days between two publications; None where either is undated."""
    return None if one.day is None or other.day is None else abs(one.day - other.day)


Pair = tuple[Wording, Wording]
# Wordings in their order, by what they share.
Index = Mapping[Hashable, Sequence[Wording]]


def index_runs(wordings: Iterable[Wording]) -> Index:
    """Index the quotations by the runs of words that several of them share."""
    return _index((run, one) for one in wordings for run in one.runs)


def find_quoted_pairs(runs: Index) -> list[Pair]:
    """Find the pairs from two stories that share a run of quoted words, each once."""
    return list(_count_pairs(runs, LONGEST_QUOTED_DAYS))


def find_phrases(runs: Index) -> frozenset[Hashable]:
    """Find the runs that are phrases: of one speaker at two times, or of many speakers."""
    return frozenset(run for run, wordings in runs.items() if _is_phrase(wordings))


def find_reworded_pairs(wordings: Sequence[Wording]) -> list[Pair]:
    """Find the pairs of a quotation and another report by the same speaker, from two stories and a few days
    apart, that share words that bear a meaning.
    """
    quoted = {speaker for one in wordings if one.report.kind == "direct" for speaker in one.report.speakers}
    named = _index(
        ((speaker, stem), one)
        for one in wordings
        if one.day is not None
        for speaker in one.report.speakers & quoted
        for stem in one.stems
    )
    counted = _count_pairs(named, REWORDED_DAYS)
    return [pair for pair, shared in counted.items() if shared >= REWORDED_WORDS and _has_quotation(pair)]


def _index(keyed: Iterable[tuple[Hashable, Wording]]) -> Index:
    index: defaultdict[Hashable, list[Wording]] = defaultdict(list)
    for key, wording in keyed:
        index[key].append(wording)
    return {key: wordings for key, wordings in index.items() if len(wordings) > 1}


def _count_pairs(index: Index, most_days: int) -> Counter[Pair]:
    """Count the keys that two wordings of two stories share, of those that are not too many days apart.

    Each is compared with the next few behind it in time, so no key takes more than its length times these.
    """
    pairs: Counter[Pair] = Counter()
    for wordings in index.values():
        for number, one in enumerate(wordings):
            for other in wordings[number + 1 : number + 1 + QUOTES_COMPARED]:
                days = count_days(one, other)
                if one.report.story != other.report.story and (days is None or days <= most_days):
                    pairs[one, other] += 1
    return pairs


def _is_phrase(wordings: Iterable[Wording]) -> bool:
    days: defaultdict[str, list[int]] = defaultdict(list)
    for one in wordings:
        for speaker in one.report.speakers:
            days[speaker] += [] if one.day is None else [one.day]
    if len(days) >= PHRASE_SPEAKERS:
        return True
    return any(max(found) - min(found) > LONGEST_QUOTED_DAYS for found in days.values() if found)


def _has_quotation(pair: Pair) -> bool:
    return any(one.report.kind == "direct" for one in pair)
