"""Tests of kg.explain: what a thing is, what is said of it, and the words with their surroundings."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg import vocab
from kg.curation import Decision, curate, curation_quads
from kg.errors import UsageError
from kg.explain import Explanation, explain
from kg.explain.rules import Measured, find_measured, find_rule
from kg.facts import to_facts
from kg.store import GraphStore, in_memory
from kg.triples import article_quads, entity_quads, name_quads
from tests import samples, samples_second

ROOT = Path(__file__).parent.parent
HASH = samples.ARTICLE.content_hash
STATION = samples.passage('the station "will fly until 2030"')


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return samples_second.both()


def facts_of(explanation: Explanation) -> dict[str, tuple[str, ...]]:
    """Property -> others, a `^` before an inverse one."""
    return {("^" if fact.inverse else "") + fact.property: fact.others for fact in explanation.facts}


def test_a_claim_is_explained_by_its_words_rule_speaker_and_date(store: GraphStore) -> None:
    found = explain(store, vocab.part_iri(HASH, "claim", [STATION]))
    assert found.types == ("sp:Claim",)
    facts = facts_of(found)
    assert facts["^sp:stated"] == ("Ana Ruiz",)
    assert facts["^sp:conveys"] == ("told",)
    assert facts["sp:refersTo"] == ("../2030",)
    assert facts["sp:confidence"] == ("0.9",)
    assert facts["sp:extractedBy"][0].startswith("claims.clause")
    evidence = found.evidence[0]
    assert (evidence.article, evidence.words) == ("harbor-accord", STATION.of(samples.TEXT))
    assert evidence.before.endswith("Leon Falk that ") and evidence.after.startswith(". A senior official")


def test_a_claim_at_second_hand_tells_in_whose_words_it_stands(store: GraphStore) -> None:
    second = samples_second.ARTICLE.content_hash
    inner, outer = samples_second.EXTRACTION.claims[-1], samples_second.EXTRACTION.claims[-2]
    facts = facts_of(explain(store, vocab.part_iri(second, "claim", inner.content)))
    assert facts["sp:reportedIn"] == ("that Ruiz told the agency that the accord was sound",)
    assert facts["sp:strength"] == ("sp:named",)
    assert "^sp:stated" not in facts
    around = facts_of(explain(store, vocab.part_iri(second, "claim", outer.content)))
    assert (around["sp:hedged"], around["^sp:reportedIn"]) == (("true",), ("told",))
    statement = explain(store, vocab.part_iri(second, "statement", [*inner.cue, *inner.content]))
    assert facts_of(statement)["^sp:ascribedStatement"] == ("Ana Ruiz",)


@pytest.mark.parametrize(
    ("iri", "type", "label"),
    [
        (vocab.agreement_iri("Harbor Accord"), "sp:Accord", "Harbor Accord"),
        (vocab.actor_iri("Person", "Ana Ruiz"), "sp:Person", "Ana Ruiz"),
        (vocab.article_iri(HASH), "sp:Article", "Lunar pact signed"),
        (vocab.part_iri(HASH, "mention", [samples.FALK]), "sp:Mention", None),
        (
            vocab.part_iri(
                HASH, "signing", [samples.passage("signed", 1), samples.ACCORD, samples.passage("Ruiz", 1)]
            ),
            "sp:Signing",
            None,
        ),
    ],
)
def test_every_kind_of_thing_is_explained(store: GraphStore, iri: str, type: str, label: str | None) -> None:
    found = explain(store, iri)
    assert type in found.types
    assert label is None or found.label == label
    assert found.facts


def test_a_time_shows_the_date_it_was_counted_from(store: GraphStore) -> None:
    found = explain(store, vocab.time_iri("2022-07-26"))
    assert facts_of(found)["sp:anchor"] == ("2022-07-27",)
    assert [passage.words for passage in found.evidence] == ["July 26"]


def test_the_index_of_names_is_no_fact_of_a_thing() -> None:
    names = [("https://example.org/one", "One")]
    store = in_memory([*name_quads(names), *entity_quads(names)])
    assert set(facts_of(explain(store, names[0][0]))) == {"rdfs:label"}


def test_an_abbreviated_iri_is_enough(store: GraphStore) -> None:
    assert explain(store, "id:person/ana-ruiz") == explain(store, vocab.actor_iri("Person", "Ana Ruiz"))


def test_what_is_not_shown_is_counted() -> None:
    quads = samples_second.all_quads()
    found = explain(in_memory(quads, [samples.ARTICLE, samples_second.ARTICLE]), "id:agreement/harbor-accord")
    assert len(found.evidence) == 2 and found.more_evidence == 0
    many = explain(in_memory(quads), "id:rule/claims.clause/0.1.0")
    assert [(fact.more, len(fact.others)) for fact in many.facts if fact.inverse] == [(11, 5)]


def test_an_unknown_or_malformed_iri_is_a_usage_error(store: GraphStore) -> None:
    with pytest.raises(UsageError, match="nothing in this graph is called"):
        explain(store, "id:person/nobody")
    with pytest.raises(UsageError, match="not an IRI"):
        explain(store, "Ana Ruiz")


def test_where_no_text_is_kept_the_graph_has_the_words() -> None:
    found = explain(in_memory(samples_second.all_quads()), "id:agreement/harbor-accord")
    assert {(one.before, one.words, one.after) for one in found.evidence} == {("", "Harbor Accord", "")}


def test_a_fact_tells_how_it_was_read(store: GraphStore) -> None:
    [how] = explain(store, vocab.part_iri(HASH, "claim", [STATION])).how
    assert (how.rule, how.confidence) == ("claims.clause", 0.9)
    assert how.does.startswith("a verb of speech or thought governs a clause")
    assert (ROOT / how.where).exists()
    assert how.alternatives == ("the reader keeps no second reading of it",)


def test_what_has_not_been_counted_is_not_made_up(store: GraphStore) -> None:
    [how] = explain(store, vocab.time_iri("2022-07-26")).how
    assert (how.rule, how.confidence) == ("dates", None)
    assert how.measured == "no annotated text has been counted for this rule"


def test_each_rule_of_an_actors_mentions_is_told(store: GraphStore) -> None:
    how = explain(store, vocab.actor_iri("Person", "Leon Falk")).how
    mentions = [one.mentions for one in how]
    assert mentions == sorted(mentions, reverse=True) and sum(mentions) >= 3


def test_the_next_best_reading_is_told() -> None:
    links = tuple(
        replace(link, alternative=vocab.actor_iri("Person", "Leon Falk"))
        if link.passage == samples.HER
        else link
        for link in samples.RESOLUTION.links
    )
    facts = to_facts(samples.ARTICLE, samples.EXTRACTION, replace(samples.RESOLUTION, links=links))
    store = in_memory(article_quads(facts))
    [how] = explain(store, vocab.part_iri(HASH, "mention", [samples.HER])).how
    assert how.alternatives == ("“her words” could be Leon Falk, not Ana Ruiz",)


def test_a_decision_is_told_with_its_reason() -> None:
    fact = vocab.part_iri(HASH, "claim", [STATION])
    decision = Decision("confirmation", fact, reason="I was there", day="2026-11-29", number=3)
    curated = curate(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION, [decision])
    quads = [*article_quads(to_facts(samples.ARTICLE, *curated)), *curation_quads([decision])]
    [decided] = explain(in_memory(quads), fact).decided
    assert (decided.kind, decided.reason, decided.day) == ("confirmation", "I was there", "2026-11-29")


def test_every_rule_is_told_in_words_and_stands_where_it_says() -> None:
    rule = re.compile(
        r'"((?:claims|roles|agreements|events|names|anaphora|offices|local)\.(?!toml|ttl)[a-z][a-z-]+)"'
    )
    folders = [ROOT / "kg" / name for name in ("extract", "resolve", "model", "facts")]
    code = [path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.py")]
    names = {name for text in code for name in rule.findall(text)} | {
        "same.apposition",
        "metonymy.capital",
        "dates",
    }
    assert len(names) > 30
    assert [name for name in sorted(names) if find_rule(name) is None] == []
    told = [found for name in names if (found := find_rule(name))]
    assert [one.where for one in told if not (ROOT / one.where).exists()] == []


def test_a_share_is_told_with_the_number_behind_it() -> None:
    found = find_measured("claims.tagged", 0.95)
    assert found is not None and found.low <= 0.95 < found.high
    assert f"{found.right} of {found.count} read by this rule" in found.tell()
    assert "few" in Measured("a corpus", 0.0, 1.0, 3, 2).tell()
    assert find_measured("claims.tagged", 0.01) is None
    assert find_measured("no.rule", 0.5) is None
