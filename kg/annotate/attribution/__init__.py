"""A pipeline component that marks attributions: source, cue and content.

    windows.py     the words of a Doc as the network reads them
    network.py     the trained network in onnxruntime
    labels.py      its labels
    viterbi.py     the best well-formed labels
    decoding.py    from its scores to attributions

The spans of an attribution share their `span.id`, its number in `doc.spans["attribution"]`; the group's
`attrs["scores"]` holds a score for each number. How it was trained, on what, and how well it reads stands in
kg/models/attribution/README.md.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from kg.annotate.attribution.decoding import Attribution, find_attributions
from kg.annotate.attribution.labels import Run
from kg.annotate.attribution.network import Network
from kg.annotate.attribution.windows import Paragraph, find_paragraphs, pack
from kg.settings import ATTRIBUTION


class AttributionTagger:
    """The component; it holds the network."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc.spans["attribution"]`, attributions in text order."""
        windows = pack(find_paragraphs(doc, self.network.to_pieces))
        paragraphs = [paragraph for window in windows for paragraph in window]
        scores = [part for window in self.network.read(windows) for part in window] if windows else []
        found = find_attributions(scores, self.network.distances, self.network.last)
        group = SpanGroup(doc, name=ATTRIBUTION, attrs={"scores": []})
        for paragraph, attributions in zip(paragraphs, found, strict=True):
            for attribution in attributions:
                group.extend(to_spans(doc, paragraph, attribution, len(group.attrs["scores"])))
                group.attrs["scores"].append(attribution.score)
        doc.spans[ATTRIBUTION] = group
        return doc


def to_spans(doc: Doc, paragraph: Paragraph, attribution: Attribution, number: int) -> list[Span]:
    """The spans of one attribution, labelled by role."""
    parts: list[tuple[str, Run]] = [("cue", attribution.cue)]
    parts += [("source", run) for run in attribution.source]
    parts += [("content", run) for run in attribution.content]
    return [
        Span(doc, paragraph[start].token, paragraph[end - 1].token + 1, label=role, span_id=number)
        for role, (start, end) in sorted(parts, key=lambda part: part[1])
    ]


@Language.factory(ATTRIBUTION, assigns=["doc.spans"], requires=["token.dep", "token.is_sent_start"])
def make_tagger(nlp: Language, name: str) -> AttributionTagger:
    """The component with the network of this package."""
    return AttributionTagger(Network())
