"""What people decide: each kind of decision on one reading, the decision file, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Quad

from kg.curation import (
    Decision,
    add_decision,
    curate,
    curation_quads,
    decide_merge,
    decide_rejection,
    decide_split,
    read_applied_decisions,
    read_decisions,
    remove_decision,
)
from kg.curation.anchoring import find_subject, list_places, quote_fact
from kg.curation.decision_file import NAME
from kg.curation.decisions import Target
from kg.errors import CurationError, UsageError
from kg.facts import to_facts
from kg.model import Article, Extraction, Passage, Resolution
from kg.store import GraphStore, in_memory, open_store
from kg.triples import article_quads
from kg.vocab import BASE_IRI, SP, actor_iri, part_iri
from tests.samples import (
    ACCORD,
    ARTICLE,
    COUNTED,
    EXTRACTION,
    FALK,
    FALK_AGAIN,
    FALK_LAST,
    FIGURE,
    HER,
    NARRATED,
    OFFICIAL,
    RESOLUTION,
    RUIZ,
    RUIZ_AGAIN,
)

RUIZ_IRI, FALK_IRI = actor_iri("Person", "Ana Ruiz"), actor_iri("Person", "Leon Falk")
BELL = Target(actor_iri("Person", "Ida Bell"), "Ida Bell", "Person")
OFFICIAL_IRI = next(entity.iri for entity in RESOLUTION.entities if entity.local)


def apply(*decisions: Decision) -> tuple[Extraction, Resolution]:
    """The sample article's reading with the decisions applied."""
    return curate(ARTICLE, EXTRACTION, RESOLUTION, decisions)


def names(resolution: Resolution) -> dict[str, tuple[str, ...]]:
    """Name -> aliases."""
    return {entity.name: entity.aliases for entity in resolution.entities}


def test_without_decisions_nothing_changes() -> None:
    assert apply() == (EXTRACTION, RESOLUTION)


def test_a_merge_gives_every_mention_and_name_to_the_other() -> None:
    extraction, resolution = apply(Decision("merge", FALK_IRI, Target(RUIZ_IRI, "Ana Ruiz", "Person")))
    assert extraction == EXTRACTION
    assert {resolution.link_of(place).iri for place in (RUIZ, FALK, FALK_AGAIN, HER)} == {RUIZ_IRI}  # type: ignore[union-attr]
    assert names(resolution)["Ana Ruiz"] == ("Falk", "Leon Falk", "Ruiz")
    assert "Leon Falk" not in names(resolution)


def test_a_merge_into_an_actor_of_another_article_brings_its_name_along() -> None:
    _, resolution = apply(Decision("merge", FALK_IRI, BELL))
    assert names(resolution)["Ida Bell"] == ("Falk", "Leon Falk")


def test_the_provenance_says_that_a_person_decided_it() -> None:
    _, resolution = apply(Decision("merge", RUIZ_IRI, BELL))
    name, pronoun = resolution.link_of(RUIZ), resolution.link_of(HER)
    assert name and (name.rule, name.confidence) == ("curation.merge", 1.0)
    assert pronoun and pronoun.rule == "curation.merge.pronoun"


def test_an_unnamed_actor_can_be_named() -> None:
    _, resolution = apply(Decision("merge", OFFICIAL_IRI, BELL))
    entity = resolution.entity_of(OFFICIAL)
    assert entity and (entity.name, entity.local, entity.aliases) == ("Ida Bell", False, ())


def test_a_split_by_name_takes_what_follows_the_name_along() -> None:
    _, resolution = apply(Decision("split", RUIZ_IRI, BELL, names=("ana ruiz",)))
    moved = [place for place in (RUIZ, RUIZ_AGAIN, HER) if resolution.link_of(place).iri == BELL.iri]  # type: ignore[union-attr]
    assert moved == [RUIZ, RUIZ_AGAIN, HER]


