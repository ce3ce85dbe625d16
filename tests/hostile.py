"""A graph whose every name, title, address and text would do harm where it was not escaped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.facts import to_facts
from kg.model import Article, Claim, Entity, Extraction, Passage, Resolution
from kg.ontology import gazetteer_quads, ontology_quads
from kg.pipeline.telling import write_stories
from kg.store_writing import new_generation
from kg.triples import article_quads, entity_quads
from kg.vocab import actor_iri
from tests import samples

# Each tries to run a script, to leave an attribute, to be a template, to turn the line around, or is long.
NAMES = (
    "<script>window.hit = 1</script>",
    "\"><img src=x onerror='window.hit = 1'>",
    "' onmouseover='window.hit = 1' x='",
    "{{ 7 * 7 }}{% include '/etc/passwd' %} \u202etxt.exe",
    "<svg onload=window.hit=1>" + "N" * 10_000,
)
TITLE = "</title><script>window.hit = 1</script><svg/onload=window.hit=1>"
ADDRESS = "javascript:window.hit=1//https://example.org/"
TEXT = (
    samples.TEXT
    + "\n\n<script>window.hit = 1</script> <a href=javascript:window.hit=1>x</a>"
    + "\n\u202e\u0645\u0631\u062d\u0628\u0627 &lt;b&gt;"
)
ARTICLE = Article(
    id="harm",
    title=TITLE,
    published="2022-07-27",
    url=ADDRESS,
    source="<b onclick=window.hit=1>Wire</b>",
    text=TEXT,
)


def write_hostile(location: Path) -> Path:
    """Writes the graph: the sample article's, with other names and a longer text."""
    entities = tuple(
        _rename(entity, name) for entity, name in zip(samples.RESOLUTION.entities, NAMES, strict=True)
    )
    iris = {old.iri: new.iri for old, new in zip(samples.RESOLUTION.entities, entities, strict=True)}
    links = tuple(replace(link, iri=iris[link.iri]) for link in samples.RESOLUTION.links)
    resolution: Resolution = replace(samples.RESOLUTION, entities=entities, links=links)
    # A claim that begins and ends in the middle of a tag.
    start = TEXT.index("<script>")
    claim: Claim = replace(
        samples.EXTRACTION.claims[0], content=(Passage(start + 4, start + 40),), dates=(), stated_on=None
    )
    extraction: Extraction = replace(samples.EXTRACTION, claims=(*samples.EXTRACTION.claims, claim))
    with new_generation(location) as generation:
        generation.add_quads(article_quads(to_facts(ARTICLE, extraction, resolution)))
        generation.add_quads(entity_quads([(entity.iri, entity.name) for entity in entities]))
        generation.add_quads([*ontology_quads(), *gazetteer_quads()])
        generation.add_article(ARTICLE)
        write_stories(generation, [ARTICLE])
    return location


def _rename(entity: Entity, name: str) -> Entity:
    iri = entity.iri if entity.local else actor_iri(entity.type, name[:200])
    return replace(entity, iri=iri, name=name, aliases=(name,))
