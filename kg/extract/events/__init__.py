"""Find the events that claims tell of, so that what people say of one thing can be compared.

    themes.py     what it happens to, by name
    outlooks.py   whether it is told as done or as due
    dating.py     what a date hangs on

Words of `kg/rules/events.toml` tell an event, and only what happens to something with a name of its own is
one: whether two claims about "the mission" mean the same one nobody could tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract.events.dating import find_dated, to_span
from kg.extract.events.outlooks import Telling, find_telling_of_noun, find_telling_of_verb
from kg.extract.events.themes import ThemeFinder
from kg.extract.mentions import Mentions
from kg.extract.numbers import is_ordinal
from kg.model import Claim, DateExpression, Event, Passage
from kg.rules.events import EVENTS
from kg.settings import EVENT_CONFIDENCE

_WORDS = EVENTS.words
_VERBS, _NOUNS = EVENTS.index(nouns=False), EVENTS.index(nouns=True)


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
            events = (_find_event(word, themes, said, span) for word in span if not _is_doubted(word, span))
            found.update((event.trigger, event) for event in events if event)
    return tuple(found[trigger] for trigger in sorted(found))


def _is_doubted(word: Token, content: Span) -> bool:
    """Tell whether a verb in the content says that somebody denies, asks or wants what the word tells."""
    return any(
        above.lemma_.lower() in _WORDS.doubting and above.pos_ == "VERB"
        for above in word.ancestors
        if content.start <= above.i < content.end
    )


def _find_event(word: Token, themes: ThemeFinder, dates: Sequence[Passage], content: Span) -> Event | None:
    """Find the event that a word tells; None where it tells none, or of nothing that has a name."""
    is_noun = word.pos_ == "NOUN"
    name, preposition = (_NOUNS.get(word.lower_), None) if is_noun else _find_kind(word)
    telling = (find_telling_of_noun if is_noun else find_telling_of_verb)(word) if name else None
    if name is None or telling is None:
        return None
    kind = EVENTS.kinds[name]
    theme, agent = (
        (themes.of_noun(word), None) if is_noun else themes.of_verb(word, kind, preposition, content)
    )
    acting = themes.mentions.sure.get(agent.i) if agent is not None else None
    which = _find_which(word) if is_noun else ""
    if theme is None or which is None or (kind.by_each and acting is None):
        return None
    if kind.again and not which and theme.text.lower() in _WORDS.vehicles:
        return None
    return Event(
        _passage(word.doc[word.i : word.i + 1]),
        name,
        _passage(theme),
        telling.outlook,
        "events.noun" if is_noun else "events.verb",
        EVENT_CONFIDENCE,
        acting.passage if acting else None,
        _find_date(telling, word, dates),
        telling.negated,
        which,
    )


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
