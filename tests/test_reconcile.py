"""A user's list of parties: read, resolved, and held against what articles tell."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from kg import vocab
from kg.cli import main
from kg.errors import ListError
from kg.explorer.agreement import AGREEMENT
from kg.explorer.rendering import to_html
from kg.ontology import gazetteer_quads
from kg.reconcile import Entry, read_list, reconcile, resolve_list
from kg.reconcile.comparing import is_same_person
from kg.servers import open_graph
from kg.store import GraphStore, in_memory
from kg.triples import entity_quads
from kg.vocab import DCTERMS, OA, RDFS, SP, XSD, actor_iri, time_iri
from tests import graphs

PACT = vocab.agreement_iri("pact")


def write(folder: Path, text: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "party,date,signatory\nPeru,2024-05-30,Ana Ruiz\n",
        "\ufeffCountry;Signed on;Signed by\nPeru;30 May 2024;Ana Ruiz\n",
        "State\tDate\tSignatory\nPeru\tMay 30, 2024\tAna Ruiz\n",
        'name,signatory,date\n"Peru","Ana Ruiz","2024-05-30"\n\n',
    ],
)
def test_a_list_is_read_however_it_is_written(tmp_path: Path, text: str) -> None:
    assert read_list(write(tmp_path, text)) == [Entry(2, "Peru", "2024-05-30", "Ana Ruiz")]


@pytest.mark.parametrize(
    ("written", "edtf"), [("July 2022", "2022-07"), ("2022-07", "2022-07"), ("2022", "2022")]
)
def test_a_date_may_be_a_month_or_a_year(tmp_path: Path, written: str, edtf: str) -> None:
    assert read_list(write(tmp_path, f"party,date\nPeru,{written}\n"))[0].date == edtf


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has no column of parties"),
        ("who,when\nPeru,2024\n", "has no column of parties: name one party, country"),
        ("party,date\n", "is empty: there is no row"),
        ("party,date\nPeru,soon\n", "list.csv:2: 'soon' is not a date"),
        ("party,date\n,2024\n", "list.csv:2: names no party"),
        ('party\n"Peru" x"\n', "list.csv:2: is no row of a table"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ListError, match=r"list\.csv") as caught:
        read_list(write(tmp_path, text))
    assert message in str(caught.value)


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ListError, match=r"none\.csv"):
        read_list(tmp_path / "none.csv")


@pytest.fixture(scope="module")
def gazetteer() -> GraphStore:
    return in_memory(gazetteer_quads())


@pytest.mark.parametrize(
    "written",
    [
        *("South Korea", "Republic of Korea", "the Republic of Korea", "KR", "KOR", "Q884", "wd:Q884"),
        *("https://www.wikidata.org/wiki/Q884", "id:state/south-korea", actor_iri("State", "South Korea")),
    ],
)
def test_a_state_is_found_by_any_of_its_names_codes_and_items(gazetteer: GraphStore, written: str) -> None:
    resolved = resolve_list(gazetteer, "list.csv", [Entry(2, written)])
    assert list(resolved.parties) == [actor_iri("State", "South Korea")]


def test_what_names_nobody_or_stands_twice_is_told_and_not_dropped(gazetteer: GraphStore) -> None:
    rows = [Entry(2, "Norwey"), Entry(3, "Norway"), Entry(4, "NO")]
    resolved = resolve_list(gazetteer, "list.csv", rows)
    assert list(resolved.parties) == [actor_iri("State", "Norway")] and resolved.unknown == (rows[0],)
    assert resolved.problems == (
        "list.csv:2: Norwey is nobody who is known here; did you mean Norway?",
        "list.csv:4: NO stands twice, first in line 3; the first counts",
    )


def test_rosters_of_turtle_are_lists_too(tmp_path: Path, gazetteer: GraphStore) -> None:
    path = write(
        tmp_path,
        "@prefix sp: <https://w3id.org/spacepolicy/ontology#> .\n"
        "@prefix wd: <http://www.wikidata.org/entity/> .\n"
        "<urn:mine> a sp:Roster ; sp:member wd:Q884, <https://w3id.org/spacepolicy/id/state/norway> .\n",
        "mine.ttl",
    )
    resolved = resolve_list(gazetteer, "mine.ttl", read_list(path))
    assert set(resolved.parties) == {actor_iri("State", "South Korea"), actor_iri("State", "Norway")}
    with pytest.raises(ListError, match="no sp:Roster"):
        read_list(write(tmp_path, "<urn:a> <urn:b> <urn:c> .", "empty.ttl"))
    with pytest.raises(ListError, match="cannot be read as Turtle"):
        read_list(write(tmp_path, "party,date", "bad.ttl"))


def sign(article: graphs.ArticleGraph, party: str, day: str = "", person: str = "") -> None:
    """Tell in an article that a party signed the pact."""
    signing = f"{article.iri}/signing/0-5_{len(article.quads)}"
    mention, selector = f"{signing}/mention", f"{signing}/selector"
    article.add(article.iri, DCTERMS.identifier, Literal(article.iri))
    article.add(signing, SP.ofAgreement, NamedNode(PACT))
    article.add(PACT, vocab.RDF.type, NamedNode(SP.Agreement))
    article.add(PACT, RDFS.label, Literal("Pact"))
    article.add(signing, SP.stage, Literal("signed"))
    article.add(signing, SP.onBehalfOf, NamedNode(party))
    article.add(signing, SP.groundedIn, NamedNode(mention))
    article.add(mention, OA.hasSource, NamedNode(article.iri))
    article.add(mention, OA.hasSelector, NamedNode(selector))
    for predicate, value in ((OA.start, 0), (OA.end, 5), (OA.exact, "words")):
        article.add(selector, predicate, Literal(value))
    if day:
        article.add(signing, SP.signedOn, NamedNode(time_iri(day)))
        article.add(time_iri(day), RDFS.label, Literal(day))
        for predicate in (SP.earliest, SP.latest):
            article.add(time_iri(day), predicate, Literal(day, datatype=NamedNode(XSD.date)))
    if person:
        article.add(signing, SP.signatory, NamedNode(actor_iri("Person", person)))
        article.add(actor_iri("Person", person), RDFS.label, Literal(person))


def told_store() -> GraphStore:
    article, other = (
        graphs.ArticleGraph("one", "2024-06-14", "one"),
        graphs.ArticleGraph("two", "2024-06-15", "two"),
    )
    states = {name: actor_iri("State", name) for name in ("Norway", "Peru", "Chile", "Japan", "Ghana")}
    sign(article, states["Norway"], "2024-05-15", "Ana Ruiz")
    sign(article, states["Peru"], "2024-05-30")
    sign(article, states["Chile"], "2024-10-25")
    sign(other, states["Chile"], "2024-10-26")
    sign(other, states["Japan"])
    return in_memory(
        [
            *graphs.all_quads(article, other),
            *gazetteer_quads(),
            *entity_quads(zip(states.values(), states, strict=True)),
        ]
    )


ROWS = [
    Entry(2, "NO", "2024-05", "Ruiz"),
    Entry(3, "Peru", "2024-05-31"),
    Entry(4, "Chile", "2024-10-25"),
    Entry(5, "France", "2022-06-07"),
    Entry(6, "Atlantis"),
]


def test_each_party_is_told_as_the_list_and_the_articles_have_it() -> None:
    store = told_store()
    lines = reconcile(store, PACT, resolve_list(store, "list.csv", ROWS))
    assert [(line.finding, line.party, line.compared, line.days) for line in lines] == [
        ("differs", "Chile", ("date",), ("2024-10-26", "2024-10-25")),
        ("differs", "Peru", ("date",), ("2024-05-30",)),
        ("only there", "France", (), ()),
        ("only here", "Japan", (), ()),
        ("unknown there", "Atlantis", (), ()),
        ("agrees", "Norway", ("party", "date", "signatory"), ("2024-05-15",)),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Ana Ruiz", "Ruiz", True), ("Yuri Borisov", "Yury Borisov", True), ("Ana Ruiz", "Leon Falk", False)],
)
def test_spellings_of_one_person_are_one(one: str, other: str, same: bool) -> None:
    assert is_same_person(one, other) is same


INVENTED = (
    "Harbor Accords gain signatories\n\n"
    "Peru signed the Harbor Accords on May 30, 2024. Norway signed the Harbor Accords on May 15, 2024, and "
    "became the third country to sign the Harbor Accords.\n"
)


def test_the_command_compares_a_built_graph_with_a_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article, store = write(tmp_path, INVENTED, "news.txt"), str(tmp_path / "graph")
    assert main(["build", str(article), "--store", store, "--jobs", "1"]) == 0
    official = write(
        tmp_path, "party,date\nPE,30 May 2024\nNorway,2024-05-16\nChile,2024-10-25\nAtlantis,2024\n"
    )
    capsys.readouterr()
    code = main(["reconcile", "harbor accords", str(official), "--format", "json", "--store", store])
    printed = capsys.readouterr()
    rows = {row["party"]: row for row in json.loads(printed.out)}
    assert code == 0
    assert {name: row["finding"] for name, row in rows.items()} == {
        "Norway": "differs",
        "Chile": "only there",
        "Atlantis": "unknown there",
        "Peru": "agrees",
    }
    assert (rows["Norway"]["listed"], rows["Norway"]["told"]) == ("2024-05-16", "2024-05-15")
    assert INVENTED[rows["Norway"]["start"] : rows["Norway"]["end"]] == rows["Norway"]["words"]
    assert "list.csv:5: Atlantis is nobody" in printed.err
    asked = ["--param", "agreement=harbor", "--param", f"roster=@{official}", "--store", store]
    assert main(["query", "who-has-not-signed", *asked, "--format", "csv"]) == 0
    printed = capsys.readouterr()
    assert printed.out.count("no signature seen in 1 article") == 1 and "Chile" in printed.out
    assert "Atlantis is nobody" in printed.err
    assert (
        main(["query", "stated-counts", "--param", "agreement=harbor", "--format", "csv", "--store", store])
        == 0
    )
    assert "third country" in capsys.readouterr().out
    assert main(["export", "tables", str(tmp_path / "tables"), "--store", store]) == 0
    (row,) = csv.DictReader((tmp_path / "tables" / "agreement_counts.csv").read_text().splitlines())
    assert (row["number"], row["bound"], row["includes_signer"]) == ("3", "exactly", "true")
    assert row["joins"] == actor_iri("State", "Norway")
    assert main(["verify", "--store", store]) == 0


def test_the_page_of_an_agreement_draws_what_is_stated_beside_what_is_counted(tmp_path: Path) -> None:
    article, store = write(tmp_path, INVENTED, "news.txt"), tmp_path / "graph"
    assert main(["build", str(article), "--store", str(store), "--jobs", "1"]) == 0
    asked = AGREEMENT.read("harbor-accords", {"roster": "Norway, Chile", "as_of": "2024-12-31"})
    view = AGREEMENT.load(open_graph(str(store)), asked)
    (stated,) = view.data["stated"]
    assert (stated["as_of"], stated["total"], stated["counted"]) == ("2024-05-15", 3, 1)
    assert [row["who"] for row in view.data["not_seen"]] == ["Chile"]
    assert len(view.drawn["curve"]["points"]) == 1 and view.drawn["curve"]["line"]
    page = to_html(AGREEMENT, view, asked, {}, "default-src 'none'")
    assert "2 of them not seen here" in page and "third country" in page
