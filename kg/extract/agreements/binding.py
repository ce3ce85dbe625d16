"""Whether an agreement binds, where the text says so: "a legally binding treaty", "is not binding"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extract.agreements.clusters import Cluster
from kg.extract.grammar import is_asserted, is_negated
from kg.extract.mentions import to_passage
from kg.model import Passage
from kg.rules.agreements import AGREEMENTS


def learn_binding(doc: Doc, by_token: dict[int, Cluster]) -> None:
    """Tell each agreement whether it binds; what the text says last counts."""
    for token in doc:
        if token.lower_ not in AGREEMENTS.words.binding:
            continue
        noun = _find_agreement(token, by_token)
        otherwise = any(c.lower_ in AGREEMENTS.words.binding_otherwise for c in _beside(token))
        if noun is not None and not otherwise:
            by_token[noun.i].binding = _is_affirmed(token), _to_passage(token)


def _find_agreement(token: Token, by_token: dict[int, Cluster]) -> Token | None:
    """The agreement that the adjective describes, or is said to be."""
    head = token.head
    if token.dep_ == "amod":
        return head if head.i in by_token else None
    if token.dep_ not in ("acomp", "attr", "ROOT", "relcl") and head.lemma_ != "be":
        return None
    verb = head if head.lemma_ == "be" else token
    if not is_asserted(verb):
        return None
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if verb.dep_ == "relcl":
        subjects.append(verb.head)
    return next((s for s in subjects if s.i in by_token), None)


def _is_affirmed(token: Token) -> bool:
    """False for "non-binding", "nonbinding", "not legally binding", "no binding treaty"."""
    before = token.doc[max(0, token.i - 2) : token.i].text.lower()
    if token.lower_.startswith("non") or before in ("non-", "non -"):
        return False
    negated = any(c.dep_ == "neg" or c.lower_ in ("not", "no", "never") for c in _beside(token))
    return not negated and not (token.head.lemma_ == "be" and is_negated(token.head))


def _beside(token: Token) -> list[Token]:
    """What describes the adjective, and what stands before the noun with it."""
    return [*token.children, *(token.head.lefts if token.dep_ == "amod" else ())]


def _to_passage(token: Token) -> Passage:
    """The adjective with the adverb or the "non-" before it."""
    start = token.i
    while start > token.sent.start and token.doc[start - 1].lower_ in ("legally", "not", "non", "-"):
        start -= 1
    return to_passage(token.doc[start : token.i + 1])
