"""Reading without a language model: every article is about its first word. For tests of a build's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.export.rdf import write_nquads
from kg.model import Article, Entity, Extraction, Link, Mention, Passage, Resolution
from kg.pipeline.reading import Failure, Reading
from kg.store import open_store
from kg.vocab import actor_iri

TEXTS = {
    "moon": "Orbita said that it is going to the moon, and that the flight will be in the spring.",
    "mars": "Freedonia said that it is going to Mars, and that the flight will be in the autumn.",
    "venus": "Orbita said that nobody is going to Venus, and that this is what it has always said.",
}


def read_all(articles: Sequence[Article], model: str, jobs: int) -> Iterator[Reading | Failure]:
    """In the place of `kg.pipeline.read_all`."""
    for article in articles:
        yield read_first_word(article)


def read_first_word(article: Article) -> Reading | Failure:
    if "broken" in article.text:
        return Failure(article.where, "ValueError: broken", "Traceback ...")
    name = article.text.split()[0]
    passage = Passage(0, len(name))
    actor = Entity(actor_iri("Organization", name), name, "Organization")
    extraction = Extraction(mentions=(Mention(passage, "name", name, name.lower(), "Organization"),))
    return Reading(article, extraction, Resolution((actor,), (Link(passage, actor.iri, "name", 0.9),)))


def write_articles(folder: Path, texts: dict[str, str]) -> list[Path]:
    """Writes one file an article and gives the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.txt" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def to_nquads(location: Path) -> bytes:
    """All of the graph."""
    output = location.parent / f"{location.name}.nq"
    write_nquads(open_store(location), output)
    return output.read_bytes()
