"""Gather reports of one thing said, and choose the fullest and the earliest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.disjoint import Groups
from kg.model import Quotation, Quotations, Report
from kg.quotations.candidates import Wording, find_phrases, find_quoted_pairs, find_reworded_pairs, index_runs
from kg.quotations.judging import Link, compare_voices, judge_quoted, judge_reworded, to_variant


def find_quotations(reports: Iterable[Report]) -> Quotations:
    """Find what several stories report as said once; the same reports give the same, in any order.

    Reports of one story are not compared: a copy is no report of its own.
    """
    wordings = sorted(map(Wording, reports), key=lambda wording: wording.order)
    by_claim = {wording.report.claim: wording for wording in wordings}
    links, contested = _join_named(_find_links(wordings), by_claim)
    quotations = [_gather(claims, links, by_claim) for claims in _list_groups(links)]
    return Quotations(tuple(sorted(quotations, key=lambda one: one.fullest)), tuple(sorted(contested)))


def _find_links(wordings: Sequence[Wording]) -> list[Link]:
    """Find the links between reports, the surest first."""
    runs = index_runs(wordings)
    phrases = find_phrases(runs)
    quoted = find_quoted_pairs(runs)
    judged = [judge_quoted(one, other, phrases) for one, other in quoted]
    seen = set(quoted)
    judged += [judge_reworded(*pair) for pair in find_reworded_pairs(wordings) if pair not in seen]
    return sorted((link for link in judged if link), key=lambda link: link.rank)


def _join_named(
    links: Iterable[Link], by_claim: Mapping[str, Wording]
) -> tuple[list[Link], list[tuple[str, str]]]:
    """Keep the links that bring no two named speakers together, the surest first; return the others too."""
    kept: list[Link] = []
    contested: list[tuple[str, str]] = []
    groups = Groups(by_claim)
    members = {claim: [wording.report] for claim, wording in by_claim.items()}
    for link in links:
        one, other = groups.find(link.one), groups.find(link.other)
        if link.voice == "other":
            contested.append((link.one, link.other))
        elif one == other:
            kept.append(link)
        elif not any(compare_voices(a, b) == "other" for a in members[one] for b in members[other]):
            groups.join(one, other)
            members[other] = members.pop(other) + members.pop(one)
            kept.append(link)
    return kept, contested


def _list_groups(links: Sequence[Link]) -> Iterator[list[str]]:
    groups = Groups(sorted({claim for link in links for claim in (link.one, link.other)}))
    for link in links:
        groups.join(link.one, link.other)
    return groups.sets()


def _gather(claims: Iterable[str], links: Iterable[Link], by_claim: Mapping[str, Wording]) -> Quotation:
    """Gather the reports: the fullest, and each other one as a variant of the fullest near it."""
    ordered = sorted(claims, key=lambda claim: _to_fullness(by_claim[claim]))
    near: defaultdict[str, set[str]] = defaultdict(set)
    for link in links:
        near[link.one].add(link.other)
        near[link.other].add(link.one)
    base = {ordered[0]: ""}
    waiting = [ordered[0]]
    for claim in waiting:
        for other in sorted(near[claim] - base.keys(), key=ordered.index):
            base[other] = claim
            waiting.append(other)
    variants = tuple(to_variant(by_claim[base[claim]], by_claim[claim]) for claim in ordered[1:])
    days = [by_claim[claim].report.published for claim in ordered]
    first = min((day for day in days if day), default=None)
    earliest = tuple(claim for claim, day in zip(ordered, days, strict=True) if first and day == first)
    speakers = {speaker for claim in ordered for speaker in by_claim[claim].report.speakers}
    return Quotation(ordered[0], variants, earliest, tuple(sorted(speakers)))


def _to_fullness(wording: Wording) -> tuple[int, bool, str, str]:
    """Order reports by how much they quote, then by day and claim."""
    return -len(wording.quoted), *wording.order
