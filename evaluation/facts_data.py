"""Articles with names, offices, agreements and acts annotated, as examples for training the reader of
facts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from attribution_data import Example
from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate.facts.labels import LAYERS, ROLES, STAGES
from kg.annotate.windows import Pieces, find_paragraphs

Span = tuple[int, int]  # code points [start, end) of a text, or words [start, end) of an article

# How far from an act a party or agreement that its sentences do not name may stand, in code points.
BEFORE, BEHIND = 700, 500
# A nationality right before a title.
_DEMONYM_BEFORE = re.compile(r"\b[A-Z][a-z]+(?:an|ese|ish|ch|i|ss|ek|ino|ic)\s+(?:[a-z]+\s+)?\Z")


@dataclass(frozen=True)
class Cue:
    """Words that ask for others: an act on an agreement, a title, somebody who signs, a mention of an
    agreement.

    `stage` is the number of the act's stage (STAGES), None for other cues; `roles` are the words that belong
    to it, each with what it is; `others` are the further mentions of the same, which would do as well.
    """

    span: Span
    kind: str
    stage: int | None
    roles: tuple[tuple[str, Span], ...]
    others: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True)
class Annotated:
    """A text with spans of code points: `names` with their type, by actor; the `cues`, mentions of agreements
    among them."""

    text: str
    names: tuple[tuple[str, tuple[Span, ...]], ...]
    cues: tuple[Cue, ...]


@dataclass
class FactExample(Example):
    """A paragraph of an article with, for each word, the label of each layer (their numbers in LAYERS'
    order).

    `offset` is the number of its first word in the article; `facts` are the article's cues in words of it.
    """

    layers: list[list[int]] = field(default_factory=list)
    offset: int = 0
    facts: tuple[Cue, ...] = ()


def read_annotated(path: Path) -> list[Annotated]:
    """Read a file of articles in the form of the signings corpus, one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        return [to_annotated(json.loads(line)) for line in lines]


def to_annotated(record: dict[str, Any]) -> Annotated:
    """Reduce the annotation of an article to spans of its text."""
    names = {actor["name"]: [to_span(m) for m in actor["mentions"]] for actor in record["actors"]}
    agreements = {a["key"]: [to_span(m) for m in a["mentions"]] for a in record["agreements"]}
    cues = [cue for act in record["acts"] for cue in _read_act(act, names, agreements)]
    cues += [cue for office in record["offices"] if (cue := _read_office(record["text"], office, names))]
    cues += [cue for mentions in agreements.values() for cue in _read_mentions(mentions)]
    return Annotated(
        text=record["text"],
        names=tuple((actor["type"], tuple(names[actor["name"]])) for actor in record["actors"]),
        cues=tuple(cues),
    )


def to_span(pair: Sequence[int]) -> Span:
    """Give a JSON list of two numbers as a span."""
    return pair[0], pair[1]


def _read_act(
    act: dict[str, Any], names: dict[str, list[Span]], agreements: dict[str, list[Span]]
) -> list[Cue]:
    """Give the cue of an act, and one for each person who signs in it with the party signed for."""
    around, place = to_span(act["span"]), act["cue"][0]
    told = [hand for hand in act["signatories"] if hand["span"] and hand["span"][0] >= 0]
    hands = [(hand, _find_hand(hand, names)) for hand in told]
    parties = dict.fromkeys(
        (*act["parties"], *(hand["party"] for hand in act["signatories"] if hand["party"]))
    )
    found = [("signatory", span) for _, span in hands]
    found += [("party", span) for name in parties if (span := _nearest(names.get(name, []), around, place))]
    agreement = _nearest(agreements.get(act["agreement"], []), around, place)
    found += [("agreement", agreement)] if agreement else []
    for role, key in (("place", "place"), ("date", "date_span")):
        if act.get(key) and act[key][0] >= 0:
            found.append((role, to_span(act[key])))
    every = [("signatory", span) for hand in told for span in names.get(hand["person"], [])]
    every += [("party", span) for name in parties for span in names.get(name, [])]
    every += [("agreement", span) for span in agreements.get(act["agreement"], [])]
    stage = STAGES.index(act["stage"]) if act["stage"] in STAGES else None
    cues = [Cue(to_span(act["cue"]), "act", stage, tuple(found), _without(every, found))]
    for hand, words in hands:
        mentions = names.get(hand["party"], [])
        party = _nearest(mentions, around, words[0])
        roles = (("for", party),) if party else ()
        others = _without([("for", span) for span in mentions], roles)
        cues.append(Cue(words, "hand", None, roles, others))
    return cues


def _find_hand(hand: dict[str, Any], names: dict[str, list[Span]]) -> Span:
    """Give the words for somebody who signs: the name without the title before it, where there is one."""
    start, end = hand["span"]
    inside = [m for m in names.get(hand["person"], []) if start <= m[0] and m[1] <= end]
    return inside[0] if inside else (start, end)


