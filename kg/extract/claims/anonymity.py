"""The words in which an article says that a source would not, or might not, be named.

They stand in the phrase of the source or beside it ("said an aide who asked not to be identified"), or in a
sentence of their own behind what was said ("The official was not authorized to speak publicly").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract.claims.candidates import NEAR, ClaimCandidate
from kg.extract.mentions import Mentions, to_passage
from kg.model import Mention, Passage
from kg.rules.actor_nouns import ACTOR_NOUNS

# A sentence of its own tells it of what one of so many sentences before it says.
_SENTENCES_BEFORE = 2
_INDEFINITE = frozenset({"a", "an", "another", "one", "some"})
# Candidates with their places among all.
Placed = Sequence[tuple[int, ClaimCandidate]]
_APOSTROPHES = "['’‘`]"


def _to_pattern(patterns: Sequence[str]) -> re.Pattern[str]:
    written = (one.replace(" ", r"\s+").replace("'", _APOSTROPHES) for one in patterns)
    return re.compile("|".join(f"(?:{one})" for one in written), re.IGNORECASE)


PATTERN = _to_pattern(ACTOR_NOUNS.anonymity.patterns)


def find_anonymity(doc: Doc, candidates: Sequence[ClaimCandidate]) -> dict[int, Passage]:
    """Find of which candidates, by their places, the words say so. Whoever is called by name is named."""
    found: dict[int, Passage] = {}
    if all(_is_named(one) for one in candidates):
        return found
    spans = (doc.char_span(*match.span(), alignment_mode="expand") for match in PATTERN.finditer(doc.text))
    told = [words for words in spans if words is not None]
    # To have asked for it is an act of saying too, and no other one.
    asking = {
        place
        for place, one in enumerate(candidates)
        if any(words.start < one.cue.end and one.cue.start < words.end for words in told)
    }
    others = [(place, one) for place, one in enumerate(candidates) if place not in asking]
    for words in told:
        for place in _choose_beside(words, others) or _choose_before(words, others):
            found.setdefault(place, to_passage(words))
    return found


def find_nameless_speakers(candidate: ClaimCandidate, mentions: Mentions) -> tuple[Mention, ...]:
    """Find the speakers of a source that would not be named: no name that only stands in its description.

    "A strategist for the Falks" is not the Falks.
    """
    if candidate.source is None:
        return candidate.speakers
    head = candidate.source.root
    here = _to_passage(head)
    speakers = tuple(m for m in candidate.speakers if m.form != "name" or m.passage.meets(here))
    described = mentions.at(head)
    return speakers or ((described,) if described else ())


def _is_named(candidate: ClaimCandidate) -> bool:
    """Whether the source is called by name: "one Republican" is not, nor "an aide to the Falks"."""
    if candidate.source is None:
        return False
    head = candidate.source.root
    if any(child.dep_ == "nummod" or child.lower_ in _INDEFINITE for child in head.children):
        return False
    here = _to_passage(head)
    return any(mention.form == "name" and mention.passage.meets(here) for mention in candidate.speakers)


def _to_passage(token: Token) -> Passage:
    return Passage(token.idx, token.idx + len(token))


def _choose_beside(words: Span, others: Placed) -> list[int]:
    """Choose the candidates of the sentence in whose source the words stand, or to which they are nearest."""
    here = {
        place: one.source
        for place, one in others
        if one.verb.sent == words.sent
        and one.source is not None
        and abs(one.verb.i - words.start) <= NEAR
        and not any(one.in_content(token) for token in words)
    }
    away = {place: _measure(source, words) for place, source in here.items()}
    named = {place for place, one in others if _is_named(one)}
    return [place for place, far in away.items() if far == min(away.values()) and place not in named]


def _measure(source: Span, words: Span) -> tuple[bool, int]:
    """Measure how far a source is from other words; what stands behind them is farther than all before."""
    is_behind = source.start > words.start
    return is_behind, max(0, source.start - words.end if is_behind else words.start - source.end + 1)


def _choose_before(words: Span, others: Placed) -> list[int]:
    """Choose the nearest candidates in the sentences before, where no claim has its cue in this one."""
    subject = _find_subject(words)
    if subject is None or any(one.verb.sent == words.sent for _, one in others):
        return []
    for sentence in _walk_back(words.sent):
        near = [(place, one) for place, one in others if one.verb.sent == sentence]
        if near:
            return [
                place for place, one in near if one.speakers and not _is_named(one) and _fits(subject, one)
            ]
    return []


def _walk_back(sentence: Span) -> list[Span]:
    before: list[Span] = []
    while len(before) < _SENTENCES_BEFORE and sentence.start:
        sentence = sentence.doc[sentence.start - 1].sent
        before.append(sentence)
    return before


def _find_subject(words: Span) -> Token | None:
    """Find who it is that would not be named: the subject of the verb above the words."""
    for token in (words.root, *words.root.ancestors):
        for child in token.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return child
    return None


def _fits(subject: Token, candidate: ClaimCandidate) -> bool:
    """Whether a subject may be the speakers again: a pronoun, or the same noun."""
    if subject.pos_ in ("PRON", "DET"):
        return True
    heads = {mention.head for mention in candidate.speakers}
    return bool({subject.lower_, subject.lemma_.lower()} & heads)
