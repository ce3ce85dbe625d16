"""Speakers, actors and agreements against annotated articles: what counts as the same, and as right."""

from __future__ import annotations

from typing import Any

import pytest

from kg.evaluate import actors, agreements, speakers
from kg.evaluate.articles import Compared, compare_claims
from kg.evaluate.gold import GoldActor, GoldAgreement, GoldArticle
from kg.evaluate.names import pair_names, to_forms, to_name
from kg.facts import Act, AgreementFact, Facts, OfficeHeld, Signature
from kg.model import ActorType, Agreement, Article, DateExpression, Entity, Passage, Role, Signing
from tests.test_evaluate_articles import gold_claim, read_claim

TEXT = "NASA signed the Harbor Accords with the Space Agency of Freedonia (SAF) on Monday, said Ana Ruiz."
ARTICLE = Article("a", TEXT)


def find(words: str) -> Passage:
    start = TEXT.index(words)
    return Passage(start, start + len(words))


def read_actor(name: str, type: ActorType = "Organization", **changes: Any) -> Entity:
    return Entity(name, name, type, **changes)


def read_agreement(name: str, words: Passage) -> AgreementFact:
    """An agreement that NASA signed on Monday."""
    signing = Signing(words, find("signed"), "signed", "agreements.verb", 0.9)
    monday = DateExpression(find("Monday"), "DATE", "2022-07-25", "2022-07-25")
    nasa = read_actor("NASA")
    return AgreementFact(
        iri=name,
        label=name,
        agreement=Agreement(words, name, "Accord", True, (words,), "signed"),
        instrument=None,
        between=(nasa,),
        parties=(nasa,),
        topics=(),
        acts=(Act(signing, monday, (Signature("signing", None, nasa),)),),
    )


def compare(gold: GoldArticle, **read: Any) -> Compared:
    return compare_claims(gold, Facts(gold.article, **read))


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
    read = (
        read_actor("SAF"),
        read_actor("Leon Falk", "Person"),
        read_actor("officials", "Group", naming="unnamed"),
        read_actor("Freedonia", "State", modifier_only=True),
    )
    article = actors.Actors(compare(GoldArticle(ARTICLE, (), gold), actors=read))
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
    ruiz, falk = read_actor("Ana Ruiz", "Person"), read_actor("Leon Falk", "Person")
    role = Role(find("Ana Ruiz"), title, find("said"), "roles.title", 0.9)
    held_at = read_actor(organization) if organization else None
    offices = (
        OfficeHeld("ruiz", role, ruiz, held_at, None, None),
        OfficeHeld("falk", role, falk, held_at, None, None),
    )
    compared = compare(GoldArticle(ARTICLE, (), gold), actors=(ruiz,), offices=offices)
    score = actors.score_slots([actors.Actors(compared)])
    assert (score["gold"], score["predicted"]) == (2, 1 + (organization is not None))
    assert score["r"] == hits / 2


def test_an_agreement_is_found_by_its_name_or_its_place() -> None:
    gold = (
        GoldAgreement("Harbor Accords", ("NASA", "SAF"), ("Ana Ruiz",), "2022-07-25", "signed", True),
        GoldAgreement("the Harbor Accords with the Space Agency", (), (), None, "signed", False),
        GoldAgreement("lost pact", (), (), None, "signed", False),
    )
    read = (read_agreement("Harbor Accords", find("Harbor Accords")), read_agreement("deal", find("NASA")))
    compared = compare(GoldArticle(ARTICLE, (), agreements=gold), agreements=read)
    article = agreements.Agreements(compared)
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
    gold = GoldArticle(ARTICLE, (claim,))
    ruiz = read_actor("A. Ruiz", "Person", aliases=("Ana Ruiz",))
    article = compare(gold, statements=(read_claim(5, 30, speakers=(ruiz,)),))
    figures = speakers.to_figures([(article, *found) for found in article.found])
    assert (figures["speakers"], figures["counts"]) == (1, {"speakers": 1, "pronouns": 0})
    assert list(speakers.find_faults(article)) == []
    wrong = compare(gold, statements=(read_claim(5, 30, speakers=()),))
    assert [fault.what for fault in speakers.find_faults(wrong)] == ["speaker"]
