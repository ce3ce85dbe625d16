"""Which words of a text name or describe an agreement."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Span, Token

from kg.extract.nouns import noun_types
from kg.extract.phrases import description_span
from kg.model import AgreementKind
from kg.rules.agreements import AGREEMENTS

# Between whom an agreement is.
BETWEEN = ("between", "among", "with")
_SPELT_OUT = dict.fromkeys(("memoranda", "mou", "mous"), "memorandum")
# "Rescue and Return Agreement", "Memorandum of Understanding".
_LINKING = ("and", "of", "on")


@cache
def agreement_kinds() -> dict[str, AgreementKind]:
    """The kind of agreement that each head noun of kg/rules/agreements.toml names."""
    return {noun: kind for kind, nouns in AGREEMENTS.kinds.items() for noun in nouns}


def is_agreement(token: Token) -> bool:
    """True for a noun that names or describes an agreement, and not a crowd of them or a state of mind."""
    if noun_of(token) in AGREEMENTS.words.papers:
        return token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ == "sign"
    if (
        token.pos_ not in ("NOUN", "PROPN")
        or noun_of(token) not in agreement_kinds()
        or token.dep_ == "compound"
    ):
        return False
    if token.ent_type_ == "PERSON" or token.doc[token.i - 1].lower_ in AGREEMENTS.words.idioms:
        return False
    if is_named(token):
        return noun_of(token) not in AGREEMENTS.words.bodies and token.ent_id_ == ""
    return is_described(token)


def is_described(token: Token) -> bool:
    """True where the words around a common noun show that it is an agreement between somebody.

    Doubtful nouns need a "between" or "with"; that must bring an actor ("in agreement with the data" does
    not); several at once ("contracts") count only when somebody signs or awards them.
    """
    between = [c for c in token.children if c.dep_ == "prep" and c.lower_ in BETWEEN]
    others = [noun for preposition in between for noun in preposition.children if noun.dep_ == "pobj"]
    if others and not any(_may_be_actor(noun) for noun in others):
        return False
    if token.tag_ == "NNS":
        return token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_.lower() in stage_words()
    if _is_state(token):
        return False
    return bool(others) if noun_of(token) in AGREEMENTS.words.doubtful else True


def _is_state(token: Token) -> bool:
    """True for a state, not a document: "is in agreement", "under contract", "in partnership with NASA"."""
    bare = token.n_lefts == 0 and token.dep_ == "pobj"
    return bare and (token.n_rights == 0 or token.head.lower_ == "in")


def _may_be_actor(noun: Token) -> bool:
    return bool(noun.ent_type_) or noun.pos_ == "PROPN" or noun.lemma_.lower() in noun_types()


def is_named(token: Token) -> bool:
    """True for a capitalized name: "Artemis Accords", "Outer Space Treaty"."""
    return token.text[:1].isupper() and _name_start(token) < token.i


def _name_start(token: Token) -> int:
    """Where the capitalized words before `token` begin; "and" or "of" counts between two of them.

    A verb ends the name: in the headline "NASA Signs Agreement" it is no part of it.
    """
    doc, start = token.doc, token.i
    while start > token.sent.start:
        before = doc[start - 1]
        step = 2 if before.lower_ in _LINKING and start - 2 >= token.sent.start else 1
        word = doc[start - step]
        if (
            not word.text[:1].isupper()
            or word.dep_ == "det"
            or word.text in ("The", "This", "Under", "In", "By")
        ):
            break
        if (
            word.pos_ == "VERB"
            or {word.lower_, word.lower_.removesuffix("s"), word.lower_.removesuffix("ed")} & stage_words()
        ):
            break
        start -= step
    return start


@cache
def stage_words() -> frozenset[str]:
    """The verbs that bring an agreement to a stage."""
    return frozenset(verb for verbs in AGREEMENTS.stages.values() for verb in verbs)


def agreement_span(token: Token) -> Span:
    """The name alone, or the description with what it is about and between whom."""
    return token.doc[_name_start(token) : token.i + 1] if is_named(token) else description_span(token)


def noun_of(token: Token) -> str:
    """The lemma by which kg/rules/agreements.toml knows the word, also that of "MoUs"."""
    if token.lower_ == "accords":
        return "accords"
    return _SPELT_OUT.get(token.lower_) or token.lemma_.lower()
