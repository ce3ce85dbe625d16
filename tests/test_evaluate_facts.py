"""Who is who and who signed what, against annotated articles: what counts as right, missed and false."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.errors import GoldError
from kg.evaluate.facts import show_figures, to_figures
from kg.evaluate.facts_measure import SCORES, Tally, compare_facts, pair_agreements, to_plain, to_same
from kg.evaluate.facts_told import (
    ToldAct,
    ToldActor,
    ToldAgreement,
    ToldFacts,
    ToldOffice,
    read_told,
    to_told,
)
from kg.evaluate.faults import write_faults
from kg.facts import to_facts
from kg.model import Article, Entity
from tests import samples

CORPUS = Path(__file__).parents[1] / "evaluation" / "signings" / "invented.jsonl"
TEXT = (
    "Minister Ida Holm of Norland and Orla Finn of the Tide Board signed the Harbour Pact. "
    "Kay Lind was there."
)
ARTICLE = Article("harbour", TEXT)
GOLD = ToldFacts(
    (
        ToldActor("Ida Holm", "Person", ("Holm",)),
        ToldActor("Orla Finn", "Person"),
        ToldActor("Norland", "State", ("Kingdom of Norland",)),
        ToldActor("Tide Board", "Organization"),
    ),
    (ToldOffice("Ida Holm", "foreign minister", ("Foreign Ministry", "Norland")),),
    (
        ToldAgreement(
            "Harbour Pact",
            ((72, 84),),
            (
                ToldAct(
                    "signed",
                    ("Ida Holm", "Orla Finn"),
                    ("Norland", "Tide Board"),
                    (("Ida Holm", "Norland"), ("Orla Finn", "Tide Board")),
                    "2024-05-04",
                ),
            ),
            main=True,
        ),
    ),
)
(PACT,) = GOLD.agreements
(SIGNED,) = PACT.acts


def measure(read: ToldFacts, gold: ToldFacts = GOLD) -> dict[str, Any]:
    return to_figures([compare_facts(ARTICLE, gold, read).counts], 0)


def acting(*acts: ToldAct) -> ToldFacts:
    """What is annotated, with these acts on the pact."""
    return replace(GOLD, agreements=(replace(PACT, acts=acts),))


def test_what_is_annotated_is_right_and_nothing_is_found_in_nothing() -> None:
    figures = measure(GOLD)
    assert {figures[name]["f1"] for name in SCORES} == {1}
    assert (figures["type"], figures["title"], figures["main"], figures["dates"]) == (1, 1, 1, 1)
    assert figures["false"] == 0
    nothing = measure(ToldFacts())
    assert {nothing[name]["f1"] for name in SCORES} == {0}
    assert nothing["persons"]["gold"] == 2


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Prime Minister Zoë Ruiz's", "zoe ruiz"),
        ("the U.S. Air Force", "u s air force"),
        ("Gen. Kay Lind", "kay lind"),
        ("—", ""),
    ],
)
def test_names_are_compared_without_title_accents_and_marks(name: str, plain: str) -> None:
    assert to_plain(name) == plain


def test_two_names_are_one_actors_that_somebody_bears_both_of() -> None:
    same = to_same(GOLD.actors)
    assert same("Holm", "Minister Ida Holm") and same("Kay", "kay")
    assert not same("Norland", "Ida Holm") and not same("—", "…")


def test_an_actor_is_found_once_and_by_any_name() -> None:
    twice = (ToldActor("Holm", "Organization"), ToldActor("Ida Holm", "Person"))
    figures = measure(replace(GOLD, actors=(*twice, ToldActor("Kay Lind", "Person"))))
    assert (figures["actors"]["r"], figures["actors"]["p"]) == (pytest.approx(1 / 4), pytest.approx(1 / 3))
    assert figures["type"] == 1


def test_an_office_is_a_person_and_either_of_the_places() -> None:
    elsewhere = ToldOffice("Orla Finn", "foreign minister", ("Norland",))
    figures = measure(replace(GOLD, offices=(ToldOffice("Holm", "envoy", ("Norland",)), elsewhere)))
    assert (figures["offices"]["r"], figures["offices"]["p"], figures["title"]) == (1, 0.5, 0)


def test_an_agreement_is_found_that_shares_most_words() -> None:
    first, second = replace(PACT, mentions=((0, 10),)), replace(PACT, mentions=((8, 30),))
    assert pair_agreements([first, second], [second, first]) == {0: 1, 1: 0}
    assert pair_agreements([first], [replace(PACT, mentions=((10, 12),))]) == {}


def test_a_stage_of_the_same_kind_is_roughly_right() -> None:
    figures = measure(acting(replace(SIGNED, stage="ratified")))
    assert (figures["acts"]["f1"], figures["rough"]["f1"], figures["signed"]["f1"]) == (0, 1, 1)


def test_who_signs_another_agreement_is_a_hand_but_no_signer_of_this_one() -> None:
    other = ToldAgreement("tide accord", ((90, 95),), (SIGNED,))
    figures = measure(replace(GOLD, agreements=(replace(PACT, acts=()), other)))
    assert (figures["persons"]["f1"], figures["hands"]["f1"], figures["sides"]["f1"]) == (0, 1, 1)
    assert figures["false"] == 1


def test_a_pair_is_right_when_person_and_party_are() -> None:
    crossed = (("Holm", "Tide Board"), ("Orla Finn", "Tide Board"))
    figures = measure(acting(replace(SIGNED, pairs=crossed)))
    assert (figures["persons"]["f1"], figures["pairs"]["f1"]) == (1, 0.5)


def test_a_plan_that_is_read_as_signed_is_a_false_signature() -> None:
    planned = acting(replace(SIGNED, stage="proposed"))
    tally = compare_facts(ARTICLE, planned, GOLD)
    assert tally.counts["false"] == 1 and tally.counts["persons.gold"] == 0
    assert "false signature" in {fault.what for fault in tally.faults}
    assert compare_facts(ARTICLE, GOLD, planned).counts["false"] == 0


def test_a_day_is_right_when_one_of_the_days_is() -> None:
    assert measure(acting(SIGNED, replace(SIGNED, date="2024")))["dates"] == 1
    assert measure(acting(replace(SIGNED, date=None)))["dates"] == 0


def test_what_is_wrong_is_listed_where_it_stands() -> None:
    read = replace(GOLD, actors=(*GOLD.actors[:3], ToldActor("Kay Lind", "Person")))
    listed = write_faults(compare_facts(ARTICLE, GOLD, read).faults)
    assert ">>Kay Lind<< was there." in listed
    assert (
        f"actor missed (at {TEXT.index('Tide')})" in listed
        and f"actor false (at {TEXT.index('Kay')})" in listed
    )


def test_figures_have_intervals_and_are_shown() -> None:
    tallies: list[Tally] = [compare_facts(ARTICLE, GOLD, read) for read in (GOLD, ToldFacts())]
    figures = to_figures([tally.counts for tally in tallies], 100)
    assert figures["pairs"]["interval"] == (0, 1)
    shown = show_figures(figures)
    assert all(name in shown for name in (*SCORES, "type", "title", "main", "false", "dates"))
    assert json.loads(json.dumps(figures))["articles"] == 2


def test_facts_are_told_as_they_are_annotated() -> None:
    told = to_told(to_facts(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION))
    assert {actor.name for actor in told.actors} >= {"Ana Ruiz", "Leon Falk", "Freedonia"}
    assert ToldOffice("Ana Ruiz", "agency chief", ("Orbita",)) in told.offices
    (agreement,) = told.agreements
    assert agreement.acts == (
        ToldAct("signed", ("Ana Ruiz",), ("Freedonia",), (("Ana Ruiz", "Freedonia"),), "2022-05-04"),
    )


def test_groups_and_who_has_no_name_are_no_actors() -> None:
    party = Entity("x", "Greens", "Group")
    unnamed = [one for one in samples.RESOLUTION.entities if one.naming != "named"]
    resolution = replace(samples.RESOLUTION, entities=(*samples.RESOLUTION.entities, party))
    told = to_told(to_facts(samples.ARTICLE, samples.EXTRACTION, resolution))
    assert unnamed and not {actor.name for actor in told.actors} & {"Greens", *(one.name for one in unnamed)}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2 is not as it should be"),
        ("[]", "line 2 is not as it should be"),
        ('{"id": "a", "text": "b"}', "line 2 has no 'published'"),
        (
            json.dumps(
                {"id": "a", "text": "b", "published": None, "actors": [], "offices": [], "agreements": [],
                 "acts": [{"agreement": "g"}]}
            ),
            "line 2 has no",
        ),
    ],
)  # fmt: skip
def test_a_broken_line_is_named(line: str, said: str, tmp_path: Path) -> None:
    (first, *_) = CORPUS.read_text(encoding="utf-8").split("\n")
    (tmp_path / "gold.jsonl").write_text(f"{first}\n{line}\n", encoding="utf-8")
    with pytest.raises(GoldError, match=said):
        read_told(tmp_path / "gold.jsonl")


def test_a_file_without_articles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("\n")
    with pytest.raises(GoldError, match="holds no article"):
        read_told(tmp_path / "gold.jsonl")
    with pytest.raises(GoldError, match="cannot be read"):
        read_told(tmp_path)


def test_the_open_corpus_says_of_each_name_where_it_stands() -> None:
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for actor in article["actors"]:
            forms = {to_plain(form) for form in (actor["name"], *actor["aliases"])}
            assert {to_plain(article["text"][start:end]) for start, end in actor["mentions"]} <= forms
        spans = [span for one in article["agreements"] for span in one["mentions"]]
        spans += [act["cue"] for act in article["acts"]]
        assert all(0 <= start < end <= len(article["text"]) for start, end in spans)


def test_the_open_corpus_is_right_against_itself() -> None:
    articles = read_told(CORPUS)
    assert len(articles) == len({article.id for article, _ in articles}) > 100
    figures = to_figures([compare_facts(article, told, told).counts for article, told in articles], 0)
    assert min(figures[name]["f1"] for name in SCORES) > 0.99
