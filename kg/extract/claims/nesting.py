"""Claims inside claims: "Gatens said that NASA believes the station is safe".

The outer speaker says it all, so the outer claim is the one on record. The inner one is second hand: it is
kept only where the outer speaker tells it as a fact and the pattern that found it is a sure one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.claims.candidates import ClaimCandidate, ClaimContext, find_source
from kg.extract.claims.contents import find_contents, to_passages
from kg.extract.claims.cues import cue_span
from kg.extract.claims.verbs import denies, says_nothing
from kg.extract.grammar import find_subject
from kg.extract.mentions import to_passage
from kg.model import Mention

# Who asks, plans, orders or keeps silent does not say that anybody said it.
_TELLING = ("statement", "belief", "evidence", "attitude", "unclassified")
_SURE = ("claims.clause", "claims.quotation")
# In somebody's own words "they say" and "people think" are nobody's claims.
_SOMEBODY = ("he", "she")


def find_nested(
    context: ClaimContext, found: Iterable[ClaimCandidate], candidates: Sequence[ClaimCandidate]
) -> list[ClaimCandidate]:
    """Find those out of `found`, and inside quotations, that stand in the content of one of `candidates`.

    Each knows the cue of the innermost claim around it (`nested_in`).
    """
    cues = {token.i for candidate in candidates for token in candidate.cue}
    around = _Contents(context, candidates)
    nested: list[ClaimCandidate] = []
    inner = [candidate for candidate in found if _is_sure(candidate)] + list(_find_quoted(context))
    # The longest first, so that a claim in a claim in a claim finds the one right around it.
    for candidate in sorted(inner, key=_length, reverse=True):
        nearest = min(around.find(candidate), key=_length, default=None)
        if nearest is None or not cues.isdisjoint(token.i for token in candidate.cue):
            continue
        if nearest.act in _TELLING and nearest.frame != "infinitive" and not nearest.denied:
            cues.update(token.i for token in candidate.cue)
            around.add(candidate)
            nested.append(replace(candidate, rule="claims.nested", nested_in=to_passage(nearest.cue)))
    return nested


class _Contents:
    """Which claims each word is in the content of."""

    def __init__(self, context: ClaimContext, candidates: Iterable[ClaimCandidate]) -> None:
        self._doc = context.doc
        self._by_token: defaultdict[int, list[ClaimCandidate]] = defaultdict(list)
        for candidate in candidates:
            self.add(candidate)

    def add(self, candidate: ClaimCandidate) -> None:
        for part in candidate.content:
            for token in self._doc.char_span(part.start, part.end, alignment_mode="expand") or ():
                self._by_token[token.i].append(candidate)

    def find(self, inner: ClaimCandidate) -> Iterator[ClaimCandidate]:
        """The claims that hold cue and words of `inner`."""
        parts = (to_passage(inner.cue), *inner.content)
        for candidate in self._by_token[inner.verb.i]:
            if all(any(whole.holds(part) for whole in candidate.content) for part in parts):
                yield candidate


def _length(candidate: ClaimCandidate) -> int:
    return sum(part.end - part.start for part in candidate.content)


def _is_sure(candidate: ClaimCandidate) -> bool:
    """A finite clause or a quotation, by a verb with a subject of its own, who is somebody."""
    return (
        candidate.rule in _SURE
        and _is_finite(candidate.verb)
        and all(_is_actor(m, candidate) for m in candidate.speakers)
    )


def _is_finite(verb: Token) -> bool:
    return verb.tag_ != "VBG" or any(c.dep_ == "aux" for c in verb.children)


def _is_actor(speaker: Mention, candidate: ClaimCandidate) -> bool:
    """False for things: "studies showed", "it shows"."""
    if speaker.head == "it":
        return candidate.act != "evidence"
    return speaker.form != "nominal" or speaker.type is not None


def _find_quoted(context: ClaimContext) -> Iterator[ClaimCandidate]:
    """Clauses inside a quotation, of somebody whom the speaker names: "Putin told us that we are safe"."""
    for verb, frames in context.cues:
        quotation = context.quotation_at(verb)
        subject = find_subject(verb) if quotation and "clause" in frames and _is_finite(verb) else None
        if quotation is None or subject is None or not _is_named(subject):
            continue
        found, who = find_contents(verb, frames), find_source(context, verb)
        if found is None or found[0] != "clause" or who is None or says_nothing(verb, found[1]):
            continue
        source, speakers = who
        cue = cue_span(verb)
        parts = tuple(to_passages(found[2], [cue, source], verb.sent))
        if parts and all(quotation.inside.holds(part) for part in (to_passage(source), *parts)):
            yield ClaimCandidate(
                "claims.clause", found[1], verb, cue, source, speakers, parts, denies(context, verb, parts)
            )


def _is_named(subject: Token) -> bool:
    return subject.pos_ == "PROPN" or subject.lower_ in _SOMEBODY
