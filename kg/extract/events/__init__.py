"""Find the events that claims tell of, and articles in their own words, so that they can be compared.

    words.py          what one word tells of a thing with a name
    themes.py         what it happens to, by name
    outlooks.py       whether it is told as done or as due
    dating.py         what a date hangs on
    undertakings.py   what somebody will do by a day, though it has no name

Words of `kg/rules/events.toml` tell an event, and only what happens to something with a name of its own is
one: whether two claims about "the mission" mean the same one nobody could tell. What somebody undertakes is
known by who does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract.events.dating import to_span
from kg.extract.events.themes import ThemeFinder
from kg.extract.events.undertakings import find_undertaking
from kg.extract.events.words import find_event
from kg.extract.grammar import is_negated
from kg.extract.mentions import Mentions, to_passage
from kg.model import Claim, DateExpression, Event, Narration, Passage, Places
from kg.rules.events import EVENTS

_WORDS = EVENTS.words
# What is beside a clause and not in it.
_BESIDE = ("advcl", "conj", "parataxis", "relcl")
_SENTENCE_ENDS = (".", "!", ".”", '."', ".’", ".'")


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
            for event in _find_told(span, themes, said, claim.speakers):
                # The claims of one content tell the same; what has a name is known by it.
                if event.trigger not in found or not event.is_described:
                    found[event.trigger] = event
    return tuple(found[trigger] for trigger in sorted(found))


def _find_told(
    content: Span, themes: ThemeFinder, dates: Sequence[Passage], speakers: Sequence[Passage]
) -> Iterator[Event]:
    for word in content:
        event = find_event(word, themes, dates, content) or find_undertaking(
            word, content, themes.mentions, dates, speakers
        )
        if event and not _is_doubted(word, content):
            yield event


def find_narrated(
    doc: Doc, mentions: Mentions, claims: Sequence[Claim], dates: Sequence[DateExpression]
) -> tuple[Narration, ...]:
    """Find the events that the article tells in its own words, in nobody's mouth, in text order.

    What is only to come is one where its day is told. A headline is none, whose "launches" has happened.
    """
    themes = ThemeFinder(mentions)
    said = Places([(part, claim.rule) for claim in claims for part in claim.content])
    known = sorted(date.passage for date in dates if date.edtf)
    return tuple(
        Narration(to_passage(sentence), event)
        for sentence in doc.sents
        if sentence.text.rstrip().endswith(_SENTENCE_ENDS)
        for event in _narrate(sentence, themes, known)
        if not said.hold(event.trigger) and (event.outlook == "done" or event.date)
    )


def _narrate(sentence: Span, themes: ThemeFinder, dates: Sequence[Passage]) -> Iterator[Event]:
    for word in sentence:
        event = find_event(word, themes, dates, sentence)
        if event and not _is_doubted(word, sentence):
            yield event


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
