"""A share pack has the facts and no text; who has the articles gets the words back; no forged one is read."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.curation import Decision
from kg.curation.anchoring import quote_fact
from kg.errors import ShareError, UsageError
from kg.export import export
from kg.export.options import ExportOptions
from kg.facts import to_facts
from kg.model import Article, Resolution
from kg.ontology import gazetteer_quads, ontology_quads
from kg.pipeline.sharing import import_share
from kg.pipeline.telling import write_told_together
from kg.pipeline.writing import find_known, find_named, write_shared
from kg.settings import SHARED_NAME_WORDS
from kg.share import Cut, Source, cut_quads, restore_quads
from kg.share.cutting import QUOTING
from kg.share.words import cut_words, to_words
from kg.store import open_store
from kg.store_writing import new_generation
from kg.triples import article_quads
from kg.vocab import OA, SP, article_iri, graph_iri, part_iri
from tests import samples
from tests.conftest import Run
from tests.first_words import to_nquads
from tests.strategies import Reading, readings

LONG = (
    "Orbita said on Monday that the station over the moon will be taken apart by three ships before the end "
    "of the decade, and that nobody has yet found out how to pay for it. "
)


def sample_article(**changes: str) -> Article:
    return replace(samples.ARTICLE, **changes)


def write_graph(location: Path, *read: Reading, decisions: Sequence[Decision] = ()) -> Path:
    """A graph of these readings, as a build writes it."""
    with new_generation(location) as generation:
        for article, extraction, resolution in read:
            generation.add_quads(article_quads(to_facts(article, extraction, resolution)))
            generation.add_article(article)
        generation.add_quads([*ontology_quads(), *gazetteer_quads()])
        write_shared(generation, find_named(generation) | find_known(generation), decisions)
        write_told_together(generation, [article for article, *_ in read])
    return location


def write_articles(path: Path, *articles: Article) -> Path:
    keys = ("id", "title", "published", "url", "source", "text")
    lines = (json.dumps({key: getattr(article, key) for key in keys}) for article in articles)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two articles, which lie beside it in articles.jsonl."""
    folder = tmp_path_factory.mktemp("shared")
    other = sample_article(
        id="second", title="Another title of more words than one", text=samples.TEXT + LONG
    )
    write_articles(folder / "articles.jsonl", samples.ARTICLE, other)
    first = samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION
    return write_graph(folder / "graph", first, (other, samples.EXTRACTION, resolution_of(other)))


def resolution_of(article: Article) -> Resolution:
    """The resolution of the sample in another article of the same words."""
    old, new = article_iri(samples.ARTICLE.content_hash), article_iri(article.content_hash)
    entities, links = samples.RESOLUTION.entities, samples.RESOLUTION.links
    return replace(
        samples.RESOLUTION,
        entities=tuple(replace(one, iri=one.iri.replace(old, new)) for one in entities),
        links=tuple(replace(one, iri=one.iri.replace(old, new)) for one in links),
    )


def has_run(text: str, source: str, most: int) -> bool:
    """Whether `text` has more than `most` words in a row of `source`; said again, in another way."""
    words, known = to_words(text), " ".join(["", *to_words(source), ""])
    runs = (words[start : start + most + 1] for start in range(len(words) - most))
    return any(f" {' '.join(run)} " in known for run in runs)


@given(readings(), st.sampled_from([0, 1, 3, 12]))
def test_no_quad_of_a_pack_quotes_more_words_than_it_may(read: Reading, most: int) -> None:
    article = read[0]
    quads, cuts = cut_quads(article_quads(to_facts(*read)), Source(article), most)
    names = max(most, SHARED_NAME_WORDS)
    for quad in quads:
        value = str(getattr(quad.object, "value", ""))
        if quad.predicate.value in QUOTING:
            assert len(to_words(value)) <= most
        for source in (article.text, article.title):
            assert not has_run(value, source, names)
            assert not has_run(unquote(str(quad.subject)), source, names)
    for cut in cuts:
        written = json.dumps(cut.to_record(article.content_hash), ensure_ascii=False)
        assert not any(has_run(written, source, names) for source in (article.text, article.title))


