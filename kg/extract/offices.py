"""Offices that stand before a name in a row of words, however the parser hangs them together.

"Scientific Director of the Space Research Institute Lev Zeleny", "Scientific Secretary, ISRO, R. Rao",
"Administrator of the agency (NASA), Bill Nelson".
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.extract.mentions import Mentions
from kg.extract.nouns import is_person_noun
from kg.model import Mention

# So many words at most may stand between the office and the name.
_REACH = 14
# The organization follows "at" or "of" within so many words.
_NEAR = 5
_SMALL = {"of", "the", "for", "and", "at", "&"}


def find_office_before(name: Span, mentions: Mentions) -> Token | None:
    """The office whose organization fills all the words between it and the name; None where there is none."""
    doc = name.doc
    for place in range(name.start - 1, max(name.sent.start, name.start - _REACH) - 1, -1):
        token = doc[place]
        if is_person_noun(token) and token.tag_ in ("NN", "NNP"):
            between = doc[place + 1 : name.start]
            # In "Director General" the first word is the office.
            office = doc[place - 1] if place and is_person_noun(doc[place - 1]) else token
            return office if _leads_to_organization(between, mentions) else None
        if not _may_stand_between(token):
            return None
    return None


def _may_stand_between(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        or token.lower_ in _SMALL
        or token.text in (",", "(", ")", "-", "’s", "'s")
        or token.pos_ in ("NOUN", "ADJ")
    ) and token.ent_type_ != "PERSON"


def _leads_to_organization(between: Span, mentions: Mentions) -> bool:
    """True for "of the Institute", ", ISRO," and nothing else between an office and a name."""
    if not len(between) or between[0].text not in ("of", "at", "for", ","):
        return False
    organization = find_organization_in(between, mentions)
    if organization is None:
        return False
    rest = between.doc[mentions.span_of(organization).end : between.end]
    return all(token.is_punct or token.lower_ in _SMALL - {"and"} for token in rest)


def find_organization_in(span: Span, mentions: Mentions) -> Mention | None:
    """The last organization or state that is named in the span; in "the agency (NASA)" the two are one."""
    named = [m for m in mentions.names_in(span) if m.type in ("Organization", "State")]
    return named[-1] if named else None


def find_organization_around(title: Span, name: Span, mentions: Mentions) -> Mention | None:
    """Where the office `title` of `name` is held, by the words around it alone.

    "head of the corporation Roscosmos Dmitry Rogozin"; "Nicola Fox, administrator, Mars Directorate at NASA".
    """
    doc = title.doc
    if title.end <= name.start:
        return find_organization_in(doc[title.end : name.start], mentions)
    if name.end >= title.start or doc[name.end].text != ",":
        return None
    stop = next((t.i for t in doc[title.end : name.sent.end] if t.pos_ in ("VERB", "AUX")), name.sent.end)
    at = next((t.i for t in doc[title.end : stop] if t.lower_ in ("at", "of")), None)
    if at is None or any(t.text == "." for t in doc[title.end : at]):
        return None
    named = mentions.names_in(doc[at : min(at + _NEAR, stop)])
    return next((mention for mention in named if mention.type == "Organization"), None)