def _without(
    every: Iterable[tuple[str, Span]], found: Iterable[tuple[str, Span]]
) -> tuple[tuple[str, Span], ...]:
    """Give the mentions that are not among those found."""
    taken = {span for _, span in found}
    return tuple((role, span) for role, span in every if span not in taken)


def _read_office(text: str, office: dict[str, Any], names: dict[str, list[Span]]) -> Cue | None:
    """Give the title of an office with its holder and the bodies where it is held; None where it has none."""
    around = to_span(office["span"])
    title = office["title"] or ""
    start = text[slice(*around)].lower().find(title.lower())
    if not title or start < 0:
        return None
    span = around[0] + start, around[0] + start + len(title)
    # "Norlandic Foreign Minister": the adjective tells the nation, no name of it.
    nation = None if _DEMONYM_BEFORE.search(text[: span[0]]) else office["nation"]
    named = [("holder", office["person"]), ("body", office["organization"]), ("body", nation)]
    every = [(role, mention) for role, name in named for mention in names.get(name, [])]
    found = [
        (role, nearest) for role, name in named if (nearest := _nearest(names.get(name, []), around, span[0]))
    ]
    return Cue(span, "title", None, tuple(found), _without(every, found))


def _read_mentions(mentions: Sequence[Span]) -> Iterable[Cue]:
    """Give each mention of an agreement with the others of the same."""
    for mention in mentions:
        others = tuple(("agreement", other) for other in mentions if other != mention)
        yield Cue(mention, "agreement", None, others)


def _nearest(mentions: Iterable[Span], around: Span, place: int) -> Span | None:
    """The mention nearest to `place` inside `around`, else the nearest that is not far from it."""
    every = sorted(mentions, key=lambda mention: abs(mention[0] - place))
    inside = [m for m in every if around[0] <= m[0] and m[1] <= around[1]]
    near = [m for m in every if around[0] - BEFORE <= m[0] and m[1] <= around[1] + BEHIND]
    return next(iter((*inside, *near)), None)


def to_examples(annotated: Annotated, nlp: Language, to_pieces: Pieces) -> list[FactExample]:
    """Give the paragraphs of a text with the labels of their words."""
    doc = nlp(annotated.text)
    paragraphs = find_paragraphs(doc, to_pieces)
    bounds = [_bounds(doc, word.token) for paragraph in paragraphs for word in paragraph]
    layers = [[0] * len(LAYERS) for _ in bounds]
    for layer, label, span in _labelled(annotated):
        run = find_words(bounds, span)
        if run and not any(layers[i][layer] for i in range(*run)):
            for word in range(*run):
                layers[word][layer] = 2 * label + (1 if word == run[0] else 2)
    cues = tuple(cue for one in annotated.cues if (cue := _in_words(one, bounds)))
    examples: list[FactExample] = []
    offset = 0
    for paragraph in paragraphs:
        end = offset + len(paragraph)
        own = tuple(cue for cue in cues if offset <= cue.span[0] < end)
        labels = layers[offset:end]
        examples.append(FactExample(paragraph, [0] * len(paragraph), [], labels, offset, own))
        offset = end
    return examples


def _bounds(doc: Doc, token: int) -> Span:
    return doc[token].idx, doc[token].idx + len(doc[token])


def _labelled(annotated: Annotated) -> Iterable[tuple[int, int, Span]]:
    """The layer (its number), the label in it, and the span of all that is labelled; the longest first."""
    numbers = {layer: number for number, layer in enumerate(LAYERS)}
    found = [
        (numbers["name"], LAYERS["name"].index(kind), span)
        for kind, mentions in annotated.names
        for span in mentions
    ]
    found += [(numbers[cue.kind], 0, cue.span) for cue in annotated.cues if cue.kind in numbers]
    return sorted(found, key=lambda one: one[2][0] - one[2][1])


def find_words(bounds: Sequence[Span], span: Span) -> Span | None:
    """The words, from the first to the last, that share a code point with the span; None where none does."""
    inside = [number for number, (start, end) in enumerate(bounds) if start < span[1] and span[0] < end]
    return (inside[0], inside[-1] + 1) if inside else None


def _in_words(cue: Cue, bounds: Sequence[Span]) -> Cue | None:
    span = find_words(bounds, cue.span)
    if span is None:
        return None

    def to_words(parts: Iterable[tuple[str, Span]]) -> tuple[tuple[str, Span], ...]:
        return tuple((role, words) for role, part in parts if (words := find_words(bounds, part)))

    return replace(cue, span=span, roles=to_words(cue.roles), others=to_words(cue.others))


def to_role_label(role: str) -> tuple[str, int]:
    """The group of roles that `role` is in, and the number of its begin label in it."""
    return next((group, 2 * roles.index(role) + 1) for group, roles in ROLES.items() if role in roles)
