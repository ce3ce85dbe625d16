"""Find the figures that claims give: amounts of what has a name of its own, so that they can be compared.

    amounts.py   amounts as bounds in one unit

Words of `kg/rules/figures.toml` tell what is measured. What an amount is of has to stand in the same clause,
and only that of the whole thing counts: what it costs a year, or with another part, is another figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extract.events.dating import find_dated, to_span
from kg.extract.events.outlooks import find_telling_of_verb
from kg.extract.events.themes import ThemeFinder, find_subject_of
from kg.extract.figures.amounts import Amount, find_amounts
from kg.extract.grammar import is_negated, objects_of
from kg.extract.mentions import Mentions
from kg.model import Claim, DateExpression, Figure, Outlook, Passage
from kg.rules.figures import FIGURES
from kg.settings import FIGURE_CONFIDENCE

_WORDS = FIGURES.words
_VERBS = {verb: name for name, measure in FIGURES.measures.items() for verb in measure.verbs}
_NOUNS = {noun: name for name, measure in FIGURES.measures.items() for noun in measure.nouns}
_HOLDING = {"have"}


@dataclass(frozen=True, slots=True)
class _Measured:
    """What an amount is of: the measure, the noun phrase of the thing, and the words that say so."""

    measure: str
    thing: Token
    verb: Token
    noun: Token | None = None


def find_figures(
    doc: Doc, mentions: Mentions, claims: Sequence[Claim], dates: Sequence[DateExpression]
) -> tuple[Figure, ...]:
    """Find the figures in the contents of claims, in text order."""
    themes = ThemeFinder(mentions)
    found: dict[Passage, Figure] = {}
    for claim in claims:
        for part in claim.content:
            for amount in find_amounts(doc.text, part):
                figure = _find_figure(doc, amount, themes, dates)
                if figure:
                    found[figure.amount] = figure
    return tuple(found[passage] for passage in sorted(found))


def _find_figure(
    doc: Doc, amount: Amount, themes: ThemeFinder, dates: Sequence[DateExpression]
) -> Figure | None:
    """Find what an amount is of; None where that has no name, is one of many, or is not said to be so."""
    span = to_span(doc, amount.number)
    measured = _find_measured(span) if span is not None else None
    if span is None or measured is None or amount.unit not in FIGURES.measures[measured.measure].units:
        return None
    outlook = _find_outlook(measured.verb)
    theme = themes.find_name(measured.thing, may_act=True)
    if outlook is None or theme is None:
        return None
    near = [
        date
        for date in dates
        if _is_dating(doc, date, {span.root, measured.verb, measured.thing, measured.noun})
    ]
    if len(near) > 1 or any(date.edtf is None for date in near):
        return None
    return Figure(
        amount.passage,
        measured.measure,
        Passage(theme.start_char, theme.end_char),
        amount.unit,
        outlook,
        "figures.amount",
        FIGURE_CONFIDENCE,
        amount.least,
        amount.most,
        near[0].passage if near else None,
    )


def _find_measured(span: Span) -> _Measured | None:
    """Find what the amount is said of: by a verb, by a noun that it is, or by one that it is of."""
    root, head = span.root, span.root.head
    if root.dep_ == "pobj":
        return _find_through_preposition(head)
    if root.dep_ == "npadvmod" and head.lower_ == "worth" and head.head.lemma_ == "be":
        return _of_subject("value", head.head)
    if root.dep_ not in ("dobj", "attr", "npadvmod", "oprd", "ccomp"):
        return None
    measure = _VERBS.get(head.lemma_.lower()) if head.pos_ in ("VERB", "AUX") else None
    if measure:
        return _of_subject(measure, head)
    return _of_noun_subject(head) if head.lemma_ == "be" and root.dep_ == "attr" else None


def _find_through_preposition(preposition: Token) -> _Measured | None:
    """Find what an amount is of that a preposition brings: "is estimated at", "has a mass of"."""
    head = preposition.head
    if preposition.lower_ == "at" and head.pos_ == "VERB":
        return _of_noun_subject(head)
    if preposition.lower_ != "of" or head.dep_ != "dobj" or head.head.lemma_ not in _HOLDING:
        return None
    measure = _find_measure(head)
    return _of_subject(measure, head.head) if measure else None


def _of_subject(measure: str, verb: Token) -> _Measured | None:
    subject = find_subject_of(verb)
    return _Measured(measure, subject, verb) if subject is not None else None


def _of_noun_subject(verb: Token) -> _Measured | None:
    """Find the thing of a measure that is the subject: "the cost of Sandglass is", "is estimated at"."""
    subject = find_subject_of(verb)
    measure = _find_measure(subject) if subject is not None else None
    if subject is None or measure is None:
        return None
    for child in subject.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((_Measured(measure, thing, verb, subject) for thing in objects_of(child)), None)
        if child.dep_ == "poss":
            return _Measured(measure, child, verb, subject)
    return None


def _find_measure(noun: Token) -> str | None:
    """Find the measure that a noun names by itself: "launch cost" is another one than "cost"."""
    describing = (child for child in noun.lefts if child.dep_ in ("amod", "compound", "nmod"))
    is_whole = all(child.lower_ in _WORDS.whole for child in describing)
    return _NOUNS.get(noun.lemma_.lower()) if is_whole else None


def _find_outlook(verb: Token) -> Outlook | None:
    """Find whether the amount is said to be so or to come; None where it is only possible, or denied."""
    if is_negated(verb):
        return None
    lemma, head = verb.lemma_.lower(), verb.head
    if verb.dep_ == "xcomp" and head.lemma_.lower() in _WORDS.due:
        return None if is_negated(head) or _is_open(head) else "due"
    if lemma in _WORDS.due:
        return None if _is_open(verb) else "due"
    telling = find_telling_of_verb(verb)
    if telling is None or telling.negated:
        return None
    # "Costs", "is worth": it is so now.
    return "done" if verb.tag_ in ("VBZ", "VBP") else telling.outlook


def _is_open(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children)


def _is_dating(doc: Doc, date: DateExpression, words: set[Token | None]) -> bool:
    """Tell whether a time or a span of time hangs on one of the words."""
    dated = find_dated(doc, date.passage)
    return dated is not None and dated in words
