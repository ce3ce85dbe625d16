"""What one word tells of a thing with a name: its kind, its theme, whether it is done or due, and its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.extract.events.dating import find_date
from kg.extract.events.outlooks import Telling, find_telling_of_noun, find_telling_of_verb
from kg.extract.events.themes import ThemeFinder
from kg.extract.events.undertakings import find_owner, find_planner
from kg.extract.mentions import to_passage
from kg.extract.numbers import is_ordinal
from kg.model import Event, Passage
from kg.rules.events import EVENTS
from kg.settings import EVENT_CONFIDENCE

_WORDS = EVENTS.words
_VERBS, _NOUNS, _ADJECTIVES = EVENTS.index("verbs"), EVENTS.index("nouns"), EVENTS.index("adjectives")
# What happens to the subject, though the verb has an object.
_OF_SUBJECT = EVENTS.index("subject_verbs", "phrases")


@dataclass(frozen=True, slots=True)
class _Told:
    """What a word tells, before it is known whether that has a name: its kind, how it is told, to whom."""

    kind: str
    telling: Telling
    theme: Span | None
    agent: Token | None = None
    which: str | None = ""


def find_event(word: Token, themes: ThemeFinder, dates: Sequence[Passage], content: Span) -> Event | None:
    """Find the event that a word tells; None where it tells none, or of nothing that has a name."""
    finders = {"NOUN": _tell_noun, "ADJ": _tell_adjective, "VERB": _tell_verb}
    told = finders[word.pos_](word, themes, content) if word.pos_ in finders else None
    if told is None or told.theme is None or told.which is None:
        return None
    kind = EVENTS.kinds[told.kind]
    acting = themes.mentions.sure.get(told.agent.i) if told.agent is not None else None
    if kind.by_each and acting is None:
        return None
    if kind.again and not told.which and told.theme.text.lower() in _WORDS.vehicles:
        return None
    return Event(
        to_passage(word.doc[word.i : word.i + 1]),
        told.kind,
        to_passage(told.theme),
        told.telling.outlook,
        f"events.{'noun' if word.pos_ == 'NOUN' else 'verb'}",
        EVENT_CONFIDENCE,
        acting.passage if acting else None,
        find_date(told.telling, word, dates),
        told.telling.negated,
        told.which,
    )


def _tell_noun(noun: Token, themes: ThemeFinder, content: Span) -> _Told | None:
    """Tell of "the launch of Artemis II is planned", or of "Artemis II is scheduled for launch"."""
    kind = _NOUNS.get(noun.lower_)
    telling = find_telling_of_noun(noun) if kind else None
    if kind is None or telling is None:
        return None
    theme = themes.of_noun(noun)
    if theme is None and noun.dep_ == "pobj":
        theme = themes.of_subject(telling.carriers[-1])
    return _Told(kind, telling, theme, find_owner(noun) or find_planner(telling), _find_which(noun))


def _tell_adjective(word: Token, themes: ThemeFinder, content: Span) -> _Told | None:
    """Tell of "the spaceport will be operational"."""
    kind, verb = _ADJECTIVES.get(word.lower_), word.head
    if kind is None or word.dep_ != "acomp" or verb.lemma_ != "be":
        return None
    telling = find_telling_of_verb(verb)
    # "Is ready": what is so now tells no day on which it became so.
    if (
        telling is None
        or verb.tag_ in ("VBZ", "VBP")
        or any(child.dep_ == "xcomp" for child in word.children)
    ):
        return None
    return _Told(kind, telling, themes.of_subject(verb))


def _tell_verb(verb: Token, themes: ThemeFinder, content: Span) -> _Told | None:
    """Tell of "Artemis II will launch", "will enter service", "construction of the spaceport will start"."""
    name, preposition = _find_kind(verb)
    of_subject = _find_phrase(verb)
    telling = find_telling_of_verb(verb) if name or of_subject else None
    if telling is None:
        return None
    if of_subject:
        return _Told(of_subject, telling, themes.of_subject(verb))
    assert name is not None
    theme, agent = themes.of_verb(verb, EVENTS.kinds[name], preposition, content)
    if theme is None and (activity := themes.find_activity(verb, content)) is not None:
        return _Told(name, telling, themes.of_noun(activity), agent, activity.lower_)
    return _Told(name, telling, theme, agent)


def _find_phrase(verb: Token) -> str | None:
    """Find the kind of a verb, or of one with its noun, that happens to its subject: "enter into force"."""
    lemma = verb.lemma_.lower()
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    prepositions = (child for child in verb.children if child.dep_ == "prep")
    placed = [f"{word.lower_} {thing.lower_}" for word in prepositions for thing in word.children]
    found = (_OF_SUBJECT.get(f"{lemma} {words}") for words in (*(one.lower_ for one in objects), *placed))
    is_named = any(one.pos_ == "PROPN" for one in objects)
    return next(filter(None, found), None) or (_OF_SUBJECT.get(lemma) if is_named else None)


def _find_which(noun: Token) -> str | None:
    """Find which of several a noun names, "first" of "its maiden launch"; None where nobody can tell."""
    words = [child.lower_ for child in noun.lefts if child.dep_ in ("amod", "det", "compound", "nummod")]
    if _WORDS.some.intersection(words):
        return None
    if _WORDS.first.intersection(words):
        return "first"
    return next((word for word in words if is_ordinal(word)), "")


def _find_kind(verb: Token) -> tuple[str | None, Token | None]:
    """Find the kind of a verb with its particle, and the preposition by which it takes its theme."""
    if verb.pos_ != "VERB":
        return None, None
    lemma = _find_lemma(verb)
    for form, last in _list_forms(verb, lemma):
        if form in _VERBS:
            return _VERBS[form], last if last.dep_ == "prep" else None
    # "Started out as", "passed on": with a small word that is in no list it is another verb.
    kind = None if any(child.dep_ == "prt" for child in verb.children) else _VERBS.get(lemma)
    if kind and EVENTS.kinds[kind].aspectual and any(child.dep_ == "xcomp" for child in verb.children):
        return None, None
    return kind, None


def _list_forms(verb: Token, lemma: str) -> Iterator[tuple[str, Token]]:
    """List a verb with each of its small words, and with two of them, each with the last: "pull out of"."""
    small = [child for child in verb.children if child.dep_ in ("prt", "prep", "advmod")]
    further = (child for word in small for child in word.children if child.dep_ == "prep")
    for last in (*small, *further):
        yield f"{lemma} {last.lower_}", last
        yield from ((f"{lemma} {first.lower_} {last.lower_}", last) for first in small)


def _find_lemma(verb: Token) -> str:
    """Find the lemma of a verb, also where the lemmatizer does not know it: "deorbited" is no "deorbite"."""
    lemma = verb.lemma_.lower()
    return next((form for form in (lemma, lemma.removesuffix("e")) if form in _VERBS), lemma)