@given(readings(), st.sampled_from([0, 1, 3, 12]))
def test_who_has_the_article_gets_every_quad_back(read: Reading, most: int) -> None:
    quads, source = article_quads(to_facts(*read)), Source(read[0])
    shown, cuts = cut_quads(quads, source, most)
    records = [json.loads(json.dumps(cut.to_record(read[0].content_hash))) for cut in cuts]
    assert restore_quads(shown, [Cut.from_record(record)[1] for record in records], source) == quads


def test_a_value_that_looks_as_if_it_were_cut_is_given_back_too() -> None:
    source = Source(sample_article(text=LONG))
    node = NamedNode(graph_iri(source.article.content_hash))
    subject, predicate = NamedNode(node.value + "/x"), NamedNode(SP.text)
    words = [LONG.strip(), cut_words(LONG.strip(), 4), "four words of mine …"]
    quads = {Quad(subject, predicate, Literal(one), node) for one in words}
    shown, cuts = cut_quads(quads, source, 4)
    assert restore_quads(shown, cuts, source) == quads


def test_an_address_that_spells_out_a_sentence_is_hidden_and_found_again() -> None:
    article = sample_article(text=LONG)
    source, graph = Source(article), NamedNode(graph_iri(article.content_hash))
    iri = "https://w3id.org/spacepolicy/id/agreement/" + "-".join(LONG.lower().replace(",", "").split()[:20])
    quads = {Quad(NamedNode(iri), NamedNode(SP.binding), Literal("true"), graph)}
    [shown], cuts = cut_quads(quads, source, 12)
    assert "station" not in str(shown)
    assert restore_quads([shown], cuts, source) == quads
    assert cut_quads(quads, source, 12, known={iri})[0] == quads


def test_the_digest_of_a_word_is_no_digest_that_can_be_looked_up() -> None:
    first, second = (
        Source(sample_article(text="Orbita said so.")),
        Source(sample_article(text="Orbita denied it.")),
    )
    assert first.digest("Orbita") != second.digest("Orbita")
    assert first.digest("Orbita") != hashlib.sha256(b"Orbita").hexdigest()


@pytest.mark.parametrize("name", ["pack", "pack.zip"])
@pytest.mark.parametrize("most", [0, 2, 12])
def test_the_graph_comes_back_byte_for_byte(shared: Path, tmp_path: Path, name: str, most: int) -> None:
    export(open_store(shared), "share", tmp_path / name, ExportOptions(words=most))
    imported = import_share(tmp_path / name, [shared.parent / "articles.jsonl"], tmp_path / "again")
    assert (imported.articles, imported.left_out, imported.has_text) == (2, (), True)
    assert to_nquads(tmp_path / "again") == to_nquads(shared)


@pytest.mark.parametrize("name", ["pack", "pack.zip"])
def test_a_pack_has_the_same_bytes_each_time_and_no_text(shared: Path, tmp_path: Path, name: str) -> None:
    places = [tmp_path / "a" / name, tmp_path / "b" / name]
    contents = []
    for place in places:
        place.parent.mkdir()
        files = export(open_store(shared), "share", place, ExportOptions(words=3))
        contents.append([path.read_bytes() for path in files])
    assert contents[0] == contents[1]
    if name == "pack":
        for article in open_store(shared).articles():
            for content in contents[0]:
                assert not has_run(content.decode(), article.text, SHARED_NAME_WORDS)
                assert not has_run(content.decode(), article.title, SHARED_NAME_WORDS)


def test_what_is_of_another_article_is_left_out_and_listed(shared: Path, tmp_path: Path, kg: Run) -> None:
    pack, place = tmp_path / "pack.zip", tmp_path / "again"
    assert kg("export", "share", pack, "--store", shared).code == 0
    changed = sample_article(id="second", text=samples.TEXT + "It is another text now.")
    articles = write_articles(tmp_path / "some.jsonl", samples.ARTICLE, changed)
    answer = kg("import", "share", pack, articles, "--store", place)
    assert answer.code == 1
    assert "1 articles" in answer.out
    assert "left out second" in answer.err
    assert "has the same address and another content" in answer.err
    assert [article.id for article in open_store(place).articles()] == ["harbor-accord"]
    assert kg("verify", "--store", place).code == 0


