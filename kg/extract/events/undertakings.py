"""What somebody says that it will do by a day, though nothing in it has a name of its own.

"NASA plans to land astronauts on the Moon in 2028": whose plan it is tells this landing from any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from kg.extract.events.dating import find_date
from kg.extract.events.outlooks import Telling, find_telling_of_noun, find_telling_of_verb
from kg.extract.events.themes import find_antecedent, find_subject_of
from kg.extract.grammar import is_passive, objects_of
from kg.extract.mentions import Mentions, to_passage
from kg.model import Event, Passage
from kg.rules.events import EVENTS
from kg.settings import EVENT_CONFIDENCE

_WORDS = EVENTS.words
_NOUNS = EVENTS.index("nouns")
_VERBS = EVENTS.index("verbs")
# Before a noun, and no part of what it describes.
_BEFORE = ("det", "poss", "predet")
_TIMES = ("DATE", "TIME")
# A state, a plan, or a date that is moved.
_NO_DEEDS = _WORDS.lasting | _WORDS.due | _WORDS.moving


@dataclass(frozen=True, slots=True)
class _Told:
    """What a word tells: its kind, how it is told, what it is done to, and who does it."""

    kind: str
    telling: Telling
    theme: Span
    doer: Token | None


def find_undertaking(
    word: Token, content: Span, mentions: Mentions, dates: Sequence[Passage], speakers: Sequence[Passage]
) -> Event | None:
    """Find what a word in the content of a claim says that somebody will do by a day; None where it says no
    such thing, or no day: most of what people will do is of no use to anybody.

    A bare infinitive ("to land there in 2028") is of the speakers.
    """
    told = _tell(word, content)
    agent = _find_agent(told.doer, mentions) if told else None
    if told and told.doer is None and len(speakers) == 1 and word == content.root:
        agent = speakers[0]
    day = find_date(told.telling, word, dates) if told and agent else None
    if told is None or day is None:
        return None
    return Event(
        to_passage(word.doc[word.i : word.i + 1]),
        told.kind,
        to_passage(told.theme),
        "due",
        "events.undertaking",
        EVENT_CONFIDENCE,
        agent,
        day,
        is_described=True,
    )


def _tell(word: Token, content: Span) -> _Told | None:
    """Tell what a noun or a verb says that somebody will do."""
    if word.pos_ == "NOUN" and word.lower_ in _NOUNS:
        kind, telling = _NOUNS[word.lower_], find_telling_of_noun(word)
        doer = find_owner(word) or (find_planner(telling) if telling else None)
        theme = _describe_noun(word)
    elif word.pos_ == "VERB" and not is_passive(word) and _is_deed(word):
        lemma = _find_lemma(word)
        kind, telling = _VERBS.get(lemma, lemma), _find_telling(word)
        doer, theme = _find_doer(word), _find_theme(word, content)
    else:
        return None
    if telling is None or telling.outlook != "due" or telling.negated or theme is None:
        return None
    # What the words of the lists may not be done to, by name, is not described either: no state ends.
    if kind in EVENTS.kinds and theme[-1].pos_ == "PROPN":
        return None
    return _Told(kind, telling, theme, doer)


def find_owner(noun: Token) -> Token | None:
    """Find whose a plan or a launch is: "NASA" of "NASA's plan", "its"."""
    return next((child for child in noun.lefts if child.dep_ == "poss"), None)


def find_planner(telling: Telling) -> Token | None:
    """Find who plans what a noun names: "Orbita" of "Orbita is targeting Friday for the flight"."""
    verb = telling.carriers[-1]
    return None if is_passive(verb) or verb.lemma_ == "be" else find_subject_of(verb)


def _find_doer(verb: Token) -> Token | None:
    """Find who does what a verb says: its subject, or whose plan it is ("its plan to land")."""
    plan = verb.head if verb.dep_ == "acl" else verb.head.head if verb.dep_ == "pcomp" else None
    if plan is not None and plan.pos_ == "NOUN":
        return find_owner(plan)
    subject = find_subject_of(verb)
    is_plan = subject is not None and subject.pos_ == "NOUN" and subject.lemma_.lower() in _WORDS.plans
    return find_owner(subject) if subject is not None and is_plan else subject


def _find_agent(doer: Token | None, mentions: Mentions) -> Passage | None:
    mention = mentions.sure.get(find_antecedent(doer).i) if doer is not None else None
    return mention.passage if mention else None


def _is_deed(verb: Token) -> bool:
    """Tell whether a verb says that something is done, and not now: "I leave today", "is leaving"."""
    helpers = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    is_present = verb.tag_ in ("VBP", "VBZ") and not helpers
    is_going_on = verb.tag_ == "VBG" and bool(helpers) and not helpers & (_WORDS.will | {"to"})
    is_now = is_present or is_going_on
    return verb.text.isalpha() and not is_now and verb.lemma_.lower() not in _NO_DEEDS


def _find_telling(verb: Token) -> Telling | None:
    """Find how a verb tells it; a date may hang on a verb that follows, "will begin providing it in May"."""
    telling = find_telling_of_verb(verb)
    further = (child for child in verb.children if child.dep_ == "xcomp")
    return replace(telling, carriers=(*telling.carriers, *further)) if telling else None


def _find_lemma(verb: Token) -> str:
    particles = (child.lower_ for child in verb.children if child.dep_ == "prt")
    return " ".join((verb.lemma_.lower(), *particles))


def _find_theme(verb: Token, content: Span) -> Span | None:
    """Find the words for what is done: of the object, of a verb that follows, or of where it is done."""
    following = verb.doc[verb.i + 1 : content.end].ents
    # "To spend $2 million more": nothing hangs on the sum.
    if following and following[0].label_ == "MONEY" and following[0].start == verb.i + 1:
        return following[0]
    for dep in ("dobj", "xcomp", "prep"):
        for child in verb.children:
            theme = _describe(child) if child.dep_ == dep else None
            if theme is not None and content.start <= theme.start and theme.end <= content.end:
                return theme
    return None


def _describe(child: Token) -> Span | None:
    """Describe what a verb is about by the words of one that depends on it."""
    if child.dep_ == "dobj":
        return _describe_noun(child)
    words = (
        objects_of(child) if child.dep_ == "prep" else [one for one in child.children if one.dep_ == "dobj"]
    )
    last = next((theme for word in words if (theme := _describe_noun(word)) is not None), None)
    return child.doc[child.i : last.end] if last is not None else None


def _describe_noun(noun: Token) -> Span | None:
    """Describe a thing by its noun and the words before it: "commercial service" of "its commercial service".

    "The next launch", "another one" describe nothing: which it is depends on the day of the words.
    """
    sums = (
        span
        for span in noun.doc.ents
        if span.label_ == "MONEY" and noun.left_edge.i <= span.end - 1 <= noun.i
    )
    if (money := next(sums, None)) is not None:
        return money
    is_thing = noun.pos_ in ("NOUN", "PROPN") and noun.ent_type_ not in _TIMES
    is_counted = any(child.dep_ == "nummod" for child in noun.lefts)
    if not is_thing or (not is_counted and any(child.lower_ in _WORDS.some for child in noun.lefts)):
        return None
    skipped = [child for child in noun.lefts if child.dep_ in _BEFORE]
    start = max((child.right_edge.i + 1 for child in skipped), default=noun.left_edge.i)
    return noun.doc[start : noun.i + 1]
