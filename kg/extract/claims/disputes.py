"""Find the claim that a denial denies where it only points to it: "denied the report", "disputes this".

What is pointed to is what somebody else said just before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.extract.mentions import Mentions
from kg.model import Claim, Passage
from kg.rules.denials import DENIALS
from kg.settings import DISPUTED_NEAR

_POINTING = frozenset({"such", "that", "the", "these", "this", "those"})
# A complement tells what is denied: then nothing is pointed to.
_COMPLEMENTS = ("acl", "ccomp", "prep", "relcl")
_SAYS_NOTHING = ("denial", "question", "refusal", "unclassified")


def find_disputed(doc: Doc, mentions: Mentions, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims, each denial that points to an earlier one with its cue."""
    return tuple(_point(doc, mentions, claim, claims) if _denies(claim) else claim for claim in claims)


def _denies(claim: Claim) -> bool:
    return (claim.denied or claim.speech_act == "denial") and len(claim.content) == 1


def _point(doc: Doc, mentions: Mentions, denial: Claim, claims: Sequence[Claim]) -> Claim:
    words = doc.char_span(*_bounds(denial.content[0]), alignment_mode="contract")
    pointing = _find_pointing(words) if words else None
    if pointing is None or not _is_disputing(doc, denial, pointing):
        return denial
    disputed = _find_disputed(doc, mentions, denial, pointing, claims)
    return replace(denial, disputes=disputed.cue[0]) if disputed else denial


def _find_disputed(
    doc: Doc, mentions: Mentions, denial: Claim, pointing: Token, claims: Sequence[Claim]
) -> Claim | None:
    """Find what a denial points to: the nearest claim before it, and rather one about who denies it."""
    owner = next((child for child in pointing.lefts if child.dep_ == "poss"), None)
    start = min(part.start for part in (*denial.source, *denial.cue, *denial.content))
    near = [
        claim
        for claim in _find_near(claims, start)
        if _is_by(doc, mentions, claim, owner) and _is_clause(doc, claim)
    ]
    own = {word for part in denial.speakers for word in part.of(doc.text).split() if word.istitle()}
    about = [claim for claim in near if _speaks_of(doc, claim, own)]
    return max(about or near, key=lambda claim: (claim.content[-1].end, claim.content[0].start), default=None)


def _find_near(claims: Sequence[Claim], start: int) -> Iterator[Claim]:
    """Find the claims that say something is so, and end not far before `start`."""
    for claim in claims:
        is_near = bool(claim.content) and 0 <= start - claim.content[-1].end <= DISPUTED_NEAR
        if is_near and claim.speech_act not in _SAYS_NOTHING and not claim.denied:
            yield claim


def _speaks_of(doc: Doc, claim: Claim, names: set[str]) -> bool:
    return any(not names.isdisjoint(part.of(doc.text).split()) for part in claim.content)


def _is_disputing(doc: Doc, denial: Claim, pointing: Token) -> bool:
    """Tell whether the cue says that what it points to is not so, and turns down no offer."""
    spans = (doc.char_span(*_bounds(part), alignment_mode="expand") for part in denial.cue)
    lemmas = {token.lemma_.lower() for span in spans if span is not None for token in span}
    if DENIALS.disputing & lemmas:
        return True
    is_said = pointing.pos_ != "PRON" and pointing.lemma_.lower() not in DENIALS.not_rejected
    return is_said and bool(DENIALS.rejecting & lemmas)


def _find_pointing(words: Span) -> Token | None:
    """Find the word by which the content of a denial points to what was said; None where it says it."""
    head = words.root
    if head.pos_ == "PRON":
        return head if len(words) == 1 and head.lower_ in _POINTING | {"it"} else None
    if head.lemma_.lower() not in DENIALS.sayings or any(child.dep_ in _COMPLEMENTS for child in head.rights):
        return None
    is_definite = any(child.dep_ == "poss" or child.lower_ in _POINTING for child in head.lefts)
    return head if is_definite else None


def _is_by(doc: Doc, mentions: Mentions, claim: Claim, owner: Token | None) -> bool:
    """Tell whether a claim is of the owner of what is denied, as far as names tell: "Norland's charges"."""
    named = mentions.sure.get(owner.i) if owner is not None else None
    if named is None or named.form != "name":
        return True
    speakers = {word for part in claim.speakers for word in part.of(doc.text).split()}
    return not speakers.isdisjoint(named.name.split())


def _is_clause(doc: Doc, claim: Claim) -> bool:
    """Tell whether a content says that something is so, and does not only name it."""
    spans = (doc.char_span(*_bounds(part), alignment_mode="expand") for part in claim.content)
    return any(token.pos_ in ("VERB", "AUX") for span in spans if span is not None for token in span)


def _bounds(words: Passage) -> tuple[int, int]:
    return words.start, words.end