def test_the_id_is_the_one_under_which_the_article_was_read_here(
    shared: Path, tmp_path: Path, kg: Run
) -> None:
    kg("export", "share", tmp_path / "pack", "--store", shared)
    articles = write_articles(tmp_path / "some.jsonl", sample_article(id="mine"))
    assert kg("import", "share", tmp_path / "pack", articles, "--store", tmp_path / "again").code == 1
    sparql = "select ?id { ?article dcterms:identifier ?id }"
    assert "mine" in kg("query", sparql, "--store", tmp_path / "again", "--format", "csv").out


def test_without_articles_the_facts_can_be_asked(shared: Path, tmp_path: Path, kg: Run) -> None:
    kg("export", "share", tmp_path / "pack", "--words", "2", "--licence", "CC BY 4.0", "--store", shared)
    assert "CC BY 4.0" in (tmp_path / "pack" / "README.md").read_text(encoding="utf-8")
    answer = kg("import", "share", tmp_path / "pack", "--store", tmp_path / "bare")
    assert (answer.code, "without text" in answer.out) == (0, True)
    found = kg("query", "who-said-what", "--param", "actor=Ana Ruiz", "--store", tmp_path / "bare")
    assert "the station …" in found.out
    assert "2022-07-26" in found.out
    answer = kg("export", "share", tmp_path / "more", "--store", tmp_path / "bare")
    assert (answer.code, "texts" in answer.err) == (1, True)


@pytest.mark.parametrize("with_text", [True, False])
def test_a_decision_is_shared_and_its_words_are_cut(tmp_path: Path, with_text: bool) -> None:
    claim = samples.EXTRACTION.claims[0]
    fact = part_iri(samples.ARTICLE.content_hash, "claim", claim.content)
    words = quote_fact(samples.ARTICLE, fact)
    decisions = [
        Decision("rejection", fact, articles=("harbor-accord",), day="2026-11-29", number=1, words=words),
        Decision("rejection", fact.replace(samples.ARTICLE.content_hash[:20], "0" * 20), number=2),
    ]
    read = samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION
    graph = write_graph(tmp_path / "graph", read, decisions=decisions)
    articles = write_articles(tmp_path / "articles.jsonl", samples.ARTICLE)
    export(open_store(graph), "share", tmp_path / "pack", ExportOptions(words=1))
    facts = (tmp_path / "pack" / "facts.nq").read_text(encoding="utf-8")
    assert "decision/1" in facts and "will fly until" not in facts
    export(open_store(write_graph(tmp_path / "gone", decisions=decisions)), "share", tmp_path / "other")
    gone = (tmp_path / "other" / "facts.nq").read_text(encoding="utf-8")
    assert "decision/1" in gone and not has_run(gone, samples.TEXT, 12)
    import_share(tmp_path / "pack", [articles] if with_text else [], tmp_path / "again")
    assert (to_nquads(tmp_path / "again") == to_nquads(graph)) == with_text


def test_articles_none_of_which_is_of_the_pack_are_misuse(shared: Path, tmp_path: Path, kg: Run) -> None:
    kg("export", "share", tmp_path / "pack", "--store", shared)
    articles = write_articles(tmp_path / "other.jsonl", sample_article(text=samples.TEXT + "More."))
    answer = kg("import", "share", tmp_path / "pack", articles, "--store", tmp_path / "again")
    assert (answer.code, "none of the 2 articles" in answer.err) == (2, True)
    assert not (tmp_path / "again" / "CURRENT").exists()


