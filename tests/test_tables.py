"""The graph as tables: each is its query's answer, whatever program reads it back."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.errors import ExportError, UsageError
from kg.export import ExportOptions, export
from kg.facts import to_facts
from kg.queries import run_query
from kg.rows import Rows
from kg.settings import data_folder
from kg.store import GraphStore, in_memory, open_store
from kg.tables import TEXTS, Row, Table, list_tables, read_table, to_markdown
from kg.triples import article_quads, entity_quads
from kg.vocab import RDF, SP
from tests.conftest import Run
from tests.graphs import ArticleGraph, actor, all_quads
from tests.samples import ARTICLE, EXTRACTION, NARRATED, RESOLUTION

pandas = pytest.importorskip("pandas")
duckdb = pytest.importorskip("duckdb")

ANN, BOB, NORSA = actor("Ann"), actor("Bob"), actor("Norsa", "organization")
QUERIED = [table for table in list_tables() if table is not TEXTS]
TABLE = pytest.mark.parametrize("table", list_tables(), ids=lambda table: table.name)


@pytest.fixture(scope="module")
def store(written_graph: Path) -> GraphStore:
    return open_store(written_graph)


@pytest.fixture(scope="module")
def written(store: GraphStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the sample graph in every form."""
    folder = tmp_path_factory.mktemp("tables")
    for form in ("csv", "parquet", "sqlite", "duckdb"):
        export(store, "tables", folder / form, ExportOptions(form=form))
    return folder


def read(store: GraphStore, name: str, folder: Path) -> list[dict[str, Any]]:
    [table] = [table for table in list_tables() if table.name == name]
    return [dict(zip(table.names, row, strict=True)) for row in read_table(store, table, folder)]


def test_what_an_article_tells_is_a_row(tmp_path: Path) -> None:
    told = replace(EXTRACTION, narrations=(NARRATED,))
    store = in_memory(article_quads(to_facts(ARTICLE, told, RESOLUTION)))
    [row] = read(store, "narrations", tmp_path)
    assert (row["kind"], row["outlook"], row["date"]) == ("opening", "done", "2022-05-04")
    assert row["words"] == NARRATED.passage.of(ARTICLE.text)


def ask_query(store: GraphStore, table: Table) -> Rows:
    return run_query(store, str(data_folder("queries") / "tables" / f"{table.name}.rq"))


@pytest.mark.parametrize("table", QUERIED, ids=lambda table: table.name)
def test_a_table_is_the_answer_to_its_query(store: GraphStore, table: Table, tmp_path: Path) -> None:
    answer = ask_query(store, table)
    rows = list(read_table(store, table, tmp_path))
    assert list(answer.columns) == table.names
    assert {tuple(row) for row in rows} == set(answer.rows)
    assert len({tuple(row[: table.key_length]) for row in rows}) == len(rows)
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)


def test_the_sample_has_something_for_every_table_but_those_of_stories(
    store: GraphStore, tmp_path: Path
) -> None:
    empty = {table.name for table in list_tables() if not list(read_table(store, table, tmp_path))}
    # One article has no second report (tests/model/test_quotation_set.py has).
    assert empty <= {
        "agreement_counts",
        "agreement_topics",
        "article_topics",
        "contested_claims",
        "narrations",
        "quotations",
    }


