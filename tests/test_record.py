"""The extraction schema, on the hand-built article."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given

from kg.facts import to_facts
from kg.record import to_record
from tests import samples_second
from tests.samples import ARTICLE, EXTRACTION, RESOLUTION, TEXT, passage
from tests.strategies import Reading, readings


def test_record_has_the_keys_of_the_contract() -> None:
    record = to_record(to_facts(ARTICLE, EXTRACTION, RESOLUTION))
    assert set(record) >= {"id", "published", "claims", "dates", "agreements", "actors"}
    claim = record["claims"][0]
    assert set(claim) >= {
        "source", "cue", "content", "kind", "speech_act", "speaker", "dates", "stated_on", "confidence",
        "hedged", "strength", "anonymity", "nested",
    }  # fmt: skip
    assert set(claim["speaker"]) == {"name", "type", "iri"}
    assert set(record["dates"][0]) >= {"span", "type", "value", "edtf"}
    assert set(record["agreements"][0]) >= {"name", "span", "stage", "parties", "signatories", "date"}
    assert set(record["actors"][0]) >= {"name", "type", "aliases", "iri", "roles", "same_as"}


def test_record_says_which_item_of_wikidata_an_actor_is() -> None:
    item = "http://www.wikidata.org/entity/Q4115189"
    first, *rest = RESOLUTION.entities
    resolution = replace(RESOLUTION, entities=(replace(first, same_as=item), *rest))
    actors = to_record(to_facts(ARTICLE, EXTRACTION, resolution))["actors"]
    assert {actor["iri"]: actor["same_as"] for actor in actors} == {
        entity.iri: item if entity.iri == first.iri else None
        for entity in resolution.entities
        if not entity.modifier_only
    }


def test_record_says_who_told_whom_what_about_when() -> None:
    claim = to_record(to_facts(ARTICLE, EXTRACTION, RESOLUTION))["claims"][0]
    assert claim["speaker"]["name"] == "Ana Ruiz"
    assert claim["addressees"] == ["Leon Falk"]
    assert [TEXT[start:end] for start, end in claim["content"]] == ['the station "will fly until 2030"']
    assert [date["edtf"] for date in claim["dates"]] == ["../2030"]
    assert claim["stated_on"] == "2022-07-26"


def test_record_says_who_signed_for_whom() -> None:
    (agreement,) = to_record(to_facts(ARTICLE, EXTRACTION, RESOLUTION))["agreements"]
    assert agreement["name"] == "Harbor Accord"
    assert (agreement["stage"], agreement["date"]) == ("signed", "2022-05-04")
    assert (agreement["signatories"], agreement["parties"]) == (["Ana Ruiz"], ["Freedonia"])


def test_who_has_not_signed_is_no_party() -> None:
    signings = (replace(EXTRACTION.signings[0], stage="unsigned"),)
    agreements = (replace(EXTRACTION.agreements[0], stage="mentioned", parties=()),)
    reading = replace(EXTRACTION, signings=signings, agreements=agreements)
    (agreement,) = to_record(to_facts(ARTICLE, reading, RESOLUTION))["agreements"]
    assert (agreement["parties"], agreement["signatories"]) == ([], [])
    (act,) = agreement["acts"]
    assert (act["stage"], act["parties"]) == ("unsigned", ["Freedonia"])


def test_a_claim_in_the_words_of_another_stands_inside_its_record() -> None:
    record = to_record(to_facts(samples_second.ARTICLE, samples_second.EXTRACTION, samples_second.RESOLUTION))
    outer = record["claims"][-1]
    assert (outer["hedged"], outer["strength"]) == (True, "named")
    (inner,) = outer["nested"]
    assert (inner["speaker"]["name"], inner["nested"]) == ("Ana Ruiz", [])
    assert inner.keys() == outer.keys()
    assert len(record["claims"]) == len(samples_second.EXTRACTION.claims) - 1


def test_claims_nest_as_deep_as_the_article_does() -> None:
    told, said, _ = EXTRACTION.claims
    third = replace(said, cue=(passage("signed"),), nested_in=said.cue[0])
    claims = (told, replace(said, nested_in=told.cue[0]), third)
    record = to_record(to_facts(ARTICLE, replace(EXTRACTION, claims=claims), RESOLUTION))
    (outer,) = record["claims"]
    assert outer["nested"][0]["nested"][0]["cue"] == [[third.cue[0].start, third.cue[0].end]]


@given(readings())
def test_every_claim_stands_in_the_record_once(reading: Reading) -> None:
    def count(claims: list[dict[str, Any]]) -> int:
        return sum(1 + count(claim["nested"]) for claim in claims)

    assert count(to_record(to_facts(*reading))["claims"]) == len(reading[1].claims)


def test_record_is_json() -> None:
    record = to_record(to_facts(ARTICLE, EXTRACTION, RESOLUTION))
    assert json.loads(json.dumps(record)) == record
