"""Export what people decided as annotated texts, in the forms that `kg evaluate` reads and models learn."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from kg.curation import ON_FACTS, Decision, curate, read_decisions
from kg.curation.annotations import to_annotated, to_contested, to_file_name, to_standoff
from kg.errors import CurationError
from kg.facts import Facts, to_facts
from kg.model import Article
from kg.pipeline.reading import Reading, choose_jobs, read_all
from kg.placing import put_tree_in_place
from kg.progress import Progress
from kg.settings import DEFAULT_MODEL
from kg.store import GraphStore, open_store
from kg.vocab import article_iri, article_of

_README = """# Facts that people have confirmed or contested, as annotated texts

text/, attributions/ : who says what, in brat standoff like PolNeAR. `kg evaluate claims .` reads it
facts.jsonl : actors, offices, agreements and acts, an article a line. `kg evaluate facts facts.jsonl`
contested.jsonl : what people took out, with the words that it was read from: no annotation has it

These are all facts of each article with a decision, as they are read and curated. Those that a person has
read and found right are marked: `confirmed` in facts.jsonl, a note in attributions/. The others nobody has
judged. Which agreement an article is about is not told. The texts belong to their publishers.
"""


@dataclass(frozen=True, slots=True)
class Annotated:
    """What was exported: articles, and the decisions on their facts by kind."""

    articles: int
    confirmed: int
    contested: int


def export_annotations(location: Path, folder: Path, progress: Progress | None = None) -> Annotated:
    """Write the articles with decisions on their facts into `folder`, each read again and curated.

    Raises CurationError where no fact is decided on, or the texts are not kept, and ExportError as
    `kg.placing.put_tree_in_place`.
    """
    store, decisions = open_store(location), read_decisions(location)
    on_facts = [decision for decision in decisions if decision.kind in ON_FACTS]
    articles = _find_articles(store, on_facts)
    if not articles:
        raise CurationError(
            "no fact of an article in this graph is confirmed or rejected: `kg curate confirm` and "
            "`kg curate reject` do that"
        )
    read = list(_read(articles, decisions, store, progress))

    def write(finished: Path) -> None:
        for name in ("text", "attributions"):
            (finished / name).mkdir()
        for facts in read:
            name = to_file_name(facts.article.id)
            _write(finished / "text" / f"{name}.txt", facts.article.text)
            _write(finished / "attributions" / f"{name}_kg.ann", to_standoff(facts))
        _write_lines(finished / "facts.jsonl", map(to_annotated, read))
        _write_lines(finished / "contested.jsonl", to_contested(on_facts))
        _write(finished / "README.md", _README)

    put_tree_in_place(folder, write, store.inputs)
    kinds = [decision.kind for decision in on_facts]
    return Annotated(len(read), kinds.count("confirmation"), kinds.count("rejection"))


def _find_articles(store: GraphStore, decisions: Sequence[Decision]) -> list[Article]:
    """Find the articles that facts were decided on, also where they have changed since."""
    iris = {article_of(decision.subject) for decision in decisions}
    ids = {name for decision in decisions for name in decision.articles}
    return [one for one in store.articles() if one.id in ids or article_iri(one.content_hash) in iris]


def _read(
    articles: Sequence[Article],
    decisions: Sequence[Decision],
    store: GraphStore,
    progress: Progress | None,
) -> Iterator[Facts]:
    reading = store.manifest.get("reading")
    model = reading.get("model") if isinstance(reading, dict) else None
    with closing(read_all(articles, str(model or DEFAULT_MODEL), choose_jobs(len(articles)))) as readings:
        for done, one in enumerate(readings, 1):
            if not isinstance(one, Reading):
                raise one.to_error()
            yield to_facts(one.article, *curate(one.article, one.extraction, one.resolution, decisions))
            if progress:
                progress("reading articles", done, len(articles))


def for_annotated(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Let decisions on facts find the texts that `export_annotations` has written, by their names."""
    return tuple(
        replace(one, articles=(*one.articles, *map(to_file_name, one.articles))) for one in decisions
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")


def _write_lines(path: Path, records: Iterator[dict[str, object]]) -> None:
    _write(path, "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