def test_a_split_by_a_part_of_the_name_leaves_the_full_name_where_it_is() -> None:
    _, resolution = apply(Decision("split", FALK_IRI, BELL, names=("Falk",)))
    assert resolution.link_of(FALK).iri == FALK_IRI  # type: ignore[union-attr]
    assert resolution.link_of(FALK_LAST).iri == BELL.iri  # type: ignore[union-attr]
    assert names(resolution)["Leon Falk"] == ()


@pytest.mark.parametrize(("article", "moves"), [(ARTICLE.id, True), ("another", False)])
def test_a_split_by_article_leaves_the_others_alone(article: str, moves: bool) -> None:
    _, resolution = apply(Decision("split", FALK_IRI, BELL, articles=(article,)))
    assert (resolution.link_of(FALK).iri == BELL.iri) is moves  # type: ignore[union-attr]


def test_a_bare_split_makes_an_actor_of_this_article_alone() -> None:
    _, resolution = apply(Decision("split", FALK_IRI))
    entity = resolution.entity_of(FALK_LAST)
    assert entity and entity.local and entity.name == "Leon Falk" and entity.iri.startswith(OFFICIAL_IRI[:60])


def test_decisions_build_on_those_before_them() -> None:
    merged = Decision("merge", FALK_IRI, Target(RUIZ_IRI, "Ana Ruiz", "Person"))
    _, resolution = apply(merged, Decision("merge", RUIZ_IRI, BELL))
    assert resolution.link_of(FALK).iri == BELL.iri  # type: ignore[union-attr]


@pytest.mark.parametrize("part", ["claim", "statement"])
def test_a_rejected_claim_is_gone_and_so_is_what_stands_in_its_words(part: str) -> None:
    outer = EXTRACTION.claims[0]
    inner = replace(EXTRACTION.claims[1], nested_in=outer.cue[0])
    extraction = replace(EXTRACTION, claims=(outer, inner, EXTRACTION.claims[2]))
    places = [*outer.cue, *outer.content] if part == "statement" else outer.content
    fact = part_iri(ARTICLE.content_hash, part, places)
    kept, resolution = curate(ARTICLE, extraction, RESOLUTION, [Decision("rejection", fact)])
    assert kept.claims == (EXTRACTION.claims[2],) and resolution == RESOLUTION


def test_signings_and_roles_can_be_rejected() -> None:
    signing, role = EXTRACTION.signings[0], EXTRACTION.roles[0]
    digest = ARTICLE.content_hash
    iris = (
        part_iri(digest, "signing", [signing.cue, signing.agreement]),
        part_iri(digest, "role", [role.person, role.passage]),
    )
    extraction, _ = apply(*(Decision("rejection", iri) for iri in iris))
    assert extraction == replace(EXTRACTION, rejected=iris)
    facts = to_facts(ARTICLE, extraction, RESOLUTION)
    (fact,) = facts.agreements
    assert [act.signatures for act in fact.acts] == [()]
    assert facts.offices == ()


@given(
    st.lists(
        st.builds(
            Decision,
            st.sampled_from(["merge", "split"]),
            st.sampled_from([entity.iri for entity in RESOLUTION.entities] + [BELL.iri]),
            st.sampled_from([BELL, Target(FALK_IRI, "Leon Falk", "Person")]),
            names=st.sampled_from([(), ("Falk",), ("Ana Ruiz", "Leon Falk")]),
        ),
        max_size=4,
    )
)
def test_no_mention_is_lost_or_left_without_an_actor(decisions: list[Decision]) -> None:
    _, resolution = apply(*decisions)
    assert [link.passage for link in resolution.links] == [link.passage for link in RESOLUTION.links]
    assert {link.iri for link in resolution.links} == {entity.iri for entity in resolution.entities}
    for entity in resolution.entities:
        assert entity.name not in entity.aliases


DECISIONS = (
    Decision("merge", FALK_IRI, BELL, reason='the "same" man', day="2026-11-25", number=1),
    Decision("split", RUIZ_IRI, BELL, ("Ana Ruiz", "Ruiz"), ("a", "b"), day="2026-11-25", number=2),
    Decision("split", RUIZ_IRI, number=3),
    Decision("rejection", FALK_IRI, reason="é\n", number=12),
)