def test_words_are_for_packs_alone(shared: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--words"):
        export(open_store(shared), "nquads", tmp_path / "x.nq", ExportOptions(words=3))


def forge(pack: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change a file of a pack, with its digest: whoever forges a pack does so."""
    content = change((pack / name).read_bytes())
    (pack / name).write_bytes(content)
    manifest = json.loads((pack / "manifest.json").read_bytes())
    if "files" in manifest and name in manifest["files"]:
        manifest["files"][name] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        (pack / "manifest.json").write_text(json.dumps(manifest))


def swap(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return change


END = f"<{OA.end}> ".encode()
FORGED = {
    "a term that is none of ours": ("facts.nq", swap(b"ontology#text>", b"ontology#told>"), "no term"),
    "a thing that is none of ours": (
        "facts.nq",
        swap(b"<https://w3id.org", b"<https://evil.org"),
        "nothing of kg",
    ),
    "a place beyond the text": ("facts.nq", swap(END + b'"', END + b'"99999'), "beyond the text"),
    "a place that is no number": ("facts.nq", swap(END + b'"', END + b'"-'), "has no place"),
    "a blank node": ("facts.nq", lambda content: b"_:x <a:b> <c:d> <e:f> .\n" + content, "manifest"),
    "what is no N-Quads": ("facts.nq", lambda content: b"SELECT * WHERE {}\n" + content, "not N-Quads"),
    "a fact more": ("facts.nq", lambda content: content + content.split(b"\n")[0] + b"\n", "stand together"),
    "words that are no JSON": ("words.jsonl", lambda content: b"{\n", "not JSON"),
    "words that are no record": ("words.jsonl", lambda content: b"[1]\n", "not as it should be"),
    "a place in no source": ("words.jsonl", swap(b'"pieces":[[', b'"pieces":[[-9,'), "not as it should be"),
    "a manifest of another form": ("manifest.json", swap(b"kg-share/1", b"kg-share/9"), "kg-share/1"),
    "a manifest that is none": ("manifest.json", lambda content: b"[]", "manifest"),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_pack_is_refused_and_leaves_no_graph(
    shared: Path, tmp_path: Path, kg: Run, name: str
) -> None:
    file, change, reason = FORGED[name]
    kg("export", "share", tmp_path / "pack", "--words", "2", "--store", shared)
    forge(tmp_path / "pack", file, change)
    for articles in ([], [shared.parent / "articles.jsonl"]):
        answer = kg("import", "share", tmp_path / "pack", *articles, "--store", tmp_path / "again")
        assert answer.code == 1
        assert reason in answer.err
        assert "Traceback" not in answer.err
        assert not (tmp_path / "again" / "CURRENT").exists()


def test_words_of_another_article_are_left_out(shared: Path, tmp_path: Path, kg: Run) -> None:
    kg("export", "share", tmp_path / "pack", "--words", "2", "--store", shared)
    forge(tmp_path / "pack", "words.jsonl", swap(b'"digest":"', b'"digest":"0'))
    articles = shared.parent / "articles.jsonl"
    answer = kg("import", "share", tmp_path / "pack", articles, "--store", tmp_path / "again")
    assert (answer.code, "are not those of the article" in answer.err) == (1, True)


def test_a_file_that_is_not_what_was_shared_is_refused(shared: Path, tmp_path: Path) -> None:
    export(open_store(shared), "share", tmp_path / "pack")
    with (tmp_path / "pack" / "words.jsonl").open("ab") as file:
        file.write(b"\n")
    with pytest.raises(ShareError, match="larger than"):
        import_share(tmp_path / "pack", [], tmp_path / "again")


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({"../../evil.txt": b""}, "evil.txt, which no pack does"),
        ({"/etc/passwd": b""}, "passwd, which no pack does"),
        ({"facts.nq": b"0" * 20_000_000}, "compressed more than"),
        ({}, "lacks facts.nq"),
    ],
)
def test_an_archive_that_would_do_harm_is_refused(
    tmp_path: Path, kg: Run, entries: dict[str, bytes], reason: str
) -> None:
    pack = tmp_path / "pack.zip"
    files = {"manifest.json": b"{}", "facts.nq": b"", "words.jsonl": b""} | entries if entries else {}
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    answer = kg("import", "share", pack, "--store", tmp_path / "graph")
    assert (answer.code, reason in answer.err) == (1, True), answer.err


def test_what_is_no_pack_is_told_so(tmp_path: Path, kg: Run) -> None:
    (tmp_path / "text.zip").write_text("no archive")
    for place in (tmp_path, tmp_path / "text.zip", tmp_path / "missing"):
        answer = kg("import", "share", place, "--store", tmp_path / "graph")
        assert (answer.code, "Traceback" in answer.err) == (1, False)
        assert "pack" in answer.err or "no such file" in answer.err
