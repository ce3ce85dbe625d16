"""Reporting clauses between subject and verb: "The valve, said Ana Ruiz, has been replaced"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.extract.claims.candidates import ClaimCandidate, ClaimContext, SourceMatch
from kg.extract.claims.contents import trim
from kg.extract.claims.cues import cue_span
from kg.extract.claims.sources import may_speak
from kg.extract.grammar import FINITE
from kg.extract.mentions import to_passage
from kg.model import Passage
from kg.rules.reporting_words import REPORTING_WORDS

# Words of the reporting clause: "Ruiz told reporters on Monday".
_LONGEST_CLAUSE = 10
_RELATIVE = {"as", "that", "what", "when", "where", "which", "while", "who", "whose"}


def find_parenthetical_claims(context: ClaimContext) -> Iterator[ClaimCandidate]:
    """Find the clauses that a reporting clause between two commas cuts behind their subject."""
    for verb, frames in context.cues:
        if "clause" not in frames or verb.tag_ not in ("VBD", "VBZ", "VBP") or context.quotation_at(verb):
            continue
        inside = _find_parenthesis(verb)
        content = _find_around(inside) if inside is not None else None
        who = _find_who(context, verb, inside) if inside is not None else None
        if content and who:
            yield ClaimCandidate("claims.parenthesis", frames["clause"], verb, cue_span(verb), *who, content)


def _find_parenthesis(verb: Token) -> Span | None:
    """Find the words about a verb between two commas, when it is their only finite one and has no object."""
    doc = verb.doc
    near = doc[max(verb.i - _LONGEST_CLAUSE, 0) : verb.i + _LONGEST_CLAUSE]
    marks = [token for token in near if token.is_punct]
    before = [token for token in marks if token.i < verb.i][-1:]
    behind = [token for token in marks if token.i > verb.i][:1]
    if [token.text for token in (*before, *behind)] != [",", ","]:
        return None
    inside = doc[before[0].i + 1 : behind[0].i]
    others = any(t != verb and (t.tag_ in FINITE or t.lower_ in (*_RELATIVE, "by", "to")) for t in inside)
    return None if others or _has_object(verb, inside) or verb.sent != inside.sent else inside


def _has_object(verb: Token, inside: Span) -> bool:
    """Tell whether what was reported stands in the parenthesis: "NASA announced the crew, ..."."""
    if verb == inside[0] or verb.lemma_.lower() in REPORTING_WORDS.addressed:
        return False
    return any(child.dep_ == "dobj" and child in inside for child in verb.children)


def _find_clause(inside: Span) -> Span:
    """Return the part of the sentence that semicolons set off around a parenthesis."""
    sentence = inside.sent
    stops = [token.i for token in sentence if token.text == ";"]
    first = max((stop + 1 for stop in stops if stop < inside.start), default=sentence.start)
    return inside.doc[first : min((stop for stop in stops if stop >= inside.end), default=sentence.end)]


def _find_around(inside: Span) -> tuple[Passage, ...] | None:
    """Find what stands before a parenthesis and behind it; None where that is no subject with its verb."""
    clause = _find_clause(inside)
    subject, rest = inside.doc[clause.start : inside.start - 1], inside.doc[inside.end + 1 : clause.end]
    parts = [trim(span) for span in (subject, rest) if len(span)]
    # What has a verb before the comma is a clause of its own: the tagger reads it.
    is_clause = any(token.tag_ in FINITE or token.lower_ in _RELATIVE for token in subject)
    if is_clause or not all(parts) or len(parts) < 2 or _opens_another(rest[0]):
        return None
    return tuple(part for part in parts if part)


def _opens_another(first: Token) -> bool:
    """True for the word that opens a clause or a quotation of its own, which goes on with no subject."""
    return first.lower_ in _RELATIVE or first.dep_ == "cc" or first.is_quote


def _find_who(context: ClaimContext, verb: Token, inside: Span) -> SourceMatch | None:
    """Find the speaker: right before the verb, or right behind it in "said Ana Ruiz"."""
    doc = context.doc
    begins = verb.i == inside.start
    words = [token for token in inside if (token.i > verb.i if begins else token.i < verb.i)]
    for token in words if begins else reversed(words):
        mention = context.mentions.at(token)
        if mention is not None and may_speak(mention):
            span = context.mentions.span_of(mention)
            # "Her deputy Marc Tessier" is the name; whom somebody told is no speaker.
            named = context.mentions.names_in(doc[verb.i + 1 : inside.end]) if begins else [mention]
            speaker = next((m for m in named if m.type == "Person"), mention)
            source = doc[verb.i + 1 : inside.end] if begins else doc[inside.start : span.end]
            return (source, (speaker,)) if to_passage(source).holds(speaker.passage) else None
    return None