def test_the_decision_file_keeps_every_decision(tmp_path: Path) -> None:
    for number, decision in enumerate(DECISIONS, 1):
        assert add_decision(tmp_path, replace(decision, number=0)).number == number
    kept = tuple(replace(decision, number=number) for number, decision in enumerate(DECISIONS, 1))
    assert read_decisions(tmp_path) == kept
    assert remove_decision(tmp_path, 2) == kept[1]
    assert read_decisions(tmp_path) == (kept[0], *kept[2:])
    assert add_decision(tmp_path, DECISIONS[0]).number == 5


def test_the_graph_tells_what_was_decided() -> None:
    assert read_applied_decisions(in_memory(curation_quads(DECISIONS))) == DECISIONS
    assert read_decisions(Path("no-such-folder")) == ()


def test_to_take_back_what_is_not_there_says_what_is(tmp_path: Path) -> None:
    add_decision(tmp_path, DECISIONS[0])
    with pytest.raises(CurationError, match=r"no decision 9; .*: 1"):
        remove_decision(tmp_path, 9)


PREFIX = f"@prefix sp: <{SP.iri}> . @prefix id: <{BASE_IRI}> .\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nonsense", "not Turtle"),
        ("<https://example.org/1> a sp:Merge .", "is no decision"),
        ("<https://w3id.org/spacepolicy/id/decision/1> a sp:Claim .", "is no sp:Merge"),
        ("<https://w3id.org/spacepolicy/id/decision/1> a sp:Merge, sp:Split .", "2 values"),
        (
            "<https://w3id.org/spacepolicy/id/decision/1> a sp:Merge ; sp:decidesOn id:x .",
            "what it decides on",
        ),
        (
            "<https://w3id.org/spacepolicy/id/decision/1> a sp:Merge ; sp:decidesOn id:x ; sp:into id:y .",
            "of what type",
        ),
    ],
)
def test_a_broken_decision_file_is_refused_with_the_reason(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / NAME).write_text(PREFIX + text, encoding="utf-8")
    with pytest.raises(CurationError, match=message) as caught:
        read_decisions(tmp_path)
    assert str(tmp_path / NAME) in str(caught.value)


@pytest.fixture
def store(written_graph: Path) -> GraphStore:
    return open_store(written_graph)


def test_names_are_looked_up_in_the_graph(store: GraphStore) -> None:
    decision = decide_merge(store, "Falk", "Ana Ruiz", "why not")
    assert (decision.subject, decision.reason) == (FALK_IRI, "why not")
    assert decision.into == Target(RUIZ_IRI, "Ana Ruiz", "Person")


def test_a_split_needs_a_new_name(store: GraphStore) -> None:
    decision = decide_split(store, "Ana Ruiz", ["Ruiz"], [ARTICLE.id], "Eva Ruiz")
    assert decision.into == Target(actor_iri("Person", "Eva Ruiz"), "Eva Ruiz", "Person")
    same = decide_split(store, "Ana Ruiz", ["Ruiz"], [], "Ana Ruiz").into
    assert same and same.iri == RUIZ_IRI + "-2"
    assert decide_split(store, "Ana Ruiz").into is None
    with pytest.raises(UsageError, match="--as"):
        decide_split(store, "Ana Ruiz", ["Ruiz"])


