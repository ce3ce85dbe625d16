"""Find the events that claims tell of, so that what people say of one thing can be compared.

    themes.py     what it happens to, by name
    outlooks.py   whether it is told as done or as due
    dating.py     what a date hangs on

Words of `kg/rules/events.toml` tell an event, and only what happens to something with a name of its own is
one: whether two claims about "the mission" mean the same one nobody could tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extract.events.dating import find_dated, to_span
from kg.extract.events.outlooks import Telling, find_telling_of_noun, find_telling_of_verb
from kg.extract.events.themes import ThemeFinder
from kg.extract.events.undertakings import find_owner, find_planner, find_undertaking
from kg.extract.grammar import is_negated
from kg.extract.mentions import Mentions
from kg.extract.numbers import is_ordinal
from kg.model import Claim, DateExpression, Event, Passage
from kg.rules.events import EVENTS
from kg.settings import EVENT_CONFIDENCE

_WORDS = EVENTS.words
# What is beside a clause and not in it.
_BESIDE = ("advcl", "conj", "parataxis", "relcl")
_VERBS, _NOUNS, _ADJECTIVES = EVENTS.index("verbs"), EVENTS.index("nouns"), EVENTS.index("adjectives")
# What happens to the subject, though the verb has an object.
_OF_SUBJECT = EVENTS.index("subject_verbs", "phrases")


def find_events(
    doc: Doc, mentions: Mentions, claims: Sequence[Claim], dates: Sequence[DateExpression]
) -> tuple[Event, ...]:
    """Find the events in the contents of claims, in text order."""
    themes = ThemeFinder(mentions)
    known = {date.passage for date in dates if date.edtf}
    found: dict[Passage, Event] = {}
    for claim in claims:
        said = sorted(known.intersection(claim.dates))
        for span in filter(None, (to_span(doc, part) for part in claim.content)):
            words = [word for word in span if not _is_doubted(word, span)]
            named = (_find_event(word, themes, said, span) for word in words)
            found.update((event.trigger, event) for event in named if event)
            undertaken = (_find_undertaken(word, mentions, said, span, claim.speakers) for word in words)
            found.update((event.trigger, event) for event in undertaken if event and event.trigger not in found)
    return tuple(found[trigger] for trigger in sorted(found))


def _is_doubted(word: Token, content: Span) -> bool:
    """Tell whether a verb in the content says that somebody denies, asks or wants what the word tells, or
    that nobody says it: "I do not expect that they will ratify it".
    """
    below, is_clause = word, False
    for above in word.ancestors:
        if not content.start <= above.i < content.end:
            break
        if above.lemma_.lower() in _WORDS.doubting and above.pos_ == "VERB":
            return True
        is_clause = below.dep_ in ("ccomp", "acl") or (is_clause and below.dep_ not in _BESIDE)
        if is_clause and above.pos_ in ("VERB", "AUX") and is_negated(above):
            return True
        below = above
    return False


@dataclass(frozen=True, slots=True)
class _Told:
    """What a word tells, before it is known whether that has a name: its kind, how it is told, to whom."""

    kind: str
    telling: Telling
    theme: Span | None
    agent: Token | None = None
    which: str | None = ""


def _find_event(word: Token, themes: ThemeFinder, dates: Sequence[Passage], content: Span) -> Event | None:
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
        _passage(word.doc[word.i : word.i + 1]),
        told.kind,
        _passage(told.theme),
        told.telling.outlook,
        f"events.{'noun' if word.pos_ == 'NOUN' else 'verb'}",
        EVENT_CONFIDENCE,
        acting.passage if acting else None,
        _find_date(told.telling, word, dates),
        told.telling.negated,
        told.which,
    )


def _find_undertaken(
    word: Token, mentions: Mentions, dates: Sequence[Passage], content: Span, speakers: Sequence[Passage]
) -> Event | None:
    """Find what somebody undertakes to do by a day; None without a day, for most of what people will do."""
    told = find_undertaking(word, content, mentions, speakers)
    day = _find_date(told.telling, word, dates) if told else None
    if told is None or day is None:
        return None
    return Event(
        _passage(word.doc[word.i : word.i + 1]),
        told.kind,
        _passage(told.theme),
        "due",
        "events.undertaking",
        EVENT_CONFIDENCE,
        told.agent,
        day,
        is_described=True,
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
    kind = _VERBS.get(lemma)
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


def _find_date(telling: Telling, word: Token, dates: Sequence[Passage]) -> Passage | None:
    """Find the date expression that hangs on the event, or on a word that carries it."""
    carriers = {word, *telling.carriers}
    first, last = word.sent.start_char, word.sent.end_char
    near = (date for date in dates if first <= date.start < last)
    return next((date for date in near if find_dated(word.doc, date) in carriers), None)


def _passage(span: Span) -> Passage:
    return Passage(span.start_char, span.end_char)
