"""The pipeline component that runs the trained network over a Doc, once, and writes down all that it marks.

Attributions stand in `doc.spans["attribution"]`: the spans of one share their `span.id`, its number, and the
group's `attrs["scores"]` holds a score for each number. Names, offices, agreements and acts stand in
`doc.user_data["facts"]`, as FactMarks in tokens of the Doc. How the network was trained, on what, and how
well it reads stands in kg/models/reader/README.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import accumulate
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from kg.annotate.attribution.decoding import Attribution, find_attributions
from kg.annotate.attribution.labels import Run
from kg.annotate.facts.consistency import keep_names
from kg.annotate.facts.decoding import find_marks, read_window
from kg.annotate.facts.entities import write_names
from kg.annotate.facts.lists import add_listed
from kg.annotate.facts.names import mend_names
from kg.annotate.network import Network, Scores
from kg.annotate.windows import Paragraph, find_paragraphs, pack
from kg.model import FactMarks
from kg.settings import ATTRIBUTION, FACTS


class Reader:
    """The component; it holds the network."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def __call__(self, doc: Doc) -> Doc:
        """Write the attributions and facts of a Doc, in text order."""
        windows = pack(find_paragraphs(doc, self.network.to_pieces))
        scores: list[Scores] = []
        facts: list[Scores] = []
        for window in windows:
            attribution, fact = self.network.read(window)
            ends = list(accumulate(map(len, window)))
            scores += [attribution.part(end - len(p), end) for p, end in zip(window, ends, strict=True)]
            facts.append(fact)
        marks = self._find_facts(doc, windows, facts)
        doc.spans[ATTRIBUTION] = self._to_group(doc, [p for window in windows for p in window], scores)
        joined = join(marks)
        names = tuple(add_listed(doc, mend_names(doc, joined.names)))
        doc.user_data[FACTS] = replace(joined, names=names)
        write_names(doc, names)
        return doc

    def _find_facts(
        self, doc: Doc, windows: Sequence[Sequence[Paragraph]], facts: Sequence[Scores]
    ) -> list[FactMarks]:
        """The facts of each window, in tokens of the Doc; the names are weighed by the whole Doc."""
        tokens = [[word.token for paragraph in window for word in paragraph] for window in windows]
        named = [
            [(_words(doc, to_tokens(mark.run, of)), mark) for mark in find_marks(one, "name")]
            for one, of in zip(facts, tokens, strict=True)
        ]
        return [
            to_tokens(read_window(one, self.network.roles, names), of)
            for one, of, names in zip(facts, tokens, keep_names(named), strict=True)
        ]

    def _to_group(self, doc: Doc, paragraphs: Sequence[Paragraph], scores: Sequence[Scores]) -> SpanGroup:
        """The attributions of all paragraphs, numbered."""
        group = SpanGroup(doc, name=ATTRIBUTION, attrs={"scores": []})
        for paragraph, found in zip(paragraphs, find_attributions(scores, self.network.pairs), strict=True):
            for attribution in found:
                group.extend(to_spans(doc, paragraph, attribution, len(group.attrs["scores"])))
                group.attrs["scores"].append(attribution.score)
        return group


def _words(doc: Doc, run: Run) -> str:
    return doc[slice(*run)].text.casefold()


def to_spans(doc: Doc, paragraph: Paragraph, attribution: Attribution, number: int) -> list[Span]:
    """Give the spans of one attribution, labelled by role."""
    parts: list[tuple[str, Run]] = [("cue", attribution.cue)]
    parts += [("source", run) for run in attribution.source]
    parts += [("content", run) for run in attribution.content]
    return [
        Span(doc, paragraph[start].token, paragraph[end - 1].token + 1, label=role, span_id=number)
        for role, (start, end) in sorted(parts, key=lambda part: part[1])
    ]


def join(marks: Sequence[FactMarks]) -> FactMarks:
    """Join the marks of the windows of a Doc."""
    kinds = (field.name for field in fields(FactMarks))
    return FactMarks(*(tuple(one for part in marks for one in getattr(part, kind)) for kind in kinds))


def to_tokens(reading: Any, tokens: Sequence[int]) -> Any:
    """Give a reading with its runs in tokens of the Doc; `tokens` has the token of each word of the
    window.
    """
    if isinstance(reading, tuple) and len(reading) == 2 and all(isinstance(end, int) for end in reading):
        return tokens[reading[0]], tokens[reading[1] - 1] + 1
    if isinstance(reading, tuple):
        return tuple(to_tokens(one, tokens) for one in reading)
    if is_dataclass(reading) and not isinstance(reading, type):
        return replace(
            reading, **{f.name: to_tokens(getattr(reading, f.name), tokens) for f in fields(reading)}
        )
    return reading


@Language.factory(ATTRIBUTION, assigns=["doc.spans"], requires=["token.dep", "token.is_sent_start"])
def make_reader(nlp: Language, name: str) -> Reader:
    """Make the component with the network of this package."""
    return Reader(Network())
