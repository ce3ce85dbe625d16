"""Whether an event is told as done or as due, or is only possible; and whether it is denied."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.grammar import is_infinitive, is_negated, is_passive
from kg.model import Outlook
from kg.rules.events import EVENTS

_WORDS = EVENTS.words
_HAVING = {"has", "have", "had", "'ve", "’ve", "'s", "’s"}
_BEING = {"am", "is", "are", "'s", "’s", "'re", "’re"}
_CARRIED = ("acl", "acomp", "advcl", "ccomp", "pcomp", "xcomp")
_CLAUSES = ("advcl", "ccomp", "relcl", "acl", "csubj")


@dataclass(frozen=True)
class Telling:
    """How an event is told: its outlook, whether it is negated, and the words on which its date may hang."""

    outlook: Outlook
    negated: bool
    carriers: tuple[Token, ...]


def find_telling_of_verb(verb: Token) -> Telling | None:
    """Find how a verb tells its event; None for what is only possible, wished for or conditional."""
    if _is_conditional(verb):
        return None
    if is_infinitive(verb) or (verb.dep_ in ("xcomp", "pcomp") and verb.tag_ == "VBG"):
        return _find_carried(verb)
    outlook = _find_tense(verb)
    return Telling(outlook, is_negated(verb), (verb,)) if outlook else None


def find_telling_of_noun(noun: Token) -> Telling | None:
    """Find how a verb tells of the event that a noun names: "the launch is planned for", "took place"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "for":
        return _find_planned_for(noun)
    verb = noun.head
    lemma = verb.lemma_.lower()
    if verb.pos_ not in ("VERB", "AUX") or _is_conditional(verb):
        return None
    if noun.dep_ == "nsubjpass" and lemma in _WORDS.due | _WORDS.moving:
        return _carry(verb, "due", (noun, verb))
    if noun.dep_ == "dobj" and lemma in _WORDS.due and not is_infinitive(verb):
        return _carry(verb, "due", (noun, verb))
    if noun.dep_ != "nsubj":
        return None
    return _find_happening(noun, verb) if lemma in _WORDS.done | {"be"} | _WORDS.moving else None


def _find_happening(noun: Token, verb: Token) -> Telling | None:
    """Find how a verb tells that its subject happens: "took place", "is on Monday", "slipped to May"."""
    lemma, outlook = verb.lemma_.lower(), _find_tense(verb)
    is_due = lemma in _WORDS.moving or (lemma == "be" and verb.tag_ in ("VBZ", "VBP"))
    return Telling("due" if is_due else outlook, is_negated(verb), (noun, verb)) if outlook else None


def _find_planned_for(noun: Token) -> Telling | None:
    """Find how it is told that something is planned for what a noun names: "is scheduled for launch"."""
    planned = noun.head.head
    if _is_aiming(planned) and not is_infinitive(planned):
        return _carry(planned, "due", (noun,))
    verb = planned
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    is_said = is_passive(verb) or verb.lemma_ == "be"
    if planned.lemma_.lower() not in _WORDS.due or not is_said or _is_conditional(verb):
        return None
    return _carry(verb, "due", (noun, planned))


def _is_aiming(verb: Token) -> bool:
    """Tell whether a verb says for when somebody plans something: "is targeting Monday for the launch"."""
    is_active = verb.pos_ == "VERB" and not is_passive(verb)
    things = [child for child in verb.children if child.dep_ == "dobj"]
    return is_active and verb.lemma_.lower() in _WORDS.due and all(one.ent_type_ == "DATE" for one in things)


def _find_carried(verb: Token) -> Telling | None:
    """Find how the word tells it that an infinitive depends on: "plans to launch", "failed to launch"."""
    # "Plans on adding it", "a goal of landing".
    head = verb.head.head if verb.dep_ == "pcomp" else verb.head
    lemma = head.lemma_.lower()
    if lemma in _WORDS.failing and verb.dep_ == "xcomp" and _find_tense(head) == "done":
        return Telling("done", not is_negated(head), (verb, head))
    if lemma in _WORDS.done and verb.dep_ == "xcomp" and _find_tense(head) == "done":
        return Telling("done", is_negated(head), (verb, head))
    # "Is to launch".
    is_planned = lemma in _WORDS.due | _WORDS.plans or (lemma == "be" and verb.dep_ == "xcomp")
    if not is_planned or verb.dep_ not in _CARRIED or (head.pos_ == "NOUN" and _is_left(head)):
        return None
    return _carry(head if head.pos_ in ("VERB", "AUX") else head.head, "due", (verb, head))


def _is_left(plan: Token) -> bool:
    """Tell whether a verb says that a plan comes to nothing: "fell short of its goal of"."""
    verbs = (above for above in plan.ancestors if above.pos_ in ("VERB", "AUX"))
    return next((verb.lemma_.lower() in _WORDS.leaving for verb in verbs), False)


def _carry(verb: Token, outlook: Outlook, carriers: tuple[Token, ...]) -> Telling | None:
    """Return the outlook that a planning verb gives, unless it is itself only possible or past a "had"."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & _WORDS.open or "had" in helpers or is_infinitive(verb) or _is_conditional(verb):
        return None
    return Telling(outlook, is_negated(verb), (*carriers, verb))


def _find_tense(verb: Token) -> Outlook | None:
    """Find whether a finite verb tells what has happened or what will; None for what may."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if not helpers and verb.dep_ == "conj" and verb.tag_ in ("VB", verb.head.tag_):
        return _find_tense(verb.head)
    if helpers & _WORDS.open:
        return None
    if helpers & _WORDS.will:
        return None if "have" in helpers else "due"
    return _of_helpers(verb, helpers) if helpers else _of_form(verb)


def _of_helpers(verb: Token, helpers: set[str]) -> Outlook | None:
    """Find what a verb tells with "has", "did", "was" or "is" before it."""
    if (helpers & _HAVING and verb.tag_ in ("VBN", "VBD")) or "did" in helpers:
        return "done"
    if is_passive(verb):
        return "done" if helpers & {"was", "were"} else None
    return "due" if verb.tag_ == "VBG" and helpers & _BEING else None


def _of_form(verb: Token) -> Outlook | None:
    """Find what the form of a verb without helpers tells: "launched"; "launches on Monday" is to come."""
    if verb.tag_ == "VBD":
        return "done"
    return "due" if verb.tag_ in ("VBZ", "VBP") and verb.dep_ not in ("acl", "amod") else None


def _is_conditional(verb: Token) -> bool:
    """Tell whether a clause is a condition or depends on one: "if it launches", "if so, it will launch"."""
    while True:
        if any(_is_condition(child) for child in verb.children):
            return True
        if verb.dep_ not in (*_CLAUSES, "xcomp", "conj") or verb.head == verb:
            return False
        verb = verb.head


def _is_condition(child: Token) -> bool:
    if child.dep_ in ("mark", "advmod") and child.lower_ in _WORDS.conditions:
        return True
    return child.dep_ == "advcl" and any(
        mark.dep_ == "mark" and mark.lower_ in _WORDS.conditions for mark in child.children
    )
