"""What goes with a claim: its dates, the day it was said, the hearer, and whose words it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from kg.extract.claims.addressees import find_hearers
from kg.extract.claims.blocks import SIGNED
from kg.extract.claims.candidates import ClaimCandidate, ClaimContext
from kg.extract.claims.posts import POST
from kg.extract.claims.sources import find_issuer
from kg.extract.grammar import objects_of
from kg.extract.mentions import to_passage
from kg.extract.nouns import is_person_noun
from kg.model import DateExpression, Mention, Passage, find_meeting
from kg.rules.reporting_words import REPORTING_WORDS

# Claims whose day stands in the line of their cue.
_LINES = (SIGNED, POST)


def find_dates_inside(content: Iterable[Passage], dates: Sequence[DateExpression]) -> tuple[Passage, ...]:
    """The times that the content speaks of, each once; sets, "now" and "for 30 years" date nothing.

    "The last 30 years" does, as it ends today. Both ends of "between 2026 and 2028" denote the same stretch:
    the first stands for both.
    """
    inside = {
        date.passage: date
        for part in content
        for date in find_meeting(dates, part)
        if part.holds(date.passage)
    }
    found: dict[str, Passage] = {}
    for date in (inside[passage] for passage in sorted(inside)):
        if date.is_placed:
            found.setdefault(date.edtf or str(date.passage), date.passage)
    return tuple(found.values())


def find_stated_on(
    context: ClaimContext, candidate: ClaimCandidate, dates: Sequence[DateExpression]
) -> Passage | None:
    """The date of the speech act: in the clause of the cue, outside content and source; the nearest one."""
    if candidate.rule == "claims.headline":
        return None
    outside = [*candidate.content, *([to_passage(candidate.source)] if candidate.source else [])]
    cue, by_line = to_passage(candidate.cue), candidate.rule in _LINES
    around = _find_line(context.text, cue) if by_line else to_passage(candidate.verb.sent)
    near = [date for date in find_meeting(dates, around) if around.holds(date.passage) and _is_placed(date)]
    # "9:40 AM · 12 March 2031": the day tells more than the hour.
    near.sort(key=lambda date: (by_line and date.type == "TIME", abs(date.passage.start - cue.start)))
    for passage in (date.passage for date in near):
        span = context.doc.char_span(passage.start, passage.end, alignment_mode="expand")
        if span is None or any(part.meets(passage) for part in outside):
            continue
        if by_line or _modifies(span.root, candidate.verb):
            return passage
    return None


def _is_placed(date: DateExpression) -> bool:
    return date.type in ("DATE", "TIME") and date.edtf is not None


def _find_line(text: str, cue: Passage) -> Passage:
    """Give the line of a cue from there on."""
    end = text.find("\n", cue.start)
    return Passage(cue.start, end if end >= 0 else len(text))


def _modifies(token: Token, verb: Token) -> bool:
    """True when `token` depends on `verb` (or on the verb it is joined to) with no other verb in between."""
    heads = {verb, verb.head} if verb.dep_ in ("conj", "xcomp", "advcl") else {verb}
    current = token
    while current.head != current:
        current = current.head
        if current in heads:
            return True
        # "at a meeting on Monday" still dates the saying, and so does "the minister at a meeting on Monday".
        in_phrase = current.dep_ in ("pobj", "dobj") and current.pos_ == "NOUN"
        speaking = current.dep_ == "nsubj" and current.head in heads and is_person_noun(current)
        stops = current.pos_ in ("VERB", "AUX") or current.dep_ in ("nsubj", "pobj", "dobj")
        if stops and not in_phrase and not speaking:
            return False
    return False


def find_addressees(context: ClaimContext, candidate: ClaimCandidate) -> tuple[Passage, ...]:
    """Who was told: "told Putin", "said to reporters", "urged Congress to"."""
    return _passages(candidate, [context.mentions.at(head) for head in find_hearers(context, candidate)])


def find_reactions(context: ClaimContext, candidate: ClaimCandidate) -> tuple[Passage, ...]:
    """Whose words or deeds the claim answers: "in response to Borisov", "comment on his words"."""
    words = REPORTING_WORDS.reaction_words
    found: list[Token] = []
    for token in candidate.verb.subtree:
        if token.dep_ == "prep" and token.lower_ in ("to", "on") and token.head.lemma_.lower() in words:
            found += objects_of(token)
    if candidate.verb.lemma_.lower() in REPORTING_WORDS.reacting:
        found += [c for c in candidate.verb.children if c.dep_ == "dobj"]
    owners = []
    for noun in found:
        issuer = find_issuer(noun, context.mentions)
        owners.append(issuer if issuer is not None else context.mentions.at(noun))
    return _passages(candidate, owners)


def _passages(candidate: ClaimCandidate, mentions: Iterable[Mention | None]) -> tuple[Passage, ...]:
    """The passages of those that are actors and not the speaker."""
    speaking = {mention.passage for mention in candidate.speakers}
    return tuple(
        dict.fromkeys(
            mention.passage
            for mention in mentions
            if mention is not None
            and mention.passage not in speaking
            and (mention.form != "nominal" or mention.type is not None)
        )
    )