@TABLE
def test_pandas_and_duckdb_read_the_rows_back(
    store: GraphStore, written: Path, table: Table, tmp_path: Path
) -> None:
    rows = list(read_table(store, table, tmp_path))
    frame = pandas.read_parquet(written / "parquet" / f"{table.name}.parquet")
    assert to_rows(frame) == rows
    assert to_rows(pandas.read_csv(written / "csv" / f"{table.name}.csv"), table) == rows
    with duckdb.connect(str(written / "duckdb"), read_only=True) as database:
        found = database.execute(f'SELECT * FROM "{table.name}"').fetchall()
    assert [list(row) for row in found] == rows
    with closing(sqlite3.connect(written / "sqlite")) as lite:
        assert [list(row) for row in lite.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid')] == rows


def to_rows(frame: Any, table: Table | None = None) -> list[Row]:
    """The rows of a frame; what CSV has no type for is read as its column says."""
    texts = {column.name for column in table.columns if column.kind in ("text", "edtf")} if table else set()
    return [
        [to_plain(value, name in texts) for name, value in zip(frame.columns, row, strict=True)]
        for row in frame.itertuples(index=False, name=None)
    ]


def to_plain(value: Any, is_text: bool) -> Any:
    if pandas.isna(value):
        return None
    value = value.item() if hasattr(value, "item") else value
    if is_text and not isinstance(value, str):
        return f"{value:g}"
    return int(value) if isinstance(value, float) and value.is_integer() and value > 1 else value


def test_the_page_is_written_from_the_tables() -> None:
    page = Path(__file__).parent.parent / "docs" / "tables.md"
    assert page.read_text(encoding="utf-8") == to_markdown(list_tables()), (
        "run `python -m kg.tables > docs/tables.md`"
    )


def test_what_articles_say_differently_is_one_row(tmp_path: Path) -> None:
    one, other = ArticleGraph("a", "2022-01-01", "One"), ArticleGraph("b", "2022-01-02", "Other")
    for article, kind in ((one, SP.Treaty), (other, SP.Agreement), (other, SP.Memorandum)):
        article.sign("accord", [ANN])
        for class_ in (SP.Agreement, kind):
            article.add(f"{NORSA.rpartition('organization')[0]}agreement/accord", RDF.type, NamedNode(class_))
    [agreement] = read(in_memory(all_quads(one, other)), "agreements", tmp_path)
    assert (agreement["name"], agreement["kind"]) == ("Accord", "Memorandum; Treaty")


def test_views_and_search_name_what_iris_stand_for(written: Path) -> None:
    with (
        closing(sqlite3.connect(written / "sqlite")) as lite,
        duckdb.connect(str(written / "duckdb")) as duck,
    ):
        for view in ("who_said_what", "who_signed_what", "who_holds_which_office"):
            rows = lite.execute(f"SELECT * FROM {view}").fetchall()
            assert rows and len(rows) == len(duck.execute(f"SELECT * FROM {view}").fetchall())
        kinds = {kind for (kind,) in lite.execute("SELECT kind FROM search")}
        assert kinds == {"actor", "agreement", "topic", "claim", "article"}
        found = lite.execute("SELECT iri FROM search('signings') WHERE kind = 'article'").fetchall()
        assert found == lite.execute("SELECT article FROM articles").fetchall()


def test_the_same_graph_gives_the_same_files(tmp_path: Path) -> None:
    article = ArticleGraph("a", "2022-01-01", "Title")
    article.say(ANN, "words", to=[BOB], about=[NORSA])
    quads = [*article.quads, *entity_quads([(ANN, "Ann"), (BOB, "Bob"), (NORSA, "NORSA")])]
    for form in ("csv", "parquet", "sqlite"):
        for name, order in (("first", quads), ("second", quads[::-1])):
            export(in_memory(order), "tables", tmp_path / name / form, ExportOptions(form=form))
    files = [path for path in sorted((tmp_path / "first").rglob("*")) if path.is_file()]
    assert len(files) == 2 * len(list_tables()) + 1
    for path in files:
        assert path.read_bytes() == (tmp_path / "second" / path.relative_to(tmp_path / "first")).read_bytes()


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_whatever_an_article_says_comes_back(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    article = ArticleGraph("a", "2022-01-01", words)
    article.say(ANN, words)
    store = in_memory([*article.quads, *entity_quads([(ANN, words)])])
    export(store, "tables", folder / "csv")
    export(store, "tables", folder / "sqlite", ExportOptions(form="sqlite"))
    with (folder / "csv" / "claims.csv").open(encoding="utf-8", newline="") as file:
        assert [row["words"] for row in csv.DictReader(file)] == [words]
    with closing(sqlite3.connect(folder / "sqlite")) as lite:
        assert lite.execute("SELECT who, words, article FROM who_said_what").fetchall() == [(words,) * 3]


def test_for_excel_there_is_no_formula(tmp_path: Path, kg: Run, written_graph: Path) -> None:
    article = ArticleGraph("a", "2022-01-01", "=title")
    article.say(ANN, "@words")
    export(in_memory(article.quads), "tables", tmp_path / "csv", ExportOptions(excel=True))
    assert "'=title" in (tmp_path / "csv" / "articles.csv").read_text("utf-8-sig")
    assert "'@words" in (tmp_path / "csv" / "claims.csv").read_text("utf-8-sig")
    answer = kg("export", "tables", tmp_path / "x", "--as", "sqlite", "--excel", "--store", written_graph)
    assert answer.code == 2 and "--excel is for csv, and sqlite was asked for" in answer.err


def test_the_command_writes_a_database(ask: Run, tmp_path: Path, written: Path) -> None:
    answer = ask("export", "tables", tmp_path / "graph.sqlite", "--as", "sqlite")
    assert (answer.code, answer.err) == (0, f"wrote {tmp_path / 'graph.sqlite'}\n")
    assert (tmp_path / "graph.sqlite").read_bytes() == (written / "sqlite").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["graph.sqlite"]


def test_options_that_do_not_fit_are_told(store: GraphStore, tmp_path: Path, ask: Run) -> None:
    with pytest.raises(UsageError, match="--as is for tables: kg export tables FILE --as sqlite"):
        export(store, "gexf", tmp_path / "x", ExportOptions(form="sqlite"))
    with pytest.raises(UsageError, match="tables holds the whole graph"):
        export(store, "tables", tmp_path / "x", ExportOptions(ties=("told",)))
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportError, match="it is a folder; name a file"):
        export(store, "tables", tmp_path / "folder", ExportOptions(form="sqlite"))
    assert ask("export", "tables", tmp_path / "x", "--as", "excel").code == 2


@pytest.mark.parametrize(("package", "form"), [("duckdb", "duckdb"), ("pyarrow", "parquet")])
def test_without_a_package_the_remedy_is_named(
    store: GraphStore, tmp_path: Path, hide: Callable[[str], None], package: str, form: Any
) -> None:
    hide(package)
    with pytest.raises(ExportError, match=f"pip install {package}"):
        export(store, "tables", tmp_path / "x", ExportOptions(form=form))
    assert not list(tmp_path.iterdir())
