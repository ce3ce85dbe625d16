"""As which of how many somebody joins: "became the 40th nation to sign", "the first signatory of"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.grammar import is_asserted, is_negated
from kg.extract.numbers import is_ordinal, read_number
from kg.model import Passage
from kg.rules.agreements import AGREEMENTS
from kg.rules.numbers import NUMBERS

# What joins the words of one number.
_JOINING = ("-", "and")
# "The signatories are A and B", "include A and B".
_LISTING = ("be", "include")
# "Eight countries, including A and B", "A and B among them".
_NAMING = ("including", "among")


def find_ranked(verb: Token) -> Token | None:
    """The noun of "the 40th nation to sign", "the 40th nation that signed"; None where there is none.

    It is found by its place before an infinitive, because the parser hangs that on one verb or the other.
    """
    if verb.dep_ == "relcl" and verb.head.i < verb.i and verb.tag_ != "VB":
        noun = verb.head
    elif verb.i > 1 and verb.doc[verb.i - 1].lower_ == "to":
        noun = verb.doc[verb.i - 2]
    else:
        return None
    # Of "the latest to sign" the word itself stands for who has done so.
    ranked = _is_rank(noun) or (noun.pos_ in ("NOUN", "PROPN") and any(map(_is_rank, _before(noun))))
    return noun if ranked else None


def _is_rank(word: Token) -> bool:
    return is_ordinal(word.text) or word.lower_ in AGREEMENTS.words.ranks


def find_bearers(noun: Token) -> list[Token]:
    """Who "the 40th nation" is: the subject of "is" or "became", what it stands beside, or who acts as it."""
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ == "of" and head.head.dep_ in ("attr", "appos", "pobj"):
        return find_bearers(head.head)
    if noun.dep_ == "appos":
        bearers = [head]
    elif noun.dep_ == "attr":
        # "is set to become": the subject stands at the verb above.
        above = head.head if head.dep_ == "xcomp" else head
        bearers = [*_find_subjects(head), *_find_subjects(above)]
    elif is_listed(noun):
        bearers = [c for c in head.children if c.dep_ in ("attr", "dobj")]
    elif noun.dep_ == "pobj" and head.lower_ == "as":
        bearers = _find_acting_as(head)
    else:
        bearers = []
    return [bearer for found in bearers for bearer in (found, *found.conjuncts)]


def _find_acting_as(preposition: Token) -> list[Token]:
    """Who acts "as the 40th nation": who joined, else whom somebody welcomed, else the subject."""
    verb = preposition.head
    if verb.lemma_ == "join":
        return [c for c in verb.children if c.dep_ == "nsubj"]
    if verb.pos_ != "VERB":
        return []
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i < preposition.i]
    return objects or _find_subjects(verb)


def _find_subjects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]


def is_listed(noun: Token) -> bool:
    """Whether its sentence tells who they are: "The signatories are A and B"."""
    return noun.dep_ == "nsubj" and noun.tag_ == "NNS" and noun.head.lemma_ in _LISTING


def find_members(crowd: Token) -> list[Token]:
    """Who of "eight countries" is named beside them: in brackets, behind a colon, "including A and B"."""
    named = _find_named_beside(crowd) if crowd.tag_ == "NNS" else []
    found: dict[int, Token] = {}
    while named:
        member = named.pop()
        if member.i not in found:
            found[member.i] = member
            # "Australia, Canada, Italy" may be one beside the other, or joined.
            named += [c for c in member.children if c.dep_ in ("appos", "conj") and c.pos_ == "PROPN"]
    return [found[place] for place in sorted(found)]


def _find_named_beside(crowd: Token) -> list[Token]:
    """The appositions of a crowd, and the names behind "including" and "among"."""
    below = [p for p in crowd.children if p.dep_ == "prep" and p.lower_ in _NAMING]
    # "Among them A and B" may hang on the verb.
    below += [p for p in crowd.head.children if crowd.doc[p.i : p.i + 2].text.lower() == "among them"]
    behind = [c for p in below for c in p.children if c.dep_ == "pobj" and c.pos_ == "PROPN"]
    return [*(c for c in crowd.children if c.dep_ == "appos"), *behind]


def is_borne(noun: Token) -> bool:
    """False where nobody is the 40th nation yet: "will be", "is set to become", "is not the first"."""
    verb = next((token for token in noun.ancestors if token.pos_ in ("VERB", "AUX")), None)
    if noun.dep_ == "appos" or verb is None or (noun.head.lower_ == "as" and noun.head.i < verb.i):
        return True
    return is_asserted(verb) and not is_negated(verb)


def read_rank(noun: Token) -> tuple[int, Passage] | None:
    """The number of "the 40th nation", "the thirty-ninth country", with its words.

    "One of the first nations" is no number.
    """
    if noun.tag_ in ("NNS", "NNPS"):
        return None
    for word in _before(noun):
        if is_ordinal(word.text):
            parts = _find_parts(word)
            start = parts[0].idx if parts else word.idx
            return int(read_number(t.text for t in [*parts, word])), Passage(start, word.idx + len(word))
    return None


def _before(noun: Token) -> list[Token]:
    """The words that may count a noun: those that hang on it, and the one right before it."""
    return [*noun.lefts, *(noun.doc[noun.i - 1 : noun.i] if noun.i else ())]


def _find_parts(ordinal: Token) -> list[Token]:
    """The count words, hyphens and "and" before an ordinal: the "one hundred and thirty-" of "-ninth"."""
    doc, first = ordinal.doc, ordinal.i
    while first and (doc[first - 1].lower_ in NUMBERS.cardinal or doc[first - 1].lower_ in _JOINING):
        first -= 1
    parts = list(doc[first : ordinal.i])
    while parts and parts[0].lower_ in _JOINING:
        del parts[0]
    return parts
