"""The order of a build, tested without a language model: every article is about its first word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import grimp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.curation import add_decision, decide_merge, decide_split, remove_decision
from kg.errors import CurationError, KgError, StoreError, UsageError
from kg.generations import FILES
from kg.model import Article
from kg.pipeline import build, extract_records, rebuild
from kg.pipeline.fingerprint import FINGERPRINTED, compute_fingerprint
from kg.pipeline.reading import Failure, Reading, choose_jobs
from kg.settings import ARTICLES_PER_JOB
from kg.store import open_store
from kg.vocab import actor_iri
from tests.first_words import TEXTS, read_first_word, to_nquads, write_articles


def _state(location: Path) -> dict[str, int]:
    """Everything of a graph, without the notes of what files held: each build may note it anew."""
    paths = [path for path in location.rglob("*") if path.name != FILES]
    return {str(path.relative_to(location)): path.stat().st_mtime_ns for path in paths}


def test_builds_a_graph_and_counts_what_it_holds(tmp_path: Path, read_ids: list[str]) -> None:
    summary = build(write_articles(tmp_path / "in", TEXTS), tmp_path / "graph")
    store = open_store(tmp_path / "graph")
    assert summary.counts.articles == summary.read == 3
    assert summary.counts.words == sum(len(text.split()) for text in TEXTS.values())
    assert summary.counts.triples == len(store.rdf)
    assert summary.counts.actors == 2
    assert summary.words_per_second and summary.words_per_second > 0
    assert [article.id for article in store.articles()] == ["mars", "moon", "venus"]


def test_second_build_reads_and_touches_nothing(tmp_path: Path, read_ids: list[str]) -> None:
    paths = write_articles(tmp_path / "in", TEXTS)
    first = build(paths, tmp_path / "graph")
    before = _state(tmp_path / "graph")
    read_ids.clear()
    second = build(paths, tmp_path / "graph")
    assert not second.changed and read_ids == []
    assert _state(tmp_path / "graph") == before
    assert second.counts == first.counts


def test_reads_only_what_is_new_and_drops_what_is_gone(tmp_path: Path, read_ids: list[str]) -> None:
    build(write_articles(tmp_path / "in", TEXTS), tmp_path / "graph")
    read_ids.clear()
    (tmp_path / "in" / "mars.txt").unlink()
    write_articles(tmp_path / "in", {"venus": TEXTS["venus"] + " It said so again."})
    summary = build([tmp_path / "in"], tmp_path / "graph")
    assert read_ids == ["venus"]
    assert (summary.read, summary.copied, summary.removed) == (1, 1, 2)
    assert summary.counts.articles == 2


def test_an_article_that_only_moved_to_another_name_is_found_under_it(
    tmp_path: Path, read_ids: list[str]
) -> None:
    (path,) = write_articles(tmp_path / "in", {"moon": TEXTS["moon"]})
    build([path], tmp_path / "graph")
    summary = build([path.rename(path.with_stem("luna"))], tmp_path / "graph")
    assert summary.changed
    assert [article.id for article in open_store(tmp_path / "graph").articles()] == ["luna"]
    quads = to_nquads(tmp_path / "graph")
    assert b'identifier> "luna"' in quads and b'identifier> "moon"' not in quads


def test_of_two_copies_the_smallest_id_is_kept(tmp_path: Path, read_ids: list[str]) -> None:
    copies = {"copy": TEXTS["moon"], "moon": TEXTS["moon"], "another": TEXTS["moon"]}
    summary = build(write_articles(tmp_path / "in", copies), tmp_path / "graph")
    assert read_ids == ["another"]
    assert summary.duplicates == (("copy", "another"), ("moon", "another"))
    assert summary.failed == ()


def test_what_cannot_be_read_is_reported_and_the_rest_is_built(tmp_path: Path, read_ids: list[str]) -> None:
    texts = TEXTS | {"empty": "", "fault": "This one is broken, and that is all there is to say of it."}
    summary = build(write_articles(tmp_path / "in", texts), tmp_path / "graph")
    assert summary.counts.articles == summary.read == 3
    empty, fault = summary.failed
    assert "empty.txt" in empty.where and "empty" in empty.reason
    assert (fault.where, fault.reason) == (str(tmp_path / "in" / "fault.txt"), "ValueError: broken")
    assert fault.__notes__ == ["Traceback ..."]


def test_without_any_article_the_graph_stays(tmp_path: Path, read_ids: list[str]) -> None:
    build(write_articles(tmp_path / "in", TEXTS), tmp_path / "graph")
    before = to_nquads(tmp_path / "graph")
    with pytest.raises(KgError, match=r"none of these is an article(.|\n)*empty\.txt"):
        build(write_articles(tmp_path / "bad", {"empty": ""}), tmp_path / "graph")
    (tmp_path / "nothing").mkdir()
    with pytest.raises(UsageError, match=r"no articles in .*nothing: known formats are .*\.txt"):
        build([tmp_path / "nothing"], tmp_path / "graph")
    assert to_nquads(tmp_path / "graph") == before


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_an_interrupted_build_leaves_the_graph(
    tmp_path: Path, read_ids: list[str], monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    build(write_articles(tmp_path / "in", TEXTS), tmp_path / "graph")
    before = to_nquads(tmp_path / "graph")

    def read_one(articles: Sequence[Article], model: str, jobs: int) -> Iterator[Reading | Failure]:
        yield read_first_word(articles[0])
        raise error

    monkeypatch.setattr(pipeline, "read_all", read_one)
    with pytest.raises(error):
        build(
            write_articles(tmp_path / "more", {name + "2": text + " Yes." for name, text in TEXTS.items()}),
            tmp_path / "graph",
        )
    assert to_nquads(tmp_path / "graph") == before


def test_everything_is_read_again_when_the_reading_changes(
    tmp_path: Path, read_ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write_articles(tmp_path / "in", TEXTS)
    build(paths, tmp_path / "graph")
    read_ids.clear()
    monkeypatch.setattr(pipeline.planning, "compute_fingerprint", lambda model: {"code": "another"})
    summary = build(paths, tmp_path / "graph")
    assert read_ids == ["mars", "moon", "venus"]
    assert (summary.read, summary.copied, summary.removed) == (3, 0, 0)


def test_a_graph_that_cannot_be_read_is_built_anew(tmp_path: Path, read_ids: list[str]) -> None:
    paths = write_articles(tmp_path / "in", TEXTS)
    build(paths, tmp_path / "graph")
    current = (tmp_path / "graph" / "CURRENT").read_text().strip()
    (tmp_path / "graph" / current / "manifest.json").write_text("{")
    with pytest.raises(StoreError):
        open_store(tmp_path / "graph")
    assert build(paths, tmp_path / "graph").read == 3
    assert open_store(tmp_path / "graph").manifest["reading"]["kg"]


SUBSETS = st.lists(st.sampled_from(sorted(TEXTS)), min_size=1, unique=True)


@given(first=SUBSETS, second=SUBSETS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_graph_depends_on_the_articles_alone(
    tmp_path_factory: pytest.TempPathFactory, read_ids: list[str], first: list[str], second: list[str]
) -> None:
    """Not on the order of the files, nor on the graph that was there before."""
    folder = tmp_path_factory.mktemp("property")
    write_articles(folder / "in", TEXTS)
    build([folder / "in" / f"{name}.txt" for name in first], folder / "graph")
    build([folder / "in" / f"{name}.txt" for name in second], folder / "graph")
    build([folder / "in" / f"{name}.txt" for name in sorted(second)], folder / "fresh")
    assert to_nquads(folder / "graph") == to_nquads(folder / "fresh")


def test_reports_progress_article_by_article(tmp_path: Path, read_ids: list[str]) -> None:
    steps: list[tuple[str, int, int]] = []
    build(
        write_articles(tmp_path / "in", TEXTS), tmp_path / "graph", progress=lambda *step: steps.append(step)
    )
    assert steps[:3] == [("reading articles", done, 3) for done in (1, 2, 3)]
    assert {what for what, _, _ in steps[3:]} == {"comparing articles"}


def test_extracts_in_the_order_of_the_files(tmp_path: Path, read_ids: list[str]) -> None:
    texts = TEXTS | {"night": "", "fault": "This one is broken, and that is all there is to say of it."}
    records = list(extract_records(write_articles(tmp_path / "in", texts)))
    shown = [record["id"] if isinstance(record, dict) else Path(record.where).stem for record in records]
    assert shown == ["fault", "mars", "moon", "night", "venus"]
    assert not isinstance(records[0], dict) and not isinstance(records[3], dict)


def test_few_articles_are_read_in_one_process() -> None:
    assert choose_jobs(0) == choose_jobs(12) == 1
    assert 1 <= choose_jobs(100 * ARTICLES_PER_JOB) <= 100


def test_every_part_that_reads_is_in_the_digest() -> None:
    package = Path(pipeline.__file__).parent.parent
    assert [part for part in FINGERPRINTED if not (package / part).exists()] == []
    graph = grimp.build_graph("kg", exclude_type_checking_imports=True)
    roots = {"kg.pipeline.reading", "kg.triples", "kg.curation.applying"}
    imported = roots.union(*map(graph.find_upstream_modules, roots))
    paths = {name.removeprefix("kg.").replace(".", "/") for name in imported - {"kg"}}
    covered = tuple(part.removesuffix(".py") for part in FINGERPRINTED)
    # What is imported on the way to a reading and changes none.
    indifferent = {"errors", "offline", "pipeline/interrupts", "printable", "processes"}
    assert {path for path in paths if not re.match(rf"(?:{'|'.join(covered)})(?:/|$)", path)} == indifferent


def test_the_digest_tells_models_apart(tmp_path: Path, write_model: Callable[[str], Path]) -> None:
    one, same, other = (compute_fingerprint(str(write_model(version))) for version in ("1", "1", "2"))
    assert one["model_digest"] == same["model_digest"] != other["model_digest"]
    assert compute_fingerprint("no_such_model")["model_digest"] == ""


@pytest.fixture
def write_model(tmp_path: Path) -> Callable[[str], Path]:
    """Writes the meta.json of a model of some version and gives its folder."""

    def write(version: str) -> Path:
        folder = tmp_path / f"model-{version}"
        folder.mkdir(exist_ok=True)
        (folder / "meta.json").write_text(f'{{"version": "{version}"}}')
        return folder

    return write


def test_a_decision_is_applied_by_reading_only_what_it_touches(tmp_path: Path, read_ids: list[str]) -> None:
    paths, location = write_articles(tmp_path / "in", TEXTS), tmp_path / "graph"
    build(paths, location)
    before = to_nquads(location)
    add_decision(location, decide_merge(open_store(location), "Orbita", "Freedonia"))
    read_ids.clear()
    summary = rebuild(location)
    assert sorted(read_ids) == ["moon", "venus"]
    assert (summary.read, summary.copied, summary.counts.actors) == (2, 1, 1)
    assert actor_iri("Organization", "Orbita") in to_nquads(location).decode()  # as what was decided on
    read_ids.clear()
    remove_decision(location, 1)
    rebuild(location)
    assert sorted(read_ids) == ["moon", "venus"]
    assert to_nquads(location) == before


def test_decisions_survive_every_build_and_reach_new_articles(tmp_path: Path, read_ids: list[str]) -> None:
    location = tmp_path / "graph"
    build(write_articles(tmp_path / "in", {"moon": TEXTS["moon"], "mars": TEXTS["mars"]}), location)
    add_decision(location, decide_merge(open_store(location), "Orbita", "Freedonia"))
    assert build(write_articles(tmp_path / "in", TEXTS), location).counts.actors == 1
    curated = to_nquads(location)
    assert not build([tmp_path / "in"], location).changed

    build(
        write_articles(tmp_path / "other", {"other": "The moon is not the same to all who look at it."}),
        location,
    )
    build([tmp_path / "in"], location)
    assert to_nquads(location) == curated


def test_the_order_of_decisions_is_that_of_their_numbers(tmp_path: Path, read_ids: list[str]) -> None:
    paths, location = write_articles(tmp_path / "in", TEXTS), tmp_path / "graph"
    build(paths, location)
    add_decision(location, decide_merge(open_store(location), "Orbita", "Freedonia"))
    rebuild(location)
    add_decision(
        location, decide_split(open_store(location), "Freedonia", articles=["moon"], new_name="Selene")
    )
    rebuild(location)
    step_by_step = to_nquads(location)
    assert actor_iri("Organization", "Selene") in step_by_step.decode()
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "curation.ttl").write_bytes((location / "curation.ttl").read_bytes())
    build(paths, fresh)
    assert to_nquads(fresh) == step_by_step


def test_a_broken_decision_stops_the_build_and_leaves_the_graph(tmp_path: Path, read_ids: list[str]) -> None:
    paths, location = write_articles(tmp_path / "in", TEXTS), tmp_path / "graph"
    build(paths, location)
    before = to_nquads(location)
    (location / "curation.ttl").write_text("nonsense", encoding="utf-8")
    with pytest.raises(CurationError, match=r"curation\.ttl"):
        build(paths, location)
    assert to_nquads(location) == before
