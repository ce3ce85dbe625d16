"""Speakers, actors and agreements against annotated articles: what counts as the same, and as right."""

from __future__ import annotations

from typing import Any

import pytest

from kg.evaluate import actors, agreements, speakers
from kg.evaluate.articles import Compared, compare_claims
from kg.evaluate.gold import GoldActor, GoldAgreement, GoldArticle
from kg.evaluate.names import pair_names, to_forms, to_name
from kg.model import Article
from tests.test_evaluate_articles import gold_claim, read_claim

TEXT = "NASA signed the Harbor Accords with the Space Agency of Freedonia (SAF) on Monday, said Ana Ruiz."


def read_actor(name: str, type: str = "Organization", **changes: Any) -> dict[str, Any]:
    return {"name": name, "type": type, "aliases": [], "iri": name, "naming": "named", "roles": []} | changes


def read_agreement(name: str = "Harbor Accords", **changes: Any) -> dict[str, Any]:
    return {
        "name": name,
        "span": [16, 30],
        "mentions": [[16, 30]],
        "stage": "signed",
        "parties": ["NASA"],
        "signatories": [],
        "date": "2022-07-25",
    } | changes


def compare(record: dict[str, Any], **gold: Any) -> Compared:
    return compare_claims(GoldArticle(Article("a", TEXT), gold.pop("claims", ()), **gold), record)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("the U.S. Air Force", "us air force"),
        ("Dr. K. Sivan", "k sivan"),
        ("President Macron", "macron"),
        ("NASA’s", "nasa"),
    ],
)
def test_names_are_compared_without_what_stands_before_them(name: str, words: str) -> None:
    assert to_name(name) == words


def test_a_name_with_brackets_has_three_forms() -> None:
    assert to_forms(["ESA (European Space Agency)"]) >= {"esa", "european space agency"}


def test_names_are_paired_once_and_the_most_alike_first() -> None:
    gold = [frozenset({"a"}), frozenset({"a", "b"})]
    assert pair_names(gold, [frozenset({"a", "b"})]) == {1: 0}


def test_an_actor_is_found_by_any_of_its_names() -> None:
    gold = (
        GoldActor("Space Agency of Freedonia", ("SAF",), "Organization"),
        GoldActor("Ana Ruiz", (), "Person"),
    )
    record = {
        "actors": [
            read_actor("SAF"),
            read_actor("Leon Falk", "Person"),
            read_actor("officials", naming="unnamed"),
        ]
    }
    article = actors.Actors(compare(record, actors=gold))
    figures = actors.to_figures([article])
    assert (figures["names"]["p"], figures["names"]["r"], figures["types"]) == (0.5, 0.5, 1.0)
    assert sorted(fault.what for fault in actors.find_faults(article)) == ["false", "missed"]
    assert "types" in actors.show_figures(figures)


@pytest.mark.parametrize(
    ("title", "organization", "hits"),
    [
        ("administrator", "NASA", 2),
        ("deputy administrator", "National Aeronautics and Space Administration", 2),
        ("astronaut", "NASA", 1),
        ("administrator", None, 1),
        ("administrator", "ESA", 1),
    ],
)
def test_an_office_and_where_it_is_held_are_two_things(
    title: str, organization: str | None, hits: int
) -> None:
    gold = (
        GoldActor("Ana Ruiz", (), "Person", "Administrator of NASA", "NASA"),
        GoldActor("NASA", ("National Aeronautics and Space Administration",), "Organization"),
    )
    role = {"title": title, "organization": organization, "former": False}
    record = {"actors": [read_actor("Ana Ruiz", "Person", roles=[role])]}
    score = actors.score_slots([actors.Actors(compare(record, actors=gold))])
    assert (score["gold"], score["predicted"]) == (2, 1 + (organization is not None))
    assert score["r"] == hits / 2


def test_an_agreement_is_found_by_its_name_or_its_place() -> None:
    gold = (
        GoldAgreement("Harbor Accords", ("NASA", "SAF"), ("Ana Ruiz",), "2022-07-25", "signed", True),
        GoldAgreement("the Harbor Accords with the Space Agency", (), (), None, "signed", False),
        GoldAgreement("lost pact", (), (), None, "signed", False),
    )
    record = {"agreements": [read_agreement(), read_agreement("deal", span=[0, 4], mentions=[[0, 4]])]}
    article = agreements.Agreements(compare(record, agreements=gold))
    assert article.pairs == {0: 0, 1: 0}
    figures = agreements.to_figures([article])
    assert (figures["all"]["r"], figures["all"]["p"]) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert (figures["main"]["r"], figures["main"]["p"]) == (1, 0.5)
    assert (figures["parties"]["p"], figures["parties"]["r"]) == (1, 0.5)
    assert (figures["signatories"]["r"], figures["stage"], figures["date"]) == (0, 1, 1)
    assert {"missed", "false", "parties", "signatories"} <= {f.what for f in agreements.find_faults(article)}
    assert "date" in agreements.show_figures(figures)


def test_speakers_by_a_pronoun_are_counted_apart() -> None:
    claim = gold_claim(5, 30, source=((84, 92),), speaker="Ana Ruiz")
    right = read_claim(5, 30, speaker={"name": "A. Ruiz", "iri": "x"})
    record = {"claims": [right], "actors": [read_actor("A. Ruiz", "Person", iri="x", aliases=["Ana Ruiz"])]}
    article = compare(record, claims=(claim,))
    figures = speakers.to_figures(list(speakers.pair_claims(article)))
    assert (figures["speakers"], figures["counts"]) == (1, {"speakers": 1, "pronouns": 0})
    assert list(speakers.find_faults(article)) == []
    wrong = compare({"claims": [right | {"speaker": None}]}, claims=(claim,))
    assert [fault.what for fault in speakers.find_faults(wrong)] == ["speaker"]