def test_a_claim_is_found_by_its_words(store: GraphStore) -> None:
    iri = part_iri(ARTICLE.content_hash, "claim", EXTRACTION.claims[0].content)
    assert decide_rejection(store, "WILL FLY until").subject == iri
    assert decide_rejection(store, iri).subject == iri


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda store: decide_merge(store, "Ana Ruiz", "Ruiz"), "one actor already"),
        (lambda store: decide_merge(store, "Ana Ruiz", "id:person/nobody"), "no actor of this graph"),
        (lambda store: decide_merge(store, RUIZ_IRI, "United"), r"actors are called United.*\n  http"),
        (lambda store: decide_split(store, "Ana Ruiz", ["Anna"], [], "X Y"), "no name 'Anna'.*Ana Ruiz"),
        (lambda store: decide_split(store, "Ana Ruiz", [], ["gone"], "X Y"), "no article 'gone'"),
        (lambda store: decide_rejection(store, "words that nobody said"), "no claim has the words"),
        (lambda store: decide_rejection(store, "the"), "not an IRI"),
        (lambda store: decide_rejection(store, FALK_IRI), "read from no single passage"),
        (lambda store: decide_rejection(store, FALK_IRI + "x"), "nothing that the graph says"),
    ],
)
def test_what_cannot_be_meant_is_refused(store: GraphStore, call: object, message: str) -> None:
    with pytest.raises(CurationError, match=f"(?s){message}"):
        call(store)  # type: ignore[operator]


def test_words_of_several_claims_are_refused_with_the_claims() -> None:
    second = replace(ARTICLE, title="Another one")
    store = in_memory(
        {
            *article_quads(to_facts(ARTICLE, EXTRACTION, RESOLUTION)),
            *article_quads(to_facts(second, EXTRACTION, RESOLUTION)),
        }
    )
    with pytest.raises(CurationError, match=r"2 claims have these words"):
        decide_rejection(store, "until 2030")


def test_an_actor_of_one_article_takes_in_none_of_another(store: GraphStore) -> None:
    with pytest.raises(CurationError, match="known in one article only"):
        decide_merge(store, RUIZ_IRI, OFFICIAL_IRI)


def facts_by_kind() -> dict[str, tuple[str, str]]:
    """Of each kind of fact that can be decided on the IRI of one, and what is gone from the graph with it."""
    digest = ARTICLE.content_hash
    [event] = EXTRACTION.events
    [date, *_] = EXTRACTION.dates
    return {
        "event": (part_iri(digest, "event", [event.trigger]), SP.eventKind),
        "date": (part_iri(digest, "mention", [date.passage]), SP.statedOn),
        "actor": (part_iri(digest, "mention", [HER]), SP.reactsTo),
        "agreement": (part_iri(digest, "mention", [ACCORD]), SP.ofAgreement),
        "count": (part_iri(digest, "count", [COUNTED.passage, COUNTED.cue]), SP.countOf),
        "figure": (part_iri(digest, "figure", [FIGURE.amount]), SP.amount),
    }


def quads_of(*decisions: Decision, article: Article = ARTICLE) -> set[Quad]:
    read = replace(EXTRACTION, counts=(COUNTED,), figures=(FIGURE,))
    return article_quads(to_facts(article, *curate(article, read, RESOLUTION, decisions)))


@pytest.mark.parametrize("kind", facts_by_kind())
def test_every_kind_of_fact_can_be_rejected(kind: str) -> None:
    fact, property_ = facts_by_kind()[kind]
    before, after = quads_of(), quads_of(Decision("rejection", fact))
    assert property_ in {quad.predicate.value for quad in before}
    assert property_ not in {quad.predicate.value for quad in after}
    assert fact not in {str(quad.object).strip("<>") for quad in after}
    assert len(after) < len(before)


@pytest.mark.parametrize("kind", facts_by_kind())
def test_every_kind_of_fact_can_be_confirmed(kind: str) -> None:
    fact, _ = facts_by_kind()[kind]
    added = quads_of(Decision("confirmation", fact, number=4)) - quads_of()
    assert [(quad.subject.value, quad.predicate.value, quad.object.value) for quad in added] == [
        (fact, SP.confirmedBy, f"{BASE_IRI}decision/4")
    ]


