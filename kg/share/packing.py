"""Write a pack: its files, in a folder or in one .zip, the same bytes for the same graph."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from kg import __version__
from kg.errors import ShareError
from kg.model import Article
from kg.ontology import gazetteer_quads, ontology_digest
from kg.progress import Progress
from kg.share.cutting import Cut, cut_quads, shorten_quad
from kg.share.manifest import Manifest, PackedFile, SharedArticle
from kg.share.words import Source
from kg.store import GraphStore
from kg.vocab import CURATION_GRAPH, SHARED_GRAPHS, SP, STORIES_GRAPH, article_iri, graph_iri

MANIFEST, README, FACTS, WORDS = "manifest.json", "README.md", "facts.nq", "words.jsonl"
FILES = (FACTS, WORDS, MANIFEST, README)
# The first day that a .zip can name, and a file that all may read: no pack tells when or by whom it was made.
_DAY, _MODE = (1980, 1, 1, 0, 0, 0), 0o100644 << 16


def write_pack(
    store: GraphStore, folder: Path, most: int, licence: str, progress: Progress | None = None
) -> None:
    """Write the pack of a graph into an empty folder; no quotation in it has more than `most` words.

    Raises ShareError for a graph whose texts are not kept, so that no words can be told from facts.
    """
    articles = sorted(store.articles(), key=lambda article: article.content_hash)
    kept = {graph_iri(one.content_hash) for one in articles}
    missing = set(store.graph_names()) - SHARED_GRAPHS - kept
    if missing:
        raise ShareError(
            f"the texts of {len(missing)} articles are not kept beside the graph, so their words cannot be "
            "found in it: build it from the articles"
        )
    known = {node.value for quad in gazetteer_quads() for node in quad if isinstance(node, NamedNode)}
    decisions = list(store.quads(CURATION_GRAPH))
    shared = []
    with (folder / FACTS).open("wb") as facts, (folder / WORDS).open("wb") as words:
        for done, article in enumerate(articles, 1):
            source = Source(article)
            quads, cuts = cut_quads(store.quads(graph_iri(article.content_hash)), source, most, known)
            own = _take_decisions(decisions, article)
            decisions = [quad for quad in decisions if quad not in own]
            decided, more = cut_quads(own, source, most, known)
            decisions.extend(decided)
            facts.writelines(_to_lines(quads))
            words.writelines(_to_records(article, [*cuts, *more]))
            shared.append(SharedArticle(article.content_hash, len(article.text), len(quads)))
            if progress:
                progress("sharing articles", done, len(articles))
        facts.writelines(_to_lines(shorten_quad(quad, most) for quad in decisions))
        facts.writelines(_to_lines(store.quads(STORIES_GRAPH)))
    files = {name: _describe(folder / name) for name in (FACTS, WORDS)}
    manifest = Manifest(__version__, ontology_digest(), most, licence, tuple(shared), files)
    (folder / MANIFEST).write_bytes(manifest.write())
    (folder / README).write_text(_tell(manifest), encoding="utf-8", newline="\n")


def write_zip(folder: Path, path: Path) -> None:
    """Put the files of a pack into one .zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in FILES:
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, _MODE, 3
            with (folder / name).open("rb") as content, archive.open(entry, "w", force_zip64=True) as packed:
                while piece := content.read(1 << 20):
                    packed.write(piece)


def _take_decisions(quads: Sequence[Quad], article: Article) -> set[Quad]:
    """Take what is decided on facts of an article."""
    own = f"{article_iri(article.content_hash)}/"
    about = {
        quad.subject
        for quad in quads
        if quad.predicate.value == SP.decidesOn and str(getattr(quad.object, "value", "")).startswith(own)
    }
    return {quad for quad in quads if quad.subject in about}


def _to_lines(quads: Iterable[Quad]) -> list[bytes]:
    written = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return sorted(line + b"\n" for line in written.split(b"\n") if line)


def _to_records(article: Article, cuts: Iterable[Cut]) -> Iterator[bytes]:
    for cut in cuts:
        record = cut.to_record(article.content_hash)
        # ASCII: some words have halves of characters, which no UTF-8 can hold.
        yield json.dumps(record, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _describe(path: Path) -> PackedFile:
    with path.open("rb") as file:
        return PackedFile(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def _tell(manifest: Manifest) -> str:
    count = len(manifest.articles)
    return f"""# What was read in {count:,} {"article" if count == 1 else "articles"}, without their texts

Who said what, who signed what, who holds which office, when: facts in RDF, each with the place in its article
that it was read from. The texts are not here: a quotation keeps at most {manifest.words} words, a name a few
more where it is long.

{FACTS}: the facts, as N-Quads, a named graph an article
{WORDS}: for each value that was cut, where its words stand in the article, and a digest of them
{MANIFEST}: the SHA-256 of each article's content, the digests of these files, and by what they were made

Whoever has the articles puts the words back, and each is compared with the text:

    kg import share PACK ARTICLES --store graph

Without them the facts can be asked all the same: `kg import share PACK --store graph`.

Made by kg {manifest.kg}. Terms of use: {manifest.licence}
"""
