"""Curated facts as annotated texts: what is written is what was read, and the scorers read it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.curation import Decision, curate
from kg.curation.annotations import to_annotated, to_contested, to_file_name, to_standoff
from kg.evaluate.facts_measure import compare_facts
from kg.evaluate.facts_told import read_told, to_told
from kg.facts import to_facts
from kg.vocab import part_iri
from tests import samples
from tests.conftest import Run
from tests.first_words import TEXTS, write_articles
from tests.strategies import Reading, readings

CLAIM = samples.EXTRACTION.claims[0]
STATEMENT = part_iri(samples.ARTICLE.content_hash, "statement", [*CLAIM.cue, *CLAIM.content])
_SPAN = re.compile(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")


def sample_facts(*decisions: Decision):  # type: ignore[no-untyped-def]
    curated = curate(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION, decisions)
    return to_facts(samples.ARTICLE, *curated)


def test_a_statement_is_a_source_a_cue_and_a_content() -> None:
    lines = to_standoff(sample_facts(Decision("confirmation", STATEMENT, number=1))).splitlines()
    assert [line.split("\t")[-1] for line in lines[:4]] == [
        "agency chief Ana Ruiz of Orbita",
        "told",
        'the station "will fly until 2030"',
        "told",
    ]
    assert lines[4:6] == [
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
        "#1\tAnnotatorNotes E1\tconfirmed by a person",
    ]
    assert "declined" not in "".join(lines)


@given(readings())
def test_every_span_of_standoff_has_its_words(read: Reading) -> None:
    text = read[0].text
    for line in to_standoff(to_facts(*read)).split("\n"):
        if match := _SPAN.fullmatch(line):
            parts = [text[slice(*map(int, span.split()))] for span in match[3].split(";")]
            assert " ".join(parts) == match[4]
            assert "\n" not in match[4]


def test_facts_that_are_exported_score_a_hundred(tmp_path: Path) -> None:
    facts = sample_facts()
    path = tmp_path / "facts.jsonl"
    path.write_text(json.dumps(to_annotated(facts)) + "\n", encoding="utf-8")
    [(article, told)] = read_told(path)
    counts = compare_facts(article, told, to_told(facts)).counts
    for what in ("actors", "offices", "agreements", "acts", "persons", "parties"):
        assert counts[f"{what}.gold"] == counts[f"{what}.read"] == counts[f"{what}.hits"] > 0, what


def test_what_is_confirmed_is_marked() -> None:
    [role] = sample_facts().offices
    record = to_annotated(sample_facts(Decision("confirmation", role.iri, number=1)))
    assert [office["confirmed"] for office in record["offices"]] == [True]
    assert [act["confirmed"] for act in record["acts"]] == [False]


def test_what_is_contested_is_listed_with_its_words() -> None:
    decision = Decision(
        "rejection", STATEMENT, articles=("a/b",), reason="no", day="2026-11-29", words=("⟦told⟧",)
    )
    [record] = to_contested([decision, Decision("confirmation", STATEMENT)])
    assert (record["kind"], record["because"], record["words"]) == ("statement", "no", ["⟦told⟧"])
    assert record["spans"][0] == [CLAIM.cue[0].start, CLAIM.cue[0].end]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text(min_size=1))
def test_ids_are_names_of_files_that_do_not_meet(one: str, other: str) -> None:
    name = to_file_name(one)
    assert "/" not in name and name not in (".", "..") and len(name) < 200
    assert (name == to_file_name(other)) == (one == other)


def test_decisions_are_exported(
    tmp_path: Path, read_ids: list[str], kg: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.pipeline import annotating
    from tests.first_words import read_all

    monkeypatch.setattr(annotating, "read_all", read_all)
    store, folder = tmp_path / "graph", tmp_path / "annotated"
    kg("build", *write_articles(tmp_path / "in", TEXTS), "--store", store)
    answer = kg("curate", "export", folder, "--store", store)
    assert (answer.code, "kg curate confirm" in answer.err) == (1, True)
    mention = kg(
        "query", "select ?m { ?m sp:denotes ?a } order by ?m limit 1", "--format", "csv", "--store", store
    )
    fact = mention.out.split()[1]
    assert kg("curate", "confirm", fact, "--store", store).code == 0
    for _ in range(2):
        answer = kg("curate", "export", folder, "--store", store)
        assert (answer.code, "1 articles, 1 facts confirmed, 0 contested" in answer.err) == (0, True)
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    [text] = [name for name in names if name.startswith("text/")]
    assert names >= {
        "README.md",
        "facts.jsonl",
        "contested.jsonl",
        text.replace("text/", "attributions/")[:-4] + "_kg.ann",
    }
