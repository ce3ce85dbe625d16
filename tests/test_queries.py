"""Tests of queries, their parameters and rows: every query of the project answers with these rows."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib.plugins.sparql import prepareQuery

from kg import vocab
from kg.errors import QueryError, UsageError
from kg.explorer.asking import ask_page
from kg.facts import to_facts
from kg.model import Extraction, Story
from kg.ontology import gazetteer_quads
from kg.queries import ask, list_checks, list_queries, run_query
from kg.query_parameters import expand_iri, to_terms
from kg.rows import Rows, to_csv, to_json, to_turtle
from kg.store import GraphStore, in_memory
from kg.triples import article_quads, entity_quads
from kg.triples.stories import story_quads
from kg.vocab import CITO, DCTERMS, FOAF, OA, PROV, RDF, RDFS, SCHEMA, SP, XSD, article_iri
from tests import graphs, samples, samples_second

ROOT = Path(__file__).parent.parent
STATION, CLOSING = 'the station "will fly until 2030"', "the station would close in 2032"
RUIZ_TOLD = "that Ruiz told the agency that the accord was sound"
PACT, NEWS = "Lunar pact signed", "Norland signs"
URL = "https://example.org/harbor-accord"

# query -> (parameters, the columns compared, the rows)
EXPECTED: dict[str, tuple[dict[str, str], tuple[str, ...], list[tuple[object, ...]]]] = {
    "who-said-what": (
        {"actor": "orbita"},
        ("who", "on_behalf_of", "act", "words", "said_on", "published", "article", "url"),
        [("Ana Ruiz", "Orbita", "statement", STATION, "2022-07-26", "2022-07-27", PACT, URL)],
    ),
    "what-did-actor-say-about": (
        {"actor": "NS", "topic": "STATION"},
        ("who", "words", "said_on", "published"),
        [("Norland Space", CLOSING, None, "2022-08-01")],
    ),
    "claims-about-year": (
        {"year": "2030"},
        ("who", "words", "about", "fit"),
        [("Ana Ruiz", STATION, "../2030", "open or longer")],
    ),
    "who-signed-what": (
        {"actor": "Norland"},
        ("agreement", "who", "for_whom", "signed_on", "place"),
        [("Harbor Accord", "Mia Holt", "Norland", "2022-05-09", None)],
    ),
    "signatures-of-agreement": (
        {"agreement": "harbor"},
        ("stage", "who", "for_whom", "on", "place", "article"),
        [
            ("signed", "Ana Ruiz", "Freedonia", "2022-05-04", "Geneva", PACT),
            ("signed", "Ana Ruiz", "Freedonia", "2022-05-06", None, NEWS),
            ("signed", "Mia Holt", "Norland", "2022-05-09", None, NEWS),
        ],
    ),
    "signature-ledger": (
        {"agreement": "harbor"},
        ("on", "stage", "person", "party", "place", "disputed", "words", "article"),
        [
            (
                "2022-05-04",
                "signed",
                "Ana Ruiz",
                "Freedonia",
                "Geneva",
                f"on 2022-05-06 in {NEWS}",
                "signed",
                PACT,
            ),
            (
                "2022-05-06",
                "signed",
                "Ana Ruiz",
                "Freedonia",
                None,
                f"on 2022-05-04 in {PACT}",
                "signed",
                NEWS,
            ),
            ("2022-05-09", "signed", "Mia Holt", "Norland", None, None, "signed", NEWS),
        ],
    ),
    "activity-over-time": (
        {},
        ("month", "articles", "stories", "statements", "signings"),
        [("2022-07", 1, 1, 3, 1), ("2022-08", 1, 1, 6, 2)],
    ),
    "topics": (
        {},
        ("topic", "wider", "claims", "speakers", "stories", "first", "last"),
        [
            ("space stations", None, 2, 2, 2, "2022-07-27", "2022-08-01"),
            ("orbital debris", "space sustainability", 1, 1, 1, "2022-08-01", "2022-08-01"),
        ],
    ),
    "topics-over-time": (
        {},
        ("month", "topic", "claims", "stories"),
        [
            ("2022-07", "space stations", 1, 1),
            ("2022-08", "orbital debris", 1, 1),
            ("2022-08", "space stations", 1, 1),
        ],
    ),
    "who-talks-about": (
        {"topic": "Space sustainability"},
        ("who", "claims", "stories", "first", "last", "words"),
        [("Mia Holt", 1, 1, "2022-08-01", "2022-08-01", "debris is a danger")],
    ),
    "topics-of-actor": (
        {"actor": "Norland Space"},
        ("topic", "claims", "of_all", "stories"),
        [("orbital debris", 1, 1.0, 1), ("space stations", 1, 0.5, 1)],
    ),
    "who-has-not-signed": (
        {"agreement": "harbor", "roster": "Norland, Orbita, Freedonia"},
        ("who", "named", "finding", "other_acts"),
        [
            (
                "Orbita",
                "Harbor Accord",
                "no signature seen in 2 articles, 2 stories, that tell of signatures",
                None,
            )
        ],
    ),
    "stated-counts": (
        {"agreement": "harbor"},
        ("as_of", "total", "bound", "counted", "finding", "words"),
        [],
    ),
    "who-has-not-spoken": (
        {"topic": "orbital debris", "roster": "Norland, Orbita, Freedonia", "since": "2022-08-01"},
        ("who", "about", "finding", "first", "last"),
        [
            (
                "Freedonia",
                "orbital debris",
                "no statement seen in 1 article that speaks of it",
                "2022-08-01",
                "2022-08-01",
            ),
            (
                "Orbita",
                "orbital debris",
                "no statement seen in 1 article that speaks of it",
                "2022-08-01",
                "2022-08-01",
            ),
        ],
    ),
    "unknown-actors": (
        {},
        ("name", "type", "stories"),
        [("Ana Ruiz", "Person", 2), ("Leon Falk", "Person", 1), ("Mia Holt", "Person", 1)],
    ),
    "who-reacted-to-whom": (
        {},
        ("who", "to_whom", "act", "words"),
        [("Leon Falk", "Ana Ruiz", "refusal", "declined")],
    ),
    "told-whom": ({}, ("who", "told", "words"), [("Ana Ruiz", "Leon Falk", STATION)]),
    "date-disagreements": (
        {},
        ("what", "who", "date", "article", "other_date", "other_article"),
        [
            ("Harbor Accord: signed", "Ana Ruiz", "2022-05-04", PACT, "2022-05-06", NEWS),
            ("Harbor Accord: signed", "Freedonia", "2022-05-04", PACT, "2022-05-06", NEWS),
        ],
    ),
    "merged-names": (
        {},
        ("who", "name", "evidence", "confidence", "mentions", "stories"),
        [
            ("Ana Ruiz", "Ruiz", "surname", 0.9, 2, 2),
            ("Leon Falk", "Falk", "surname", 0.9, 2, 1),
            ("Mia Holt", "Holt", "surname", 0.9, 2, 1),
        ],
    ),
    "merges-by-evidence": ({}, ("evidence", "names", "actors", "mentions"), [("surname", 3, 3, 6)]),
    "position-of": (
        {"actor": "Ana Ruiz", "topic": "space stations"},
        ("on", "said_on", "who", "act", "polarity", "how", "words"),
        [("space stations", "2022-07-27", "Ana Ruiz", "statement", None, "named", STATION)],
    ),
    "contradictions": (
        {"theme": "station"},
        ("what", "clash", "who", "said", "other", "other_said"),
        [("end of station", "time", "Ana Ruiz", "../2030", "Norland Space", "2032")],
    ),
    "promised-dates": (
        {},
        ("what", "said_on", "promised", "who"),
        [
            ("end of station", "2022-07-26", "../2030", "Ana Ruiz"),
            ("end of station", "2022-08-01", "2032", "Norland Space"),
        ],
    ),
    "promises": (
        {"as_of": "2033-01-01"},
        ("who", "what", "promised", "status"),
        [("Norland Space", "end of station", "2032", "no word")],
    ),
    "shifts": ({}, ("who", "what"), []),
    "unnamed-sources": ({}, ("who", "words"), [("a senior official", 'Falk was "surprised"')]),
    "second-hand": (
        {},
        ("who", "act", "words", "told_by", "in_words", "article"),
        [("Ana Ruiz", "statement", "that the accord was sound", "Mia Holt", RUIZ_TOLD, NEWS)],
    ),
    "how-firmly": (
        {"strength": "named"},
        ("how", "hedged", "who", "words"),
        [
            ("named", None, "Mia Holt", "debris is a danger"),
            ("named", None, "Norland Space", "the delay of Orbita"),
            ("named", None, "Norland Space", CLOSING),
            ("named", None, "Norland Space", "to launch a probe soon"),
            ("named", None, "Ana Ruiz", STATION),
            ("named", "hedged", "Mia Holt", RUIZ_TOLD),
        ],
    ),
    "co-signatories": (
        {"actor": "Norland"},
        ("who", "with_whom", "agreement"),
        [("Norland", "Freedonia", "Harbor Accord")],
    ),
    "topic-timeline": (
        {"topic": "station"},
        ("date", "who", "about"),
        [("2022-07-26", "Ana Ruiz", "../2030"), ("2022-08-01", "Norland Space", "2032")],
    ),
    "refusals-to-comment": (
        {},
        ("who", "how", "about_whom", "article"),
        [("Leon Falk", "declined", "Ana Ruiz", PACT)],
    ),
    "attitudes": ({}, ("who", "how", "words"), [("Norland Space", "regretted", "the delay of Orbita")]),
    "intentions": (
        {},
        ("who", "how", "words", "about"),
        [("Norland Space", "plans", "to launch a probe soon", "soon")],
    ),
    "who-holds-which-office": (
        {"actor": "Orbita"},
        ("who", "office", "organization", "former"),
        [("Ana Ruiz", "agency chief", "Orbita", "")],
    ),
    "actor-card": (
        {"actor": "Norland Space"},
        ("property", "value"),
        [
            ("type", "Organization"),
            ("also called", "NS"),
            ("country", "Norland"),
            ("part of", "Orbita"),
            ("has the officer", "Mia Holt, director"),
            ("statements made", 3),
            ("statements made for it", 2),
            ("claims that mention it", 1),
            ("stories", 1),
        ],
    ),
    "most-quoted": (
        {},
        ("who", "type", "statements", "stories"),
        [
            ("Norland Space", "Organization", 3, 1),
            ("Mia Holt", "Person", 2, 1),
            ("Ana Ruiz", "Person", 1, 1),
            ("Leon Falk", "Person", 1, 1),
        ],
    ),
    "articles": (
        {},
        ("article", "published", "outlet", "claims", "url"),
        [(NEWS, "2022-08-01", None, 6, None), (PACT, "2022-07-27", "Example Wire", 2, URL)],
    ),
    "agreements": (
        {},
        ("agreement", "kind", "signings", "stories"),
        [("Harbor Accord", "Accord", 3, 2)],
    ),
    "statements-by-country": (
        {},
        ("country", "statements", "speakers", "stories"),
        [("Norland", 5, 2, 1), ("Freedonia", 1, 1, 1)],
    ),
    "latest-statements": (
        {"since": "2022-08-01"},
        ("who", "act", "words"),
        [
            ("Mia Holt", "belief", "debris is a danger"),
            ("Mia Holt", "statement", RUIZ_TOLD),
            ("Norland Space", "attitude", "the delay of Orbita"),
            ("Norland Space", "statement", CLOSING),
            ("Norland Space", "intention", "to launch a probe soon"),
        ],
    ),
    "evidence-of": (
        {"iri": "id:agreement/harbor-accord"},
        ("words", "start", "end", "article"),
        [("Harbor Accord", 189, 202, PACT), ("Harbor Accord", 162, 175, NEWS)],
    ),
    "speakers-of-an-organization": (
        {"organization": "Norland Space"},
        ("who", "office", "statements", "stories"),
        [("Mia Holt", "director", 2, 1)],
    ),
    "claims-mentioning-actor": (
        {"actor": "Orbita"},
        ("who", "act", "words"),
        [("Norland Space", "attitude", "the delay of Orbita")],
    ),
    "unresolved-dates": ({}, ("expression", "value", "reason"), [("soon", "FUTURE_REF", "vague")]),
    "least-sure": (
        {},
        ("confidence", "who"),
        [
            (0.8, "Ana Ruiz"),
            (0.8, "Mia Holt"),
            (0.8, "Mia Holt"),
            (0.8, "Norland Space"),
            (0.8, "Norland Space"),
            (0.8, "Norland Space"),
            (0.9, "Ana Ruiz"),
            (0.9, "a senior official"),
        ],
    ),
    "facts-of-actor": (
        {"actor": "Mia Holt"},
        ("predicate", "object"),
        [
            (RDFS.label, "Harbor Accord"),
            (SP.signedBy, vocab.actor_iri("Person", "Mia Holt")),
            (SP.text, "debris is a danger"),
            (SP.text, RUIZ_TOLD),
            (RDFS.label, "Mia Holt"),
            *(
                (
                    SP.stated,
                    vocab.part_iri(
                        samples_second.ARTICLE.content_hash, "claim", [samples_second.passage(words)]
                    ),
                )
                for words in ("debris is a danger", RUIZ_TOLD)
            ),
        ],
    ),
}


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return samples_second.both()


def pick(rows: Rows, columns: tuple[str, ...]) -> list[tuple[object, ...]]:
    places = [rows.columns.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in rows.rows]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_query_answers_with_these_rows(store: GraphStore, name: str) -> None:
    params, columns, expected = EXPECTED[name]
    assert pick(run_query(store, name, params), columns) == expected


def test_every_query_says_what_it_answers_and_how_to_ask_it() -> None:
    for query in list_queries():
        assert query.summary.endswith("."), query.name
        missing = [
            p.name for p in query.parameters if p.default is None and f"{p.name}=" not in query.example
        ]
        assert not missing, query.name


@pytest.mark.parametrize("query", [*list_queries(), *list_checks()], ids=lambda query: query.name)
def test_every_query_runs_on_an_empty_graph_and_parses_elsewhere(query: object) -> None:
    params = {
        p.name: {
            "actor": "id:x",
            "agreement": "id:x",
            "iri": "id:x",
            "roster": "id:x,id:y",
            "topic": "id:x",
            "year": "2030",
            "date": "2030-01-01",
        }.get(p.kind, "x")
        for p in query.parameters
        if p.default is None
    }  # type: ignore[attr-defined]
    assert ask(in_memory([]), query, params).rows == []  # type: ignore[arg-type]
    prepareQuery(query.sparql)  # type: ignore[attr-defined]


def test_a_plan_is_not_what_somebody_said(store: GraphStore) -> None:
    said = pick(
        run_query(store, "who-said-what", {"actor": "Norland Space"}), ("who", "on_behalf_of", "words")
    )
    assert said == [
        ("Mia Holt", "Norland Space", "debris is a danger"),
        ("Mia Holt", "Norland Space", RUIZ_TOLD),
        ("Norland Space", None, CLOSING),
    ]


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("who-said-what", {"actor": "Ana Ruiz"}),
        ("what-did-actor-say-about", {"actor": "Ana Ruiz", "topic": "accord"}),
        ("topic-timeline", {"topic": "accord"}),
        ("claims-mentioning-actor", {"actor": "Norland Space"}),
        ("latest-statements", {}),
        ("how-firmly", {}),
        ("told-whom", {}),
    ],
)
def test_what_is_known_at_second_hand_is_never_read_as_said(
    store: GraphStore, name: str, params: dict[str, str]
) -> None:
    assert "that the accord was sound" not in {
        words for (words,) in pick(run_query(store, name, params), ("words",))
    }


def test_who_tells_of_their_own_beliefs_is_no_second_hand() -> None:
    *others, inner = samples_second.EXTRACTION.claims
    own = replace(
        samples_second.EXTRACTION, claims=(*others, replace(inner, speakers=(samples_second.HOLT_LAST,)))
    )
    quads = article_quads(to_facts(samples_second.ARTICLE, own, samples_second.RESOLUTION))
    assert run_query(in_memory(list(quads)), "second-hand").rows == []


def test_what_is_told_by_nobody_in_particular_is_told_once() -> None:
    *others, outer, inner = samples_second.EXTRACTION.claims
    reading = replace(samples_second.EXTRACTION, claims=(*others, replace(outer, speakers=()), inner))
    quads = article_quads(to_facts(samples_second.ARTICLE, reading, samples_second.RESOLUTION))
    labels = entity_quads((entity.iri, entity.name) for entity in samples_second.RESOLUTION.entities)
    rows = pick(run_query(in_memory([*quads, *labels]), "second-hand"), ("who", "told_by"))
    assert rows == [("Ana Ruiz", None)]


def test_an_undated_article_takes_no_day_away() -> None:
    undated = replace(samples.ARTICLE, title="Another", published=None, source=None)
    one, other = samples.ARTICLE.content_hash, undated.content_hash
    told = [
        *article_quads(to_facts(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION)),
        *article_quads(to_facts(undated, samples.EXTRACTION, samples.RESOLUTION)),
        *entity_quads((entity.iri, entity.name) for entity in samples.RESOLUTION.entities),
        *gazetteer_quads(),
    ]
    apart = in_memory([*told, *story_quads([Story(one), Story(other)])])
    together = in_memory([*told, *story_quads([Story(one, (other,))])])
    asked = [
        run_query(apart, "topics", {}, everything=True),
        run_query(apart, "topics-of-actor", {"actor": "Ana Ruiz"}, everything=True),
        run_query(apart, "who-talks-about", {"topic": "space stations"}, everything=True),
        run_query(together, "outlets-of-story", {"story": f"<{article_iri(one)}>"}),
    ]
    days = {
        row[place]
        for rows in asked
        for row in rows.rows
        for place in map(rows.columns.index, ("first", "last"))
    }
    assert all(rows.rows for rows in asked)
    assert days - {None} == {samples.ARTICLE.published}
    _, [story] = ask_page(together, "stories")
    assert (story["first"], story["last"]) == ("2022-07-27", "2022-07-27")
    assert story["printed_by"]


def test_two_counts_of_one_signature_are_shown_against_each_other() -> None:
    def with_ranks(sample: ModuleType, *numbers: int) -> Extraction:
        pairs = zip(sample.EXTRACTION.signings, numbers, strict=True)
        signings = tuple(replace(signing, rank=(number, signing.cue)) for signing, number in pairs)
        return replace(sample.EXTRACTION, signings=signings)

    second = samples_second
    entities = {*samples.RESOLUTION.entities, *second.RESOLUTION.entities}
    store = in_memory([
        *article_quads(to_facts(samples.ARTICLE, with_ranks(samples, 40), samples.RESOLUTION)),
        *article_quads(to_facts(second.ARTICLE, with_ranks(second, 41, 41), second.RESOLUTION)),
        *entity_quads((entity.iri, entity.name) for entity in entities),
    ])  # fmt: skip
    rows = pick(
        run_query(store, "signature-ledger", {"agreement": "harbor"}), ("party", "number", "disputed")
    )
    assert [(party, number, set(against.split("; "))) for party, number, against in rows] == [
        ("Freedonia", 40, {f"on 2022-05-06 in {NEWS}", f"as number 41 in {NEWS}"}),
        (
            "Freedonia",
            41,
            {f"on 2022-05-04 in {PACT}", f"as number 40 in {PACT}", f"number 41 is Norland in {NEWS}"},
        ),
        ("Norland", 41, {f"number 41 is Freedonia in {NEWS}"}),
    ]


def test_what_its_agency_signs_a_state_has_signed() -> None:
    borea, agency = graphs.actor("borea", "state"), graphs.actor("agency", "organization")
    article = graphs.ArticleGraph("one", "2024-06-14", "one")
    article.sign("pact", parties=[agency])
    article.sign("treaty", parties=[borea], stage="proposed")
    article.add(agency, SP.country, NamedNode(borea))
    store = in_memory([*article.quads, *entity_quads([(borea, "Borea"), (agency, "Agency")])])
    asked = {"agreement": "id:agreement/pact", "roster": "id:state/borea,id:organization/agency"}
    assert run_query(store, "who-has-not-signed", asked).rows == []
    asked["agreement"] = "id:agreement/treaty"
    rows = pick(run_query(store, "who-has-not-signed", asked), ("who", "other_acts"))
    assert rows == [("Agency", None), ("Borea", "proposed")]


def test_a_country_has_said_what_its_people_said_and_nothing_else() -> None:
    ana, leon = graphs.actor("ana"), graphs.actor("leon")
    borea, arca = graphs.actor("borea", "state"), graphs.actor("arca", "state")
    article = graphs.ArticleGraph("one", "2024-06-14", "one")
    for words in ("one", "two"):
        article.say(ana, words)
    article.add(ana, SP.country, NamedNode(borea))
    article.add(leon, SP.country, NamedNode(arca))
    labels = entity_quads([(borea, "Borea"), (arca, "Arca")])
    answer = run_query(in_memory([*article.quads, *labels]), "statements-by-country")
    assert pick(answer, ("country", "statements", "speakers")) == [("Borea", 2, 1)]


def test_who_stands_on_a_list_of_signatories_has_signed() -> None:
    borea, arca = graphs.actor("borea", "state"), graphs.actor("arca", "state")
    article = graphs.ArticleGraph("one", "2024-06-14", "one")
    article.sign("pact", parties=[graphs.actor("cyra", "state")])
    article.add(f"{vocab.BASE_IRI}roster/founders", SP.member, NamedNode(borea))
    article.add(f"{vocab.BASE_IRI}roster/founders", SP.signatoriesOf, NamedNode(vocab.agreement_iri("pact")))
    store = in_memory([*article.quads, *entity_quads([(borea, "Borea"), (arca, "Arca")])])
    asked = {"agreement": "id:agreement/pact", "roster": f"{borea},{arca}"}
    rows = pick(run_query(store, "who-has-not-signed", asked), ("who", "finding"))
    assert rows == [("Arca", "no signature seen in 1 article, 1 story, that tell of signatures")]


def test_a_roster_is_found_by_its_name_and_an_unknown_one_lists_them() -> None:
    store = in_memory(gazetteer_quads())
    members = to_terms(store, "roster", "roster", "g7")
    assert members and NamedNode(vocab.actor_iri("State", "Japan")) in members and len(members) == 7
    with pytest.raises(QueryError, match=r"no roster of that name.*European Union"):
        to_terms(store, "roster", "roster", "G8")


@pytest.mark.parametrize("year", ["2031", "2033", "2019"])
def test_a_year_outside_the_bounds_is_not_found(store: GraphStore, year: str) -> None:
    words = pick(run_query(store, "claims-about-year", {"year": year}), ("words",))
    assert words == ([(STATION,)] if year == "2019" else [])


def test_a_name_finds_the_exact_actor_alone_and_words_find_all(store: GraphStore) -> None:
    assert len(run_query(store, "most-quoted").rows) == 4
    names = {row[0] for row in run_query(store, "actor-card", {"actor": "norland"}).rows}
    assert names == {"Norland"}
    names = {row[0] for row in run_query(store, "actor-card", {"actor": "space"}).rows}
    assert names == {"Norland Space"}
    several = in_memory([
        Quad(NamedNode(iri), NamedNode(predicate), value, NamedNode("https://example.org/g"))
        for iri, name in [("a:1", "Space One"), ("a:2", "Space Two")]
        for predicate, value in [(RDF.type, NamedNode(SP.Organization)), (RDFS.label, Literal(name))]
    ])  # fmt: skip
    assert {row[0] for row in run_query(several, "actor-card", {"actor": "Space"}).rows} == {
        "Space One",
        "Space Two",
    }


def test_an_actor_is_found_by_iri(store: GraphStore) -> None:
    card = run_query(store, "actor-card", {"actor": vocab.actor_iri("Person", "Mia Holt")})
    assert card.rows == run_query(store, "actor-card", {"actor": "id:person/mia-holt"}).rows != []


def test_a_name_that_nobody_has_suggests_the_near_ones(store: GraphStore) -> None:
    with pytest.raises(QueryError, match=r"actor=Orbta: no actor of that name .* did you mean Orbita\?"):
        run_query(store, "who-said-what", {"actor": "Orbta"})


@pytest.mark.parametrize("value", ['" } DROP ALL #', "\\", "a'b", "' UNION { ?s ?p ?o }", "naïve ∞", " "])
def test_a_value_is_never_read_as_sparql(store: GraphStore, value: str) -> None:
    assert (
        run_query(store, "topic-timeline", {"topic": value}).rows
        == run_query(in_memory([]) if value != " " else store, "topic-timeline", {"topic": value}).rows
    )


def test_a_mistyped_query_suggests_the_near_ones(store: GraphStore) -> None:
    with pytest.raises(UsageError, match="Did you mean who-said-what"):
        run_query(store, "who-sad-what", {"actor": "Orbita"})
    with pytest.raises(UsageError, match=r"cannot read the query nowhere\.rq"):
        run_query(store, "nowhere.rq")


@pytest.mark.parametrize("params", [{}, {"actor": "Orbita", "actress": "x"}])
def test_a_wrong_parameter_lists_the_right_ones(store: GraphStore, params: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        run_query(store, "who-said-what", params)
    assert "actor (The speaker" in str(caught.value)
    assert "kg query who-said-what --param actor=NASA" in str(caught.value)


@pytest.mark.parametrize(
    ("query", "params", "message"),
    [
        ("claims-about-year", {"year": "30"}, "year=30: not a year"),
        ("claims-about-year", {"year": "٢٠٣٠"}, "not a year"),
        ("latest-statements", {"since": "20220727"}, "since=20220727: not a date"),
        ("latest-statements", {"since": "2022-W30-3"}, "since=2022-W30-3: not a date"),
        ("latest-statements", {"since": "yesterday"}, "since=yesterday: not a date"),
        ("evidence-of", {"iri": "Harbor Accord"}, "iri=Harbor Accord: not an IRI"),
        ("signatures-of-agreement", {"agreement": "Harbour Accord"}, "did you mean Harbor Accord"),
    ],
)
def test_a_value_of_the_wrong_form_says_the_right_one(
    store: GraphStore, query: str, params: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        run_query(store, query, params)


def test_a_query_file_of_ones_own(store: GraphStore, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(f"#+ param: n  A name\nSELECT ?n ?s {{ ?s <{FOAF.name}> ?n }}")
    assert run_query(store, str(path), {"n": "Orbita"}).rows == [(vocab.actor_iri("Organization", "Orbita"),)]
    path.write_text("SELECT ?s {")
    with pytest.raises(QueryError, match="query mine: this is not SPARQL: line 1"):
        run_query(store, str(path))
    with pytest.raises(UsageError, match="It takes none"):
        run_query(store, str(path), {"n": "x"})
    path.write_text("#+ param: n\nASK {}")
    with pytest.raises(QueryError, match="write `#"):
        run_query(store, str(path))
    path.write_text("#+ param: n:nmae  A name\nASK {}")
    with pytest.raises(QueryError, match="no kind of parameter; there are: actor"):
        run_query(store, str(path))


def test_an_ask_and_a_duplicate_row_of_ones_own(store: GraphStore, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("ASK { ?s ?p ?o }")
    assert run_query(store, str(path)).rows == [(True,)]
    assert json.loads(to_json(run_query(store, str(path)))) == {"head": {}, "boolean": True}
    path.write_text("SELECT ?x { VALUES ?x { 1 1 } }")
    assert run_query(store, str(path)).rows == [(1,), (1,)]


TERMS = Rows(
    ("iri", "words", "number", "share", "flag", "date", "tongue", "nothing"),
    (
        (
            NamedNode("a:b"),
            Literal('two\n"lines", and a comma'),
            Literal("7", datatype=NamedNode(XSD.integer)),
            Literal("0.90", datatype=NamedNode(XSD.decimal)),
            Literal(True),
            Literal("2022-07-27", datatype=NamedNode(XSD.date)),
            Literal("Weltraum", language="de"),
            None,
        ),
        (BlankNode("x"), *[None] * 7),
    ),
)


def test_terms_come_as_plain_values() -> None:
    assert TERMS.rows[0] == (
        "a:b", 'two\n"lines", and a comma', 7, 0.9, True, "2022-07-27", "Weltraum", None,
    )  # fmt: skip


def test_csv_is_read_back() -> None:
    lines = list(csv.reader(io.StringIO(to_csv(TERMS))))
    assert lines[0] == list(TERMS.columns)
    assert lines[1] == ["a:b", 'two\n"lines", and a comma', "7", "0.9", "true", "2022-07-27", "Weltraum", ""]


def test_json_is_what_the_w3c_says() -> None:
    answer = json.loads(to_json(TERMS))
    assert answer["head"] == {"vars": list(TERMS.columns)}
    first, second = answer["results"]["bindings"]
    assert first["iri"] == {"type": "uri", "value": "a:b"}
    assert first["number"] == {"type": "literal", "value": "7", "datatype": XSD.integer}
    assert first["tongue"] == {"type": "literal", "value": "Weltraum", "xml:lang": "de"}
    assert "datatype" not in first["words"] and "nothing" not in first
    assert second == {"iri": {"type": "bnode", "value": "x"}}
    parsed = rdflib.query.Result.parse(io.BytesIO(to_json(TERMS).encode()), format="json")
    assert len(parsed.bindings) == 2


def test_turtle_is_for_graphs_only(store: GraphStore) -> None:
    rows = run_query(store, "facts-of-actor", {"actor": "Mia Holt"})
    assert len(rdflib.Graph().parse(data=to_turtle(rows), format="turtle")) == len(rows.rows)
    assert to_turtle(rows) == to_turtle(run_query(store, "facts-of-actor", {"actor": "mia holt"}))
    with pytest.raises(UsageError, match="only a CONSTRUCT"):
        to_turtle(run_query(store, "most-quoted"))


@given(st.text())
@example("A:\ufff0")
def test_an_iri_is_valid_or_refused(value: str) -> None:
    try:
        iri = expand_iri(value)
    except ValueError:
        return
    NamedNode(iri)


# check -> quads (subject, predicate, object) that it must find, added to a good graph
A, B, IT = "https://example.org/a", "https://example.org/b", "https://example.org/it"
RUIZ, ACCORD = vocab.actor_iri("Person", "Ana Ruiz"), vocab.agreement_iri("Harbor Accord")
CLAIM = vocab.part_iri(samples.ARTICLE.content_hash, "claim", [samples.passage(STATION)])
REFUSAL = vocab.part_iri(
    samples.ARTICLE.content_hash,
    "statement",
    [samples.passage("declined"), samples.passage("comment on her words")],
)
PLANTED: dict[str, list[tuple[object, str, object]]] = {
    "copy-outside-story-violation": [(A, SP.copyOf, IT)],
    "repeats-outside-story-violation": [(CLAIM, SP.repeats, IT)],
    "variant-outside-quotation-violation": [(CLAIM, SP.variantOf, IT)],
    "quotation-of-one-story-violation": [
        (IT, SP.fullestReport, B),
        (B, SP.quotation, IT),
        (B, PROV.wasDerivedFrom, A),
        (A, SP.story, IT),
    ],
    "first-report-later-violation": [
        (IT, SP.firstReport, CLAIM),
        (B, SP.quotation, IT),
        (B, PROV.wasDerivedFrom, A),
        (A, SCHEMA.datePublished, Literal("2020-01-01", datatype=NamedNode(XSD.date))),
    ],
    "ungrounded-fact-violation": [(IT, RDF.type, SP.Signing)],
    "empty-span-violation": [(IT, OA.start, Literal(7)), (IT, OA.end, Literal(7))],
    "claim-without-edge-violation": [(RUIZ, SP.madeStatement, IT), (IT, SP.conveys, CLAIM + "x")],
    "edge-without-statement-violation": [(RUIZ, SP.intends, CLAIM)],
    "two-types-violation": [(RUIZ, RDF.type, SP.Organization)],
    "no-single-label-violation": [(RUIZ, RDFS.label, Literal("Someone else"))],
    "backward-time-violation": [
        (IT, SP.earliest, Literal("2023-01-01", datatype=NamedNode(XSD.date))),
        (IT, SP.latest, Literal("2022-12-31", datatype=NamedNode(XSD.date))),
    ],
    "signed-by-without-signing-violation": [(ACCORD, SP.signedBy, vocab.actor_iri("Person", "Leon Falk"))],
    "blank-node-violation": [(BlankNode("x"), RDFS.label, Literal("nobody"))],
    "refusal-with-claim-violation": [(REFUSAL, SP.speechAct, SP.refusal), (REFUSAL, SP.conveys, IT)],
    "foreign-mention-violation": [(IT, OA.hasSource, A)],
    "dispute-without-denial-violation": [(CLAIM, CITO.disputes, IT)],
    "topic-without-words-violation": [(CLAIM, SP.topic, samples.STATIONS.iri)],
}


def plant(facts: list[tuple[object, str, object]]) -> list[Quad]:
    def node(value: object) -> object:
        return NamedNode(value) if isinstance(value, str) else value

    graph = NamedNode("https://example.org/planted")
    return [Quad(node(s), NamedNode(p), node(o), graph) for s, p, o in facts]  # type: ignore[arg-type]


def test_every_check_has_a_violation_and_a_remedy() -> None:
    assert sorted(PLANTED) == [check.name for check in list_checks()]
    assert all(check.summary and check.remedy for check in list_checks())


@pytest.mark.parametrize("check", list_checks(), ids=lambda check: check.name)
def test_a_check_finds_what_is_planted_and_nothing_else(store: GraphStore, check: object) -> None:
    assert ask(store, check, {}).rows == []  # type: ignore[arg-type]
    planted = in_memory([*samples_second.all_quads(), *plant(PLANTED[check.name])])  # type: ignore[attr-defined]
    rows = ask(planted, check, {})  # type: ignore[arg-type]
    assert rows.columns == ("thing", "found")
    assert len(rows.rows) >= 1
    assert all(row[0] is not None for row in rows.rows)


def test_an_actor_without_any_label_is_found() -> None:
    nameless = in_memory(plant([(IT, FOAF.name, Literal("It"))]))
    check = next(check for check in list_checks() if check.name == "no-single-label-violation")
    assert ask(nameless, check, {}).rows == [(IT, "It")]


def test_a_refusal_edge_without_its_statement_is_found() -> None:
    planted = in_memory([*samples_second.all_quads(), *plant([(RUIZ, SP.refusedComment, IT)])])
    check = next(check for check in list_checks() if check.name == "edge-without-statement-violation")
    assert ask(planted, check, {}).rows == [(RUIZ, SP.refusedComment)]


def test_a_denial_needs_no_other_edge() -> None:
    told, *others = samples.EXTRACTION.claims
    denial = replace(samples.EXTRACTION, claims=(replace(told, denied=True), *others))
    store = in_memory(article_quads(to_facts(samples.ARTICLE, denial, samples.RESOLUTION)))
    check = next(check for check in list_checks() if check.name == "claim-without-edge-violation")
    assert ask(store, check, {}).rows == []


def test_doubtful_statements_are_counted_only_where_all_are_asked_for() -> None:
    doubtful = tuple(replace(claim, confidence=0.5) for claim in samples.EXTRACTION.claims)
    extraction = replace(samples.EXTRACTION, claims=doubtful)
    names = entity_quads((entity.iri, entity.name) for entity in samples.RESOLUTION.entities)
    store = in_memory([*article_quads(to_facts(samples.ARTICLE, extraction, samples.RESOLUTION)), *names])
    asked = {"actor": "Ana Ruiz"}
    assert run_query(store, "who-said-what", asked).rows == []
    assert pick(run_query(store, "who-said-what", asked, everything=True), ("words",)) == [(STATION,)]
    assert pick(run_query(store, "who-said-what", asked | {"shown": "sp:Statement"}), ("words",)) == [
        (STATION,)
    ]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_all_shows_no_less(store: GraphStore, name: str) -> None:
    params, *_ = EXPECTED[name]
    assert len(run_query(store, name, params, everything=True).rows) >= len(
        run_query(store, name, params).rows
    )


def count_of(
    article: graphs.ArticleGraph, number: int, bound: str = "exactly", included: bool | None = None
) -> None:
    """Say in an article how many have signed the pact."""
    count = f"{article.iri}/count/0-5_{len(article.quads)}"
    mention, selector = f"{count}/mention", f"{count}/selector"
    article.add(article.iri, DCTERMS.identifier, Literal(article.iri))
    article.add(count, SP.groundedIn, NamedNode(mention))
    article.add(mention, OA.hasSource, NamedNode(article.iri))
    article.add(mention, OA.hasSelector, NamedNode(selector))
    for predicate, value in ((OA.start, 0), (OA.end, 5), (OA.exact, "words")):
        article.add(selector, predicate, Literal(value))
    article.add(count, RDF.type, NamedNode(SP.StatedCount))
    article.add(count, SP.countOf, NamedNode(vocab.agreement_iri("pact")))
    article.add(vocab.agreement_iri("pact"), RDFS.label, Literal("Pact"))
    article.add(count, SP.count, Literal(number))
    article.add(count, SP.countBound, Literal(bound))
    article.add(count, SP.countedStage, Literal("signed"))
    if included is not None:
        article.add(count, SP.includesSigner, Literal(included))


def ask_counts(*articles: graphs.ArticleGraph) -> list[tuple[object, ...]]:
    store = in_memory(graphs.all_quads(*articles))
    rows = run_query(store, "stated-counts", {"agreement": "id:agreement/pact"})
    return pick(rows, ("as_of", "total", "counted", "finding", "disputed"))


def test_a_stated_count_is_held_against_the_signatures_counted_by_that_day() -> None:
    first, second = (graphs.ArticleGraph(day, day, day) for day in ("2024-01-10", "2024-02-10"))
    first.sign("pact", parties=[graphs.actor(name, "state") for name in ("borea", "arca")])
    count_of(first, 2)
    second.sign("pact", parties=[graphs.actor("cyra", "state")])
    count_of(second, 1, "at least")
    count_of(second, 4, included=False)
    assert ask_counts(first, second) == [
        ("2024-01-10", 2, 2, "agrees", None),
        ("2024-02-10", 1, 3, "agrees", None),
        ("2024-02-10", 5, 3, "2 of them not seen here", None),
    ]


def test_a_count_that_is_less_than_what_is_counted_is_flagged() -> None:
    article = graphs.ArticleGraph("one", "2024-01-10", "one")
    article.sign("pact", parties=[graphs.actor(name, "state") for name in ("borea", "arca")])
    count_of(article, 1)
    assert ask_counts(article) == [("2024-01-10", 1, 2, "1 more are counted here", None)]


def test_a_later_count_that_is_smaller_disputes_the_earlier_one() -> None:
    first, second = (graphs.ArticleGraph(day, day, day) for day in ("2024-01-10", "2024-02-10"))
    count_of(first, 12)
    count_of(second, 9)
    assert [row[-1] for row in ask_counts(first, second)] == [
        "9 on 2024-02-10 in 2024-02-10",
        "12 on 2024-01-10 in 2024-01-10",
    ]


def test_a_signature_after_the_day_asked_for_is_none_by_then() -> None:
    first, second = (graphs.ArticleGraph(day, day, day) for day in ("2024-01-10", "2024-02-10"))
    first.sign("pact", parties=[graphs.actor("borea", "state")])
    second.sign("pact", parties=[graphs.actor("arca", "state")])
    labels = entity_quads(
        [(graphs.actor("borea", "state"), "Borea"), (graphs.actor("arca", "state"), "Arca")]
    )
    store = in_memory([*graphs.all_quads(first, second), *labels])
    asked = {"agreement": "id:agreement/pact", "roster": "id:state/borea,id:state/arca"}
    assert run_query(store, "who-has-not-signed", asked).rows == []
    rows = run_query(store, "who-has-not-signed", asked | {"as_of": "2024-01-31"})
    assert pick(rows, ("who", "articles", "first", "last")) == [("Arca", 2, "2024-01-10", "2024-02-10")]


@pytest.mark.parametrize(("officials", "silent"), [("yes", ["Borea"]), ("no", ["Arca", "Borea"])])
def test_a_minister_speaks_for_a_state_where_one_chooses_so(officials: str, silent: list[str]) -> None:
    ana, borea, arca = graphs.actor("ana"), graphs.actor("borea", "state"), graphs.actor("arca", "state")
    article = graphs.ArticleGraph("one", "2024-06-14", "one")
    article.say(ana, "debris")
    article.hold(ana, "minister", arca)
    claim = next(quad.subject for quad in article.quads if quad.predicate.value == SP.text)
    topic = f"{vocab.BASE_IRI}topic/debris"
    article.add(claim.value, SP.topic, NamedNode(topic))
    article.add(topic, RDFS.label, Literal("debris"))
    store = in_memory([*article.quads, *entity_quads([(borea, "Borea"), (arca, "Arca")])])
    asked = {"topic": "id:topic/debris", "roster": f"{borea},{arca}", "officials": officials}
    assert [name for (name,) in pick(run_query(store, "who-has-not-spoken", asked), ("who",))] == silent
