"""Read every span again in the text that the build kept."""

from __future__ import annotations

from collections.abc import Iterator

from kg.store import GraphStore
from kg.verify.batches import Batch
from kg.verify.findings import REBUILD, Finding
from kg.vocab import OA, XSD

_SPANS = f"""
SELECT ?graph ?mention ?start ?end ?exact WHERE {{
  GRAPH ?graph {{
    ?mention <{OA.hasSelector}> ?selector .
    ?selector <{OA.start}> ?start ; <{OA.end}> ?end ; <{OA.exact}> ?exact .
  }}
  # Whatever is no whole number is found by the shapes.
  FILTER(DATATYPE(?start) = <{XSD.integer}> && DATATYPE(?end) = <{XSD.integer}>)
}}"""


def find_wrong_spans(batch: Batch) -> Iterator[Finding]:
    """Find mentions whose words are not in the text at their offsets."""
    for row in GraphStore(batch.rdf, {}, ()).select(_SPANS):
        article = batch.articles.get(row["graph"].value)
        if article is None:
            continue
        start, end, exact = int(row["start"].value), int(row["end"].value), row["exact"].value
        found = article.text[start:end]
        if found != exact:
            message = f"says {exact[:80]!r}, but the article has {found[:80]!r} at {start}-{end}; {REBUILD}"
            yield Finding("span", row["mention"].value, message)