@pytest.mark.parametrize(
    "fact",
    [
        part_iri(ARTICLE.content_hash, "narration", [NARRATED.passage]),
        part_iri(ARTICLE.content_hash, "event", [NARRATED.event.trigger]),
    ],
    ids=["narration", "its event"],
)
def test_what_an_article_tells_can_be_rejected(fact: str) -> None:
    read = replace(EXTRACTION, narrations=(NARRATED,))
    [kept], rejected = (
        to_facts(ARTICLE, *curate(ARTICLE, read, RESOLUTION, decisions)).narrations
        for decisions in ((), (Decision("rejection", fact),))
    )
    assert kept.iri == part_iri(ARTICLE.content_hash, "narration", [NARRATED.passage])
    assert rejected == ()


def test_a_statement_that_is_confirmed_is_firm() -> None:
    unsure = replace(
        EXTRACTION, claims=(replace(EXTRACTION.claims[0], confidence=0.3), *EXTRACTION.claims[1:])
    )
    claim = unsure.claims[0]
    iri = part_iri(ARTICLE.content_hash, "statement", [*claim.cue, *claim.content])
    firm = {}
    for decisions in ((), (Decision("confirmation", iri, number=1),)):
        curated = curate(ARTICLE, unsure, RESOLUTION, decisions)
        quads = article_quads(to_facts(ARTICLE, *curated))
        firm[len(decisions)] = any(
            quad.object.value == SP.FirmStatement and quad.subject.value == iri for quad in quads
        )
    assert firm == {0: False, 1: True}


def test_what_is_confirmed_and_read_no_more_is_not_in_the_graph() -> None:
    nothing = part_iri(ARTICLE.content_hash, "event", [RUIZ])
    assert quads_of(Decision("confirmation", nothing, number=1)) == quads_of()


def test_a_decision_is_found_again_in_an_article_that_has_changed() -> None:
    fact = part_iri(ARTICLE.content_hash, "mention", [FALK_LAST])
    words = quote_fact(ARTICLE, fact)
    assert words == (" Geneva on May 4, 2022. ⟦Falk⟧ declined to comment on ",)
    changed = replace(ARTICLE, text="A new lead. " + ARTICLE.text)
    decision = Decision("rejection", fact, articles=(ARTICLE.id,), words=words)
    moved = Passage(FALK_LAST.start + 12, FALK_LAST.end + 12)
    assert find_subject(decision, changed) == part_iri(changed.content_hash, "mention", [moved])
    assert find_subject(decision, replace(changed, id="other")) is None
    assert find_subject(decision, replace(changed, text=ARTICLE.text.replace("Falk", "Bell"))) is None


@given(st.integers(0, 40), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_fact_is_found_wherever_a_text_grows_before_it(cut: int, words: str) -> None:
    fact = part_iri(ARTICLE.content_hash, "statement", [RUIZ_AGAIN, HER])
    decision = Decision("rejection", fact, articles=(ARTICLE.id,), words=quote_fact(ARTICLE, fact))
    # No word of the fact stands in what is put before it.
    added = words.replace("R", "").replace("h", "")
    changed = replace(ARTICLE, text=added + ARTICLE.text[cut:], title="Changed")
    found = find_subject(decision, changed)
    assert found is not None
    places = [place.of(changed.text) for place in list_places(found)]
    assert places == [RUIZ_AGAIN.of(ARTICLE.text), HER.of(ARTICLE.text)]
    assert list_places(found)[0].start == RUIZ_AGAIN.start + len(added) - cut


def test_the_words_of_a_decision_stand_in_its_file(tmp_path: Path) -> None:
    fact = part_iri(ARTICLE.content_hash, "statement", [RUIZ, HER])
    given_ = Decision(
        "confirmation", fact, articles=("x",), words=quote_fact(ARTICLE, fact), day="2026-11-29"
    )
    added = add_decision(tmp_path, given_)
    assert read_decisions(tmp_path) == (added,)
    assert "⟦Ana Ruiz⟧" in (tmp_path / NAME).read_text(encoding="utf-8")
    store = in_memory(curation_quads([added]))
    assert read_applied_decisions(store) == (added,)
