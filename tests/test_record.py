"""The extraction schema, on the hand-built article."""

from __future__ import annotations

import json

from kg.record import to_record
from tests.samples import ARTICLE, EXTRACTION, RESOLUTION, TEXT


def test_record_has_the_keys_of_the_contract() -> None:
    record = to_record(ARTICLE, EXTRACTION, RESOLUTION)
    assert set(record) >= {"id", "published", "claims", "dates", "agreements", "actors"}
    claim = record["claims"][0]
    assert set(claim) >= {
        "source", "cue", "content", "kind", "speech_act", "speaker", "dates", "stated_on", "confidence"
    }  # fmt: skip
    assert set(claim["speaker"]) == {"name", "type", "iri"}
    assert set(record["dates"][0]) >= {"span", "type", "value", "edtf"}
    assert set(record["agreements"][0]) >= {"name", "span", "stage", "parties", "signatories", "date"}
    assert set(record["actors"][0]) >= {"name", "type", "aliases", "iri", "roles"}


def test_record_says_who_told_whom_what_about_when() -> None:
    claim = to_record(ARTICLE, EXTRACTION, RESOLUTION)["claims"][0]
    assert claim["speaker"]["name"] == "Ana Ruiz"
    assert claim["addressees"] == ["Leon Falk"]
    assert [TEXT[start:end] for start, end in claim["content"]] == ['the station "will fly until 2030"']
    assert [date["edtf"] for date in claim["dates"]] == ["../2030"]
    assert claim["stated_on"] == "2022-07-26"


def test_record_says_who_signed_for_whom() -> None:
    (agreement,) = to_record(ARTICLE, EXTRACTION, RESOLUTION)["agreements"]
    assert agreement["name"] == "Harbor Accord"
    assert (agreement["stage"], agreement["date"]) == ("signed", "2022-05-04")
    assert (agreement["signatories"], agreement["parties"]) == (["Ana Ruiz"], ["Freedonia"])


def test_record_is_json() -> None:
    record = to_record(ARTICLE, EXTRACTION, RESOLUTION)
    assert json.loads(json.dumps(record)) == record
