"""How many have signed, as articles say it, on parses that need no model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract.agreements import find_agreements
from kg.extract.dates import find_dates
from kg.extract.mentions import find_mentions
from kg.extract.roles import find_roles
from kg.facts import to_facts
from kg.model import Agreement, Article, Entity, Extraction, Link, Passage, Resolution, StatedCount
from kg.record import to_record
from kg.vocab import actor_iri
from tests.docs import load_doc, load_sentences


def read(name: str) -> tuple[StatedCount, ...]:
    doc = load_doc(name)
    mentions = find_mentions(doc)
    roles, _ = find_roles(doc, mentions)
    return find_agreements(doc, mentions, find_dates(doc, "2022-07-27"), roles)[2]


@pytest.mark.parametrize(
    ("name", "number", "bound", "stage", "words"),
    [
        ("count-perfect", 60, "at least", "signed", "More than 60 countries"),
        ("count-passive", 117, "exactly", "ratified", "117 states"),
        ("count-participle", 43, "exactly", "signed", "43 nations"),
        ("count-relative", 38, "exactly", "signed", "38 countries"),
        ("count-has", 55, "exactly", "signed", "55 signatories"),
        ("count-headline", 40, "exactly", "signed", "40 Signatories"),
        ("count-parties", 160, "at least", "ratified", "more than 160 parties"),
        ("count-stands", 47, "exactly", "signed", "47"),
        ("count-nearly", 50, "at most", "signed", "Nearly 50 governments"),
    ],
)
def test_a_total_is_read_with_its_bound(name: str, number: int, bound: str, stage: str, words: str) -> None:
    (count,) = read(name)
    assert (count.number, count.bound, count.stage, count.includes_signer) == (number, bound, stage, None)
    assert count.passage.of(load_sentences()[name]) == words


@pytest.mark.parametrize(
    ("name", "number", "includes", "signer"),
    [
        ("count-ordinal", 55, True, "Norway"),
        ("count-signatory", 56, True, "Peru"),
        ("count-do-so", 42, True, "Peru"),
        ("count-world", 50, True, "Suriname"),
        ("count-total", 53, True, "Finland"),
        ("count-others", 63, False, "Peru"),
        ("count-joining", 55, False, "Senegal"),
    ],
)
def test_who_joins_is_in_the_number_or_not(name: str, number: int, includes: bool, signer: str) -> None:
    (count,) = read(name)
    assert (count.number, count.includes_signer) == (number, includes)
    assert [one.of(load_sentences()[name]) for one in count.signers] == [signer]


def test_a_count_has_the_day_that_its_words_tell() -> None:
    (count,) = read("count-ordinal")
    assert count.date is not None and count.date.of(load_sentences()["count-ordinal"]) == "May 4, 2022"


@pytest.mark.parametrize("name", [name for name in load_sentences() if name.startswith("no-count-")])
def test_what_is_planned_partial_or_of_one_day_is_no_count(name: str) -> None:
    assert read(name) == ()


TEXT = "The Harbor Accords have 12 signatories. Norland is the 12th signatory of the Harbor Accords."


def passage(words: str, nth: int = 0) -> Passage:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Passage(start, start + len(words))


def to_counted(*counts: StatedCount, rejected: tuple[str, ...] = ()) -> list[dict[str, object]]:
    norland = Entity(actor_iri("State", "Norland"), "Norland", "State")
    accords = passage("Harbor Accords")
    extraction = Extraction(
        agreements=(Agreement(accords, "Harbor Accords", "Accord", True, (accords,)),),
        counts=counts,
        rejected=rejected,
    )
    links = (Link(passage("Norland"), norland.iri, "name", 1.0),)
    facts = to_facts(Article("one", TEXT), extraction, Resolution((norland,), links))
    found: list[dict[str, object]] = to_record(facts)["agreements"][0]["counts"]
    return found


TOTAL = StatedCount(
    passage("Harbor Accords"),
    passage("12 signatories"),
    passage("signatories"),
    12,
    "exactly",
    "signed",
    "counts.total",
    0.9,
)
ORDINAL = StatedCount(
    passage("Harbor Accords"),
    passage("12th signatory"),
    passage("signatory"),
    12,
    "exactly",
    "signed",
    "counts.ordinal",
    0.9,
    True,
    (passage("Norland"),),
)


def test_a_number_that_is_told_again_is_one_count_on_the_words_of_both() -> None:
    (count,) = to_counted(TOTAL, ORDINAL)
    assert (count["number"], count["includes_signer"], count["signers"]) == (12, True, ["Norland"])
    assert count["span"] == [TOTAL.passage.start, TOTAL.passage.end]


def test_another_bound_is_another_count() -> None:
    assert len(to_counted(TOTAL, replace(ORDINAL, bound="at least"))) == 2
