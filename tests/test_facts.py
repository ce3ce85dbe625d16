"""Facts: each hand is paired with its own party, and both printers name the same things."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from kg.facts import Act, to_facts
from kg.model import Agreement, Article, Entity, Extraction, Link, Passage, Resolution, Role, Signing
from kg.record import to_record
from kg.triples import article_quads
from kg.vocab import RDF, RDFS, SP, actor_iri, article_iri
from tests.strategies import Reading, readings

TEXT = "Ann of Arca and Bob of Borea signed the pact with Cyra and the Agency of Arca today"
ARTICLE = Article("signing", TEXT)


def find(words: str) -> Passage:
    start = TEXT.index(words)
    return Passage(start, start + len(words))


PACT, CUE = find("the pact"), find("signed")
ANN, BOB, ARCA, BOREA, CYRA, AGENCY = map(find, ("Ann", "Bob", "Arca", "Borea", "Cyra", "the Agency"))
TYPES = {ANN: "Person", BOB: "Person", ARCA: "State", BOREA: "State", CYRA: "State", AGENCY: "Organization"}
RESOLUTION = Resolution(
    entities=tuple(
        Entity(
            actor_iri(type_, words.of(TEXT)),  # type: ignore[arg-type]
            words.of(TEXT),
            type_,  # type: ignore[arg-type]
            country="Arca" if words == AGENCY else None,
        )
        for words, type_ in TYPES.items()
    ),
    links=tuple(
        Link(words, actor_iri(type_, words.of(TEXT)), "names", 1.0)  # type: ignore[arg-type]
        for words, type_ in TYPES.items()
    ),
)


def role(
    person: Passage, where: Passage | None = None, nation: Passage | None = None, former: bool = False
) -> Role:
    return Role(person, "minister", person, "roles", 0.9, organization=where, nation=nation, former=former)


def act(
    signatories: tuple[Passage, ...],
    on_behalf_of: tuple[Passage, ...] = (),
    roles: tuple[Role, ...] = (),
    between: tuple[Passage, ...] = (),
) -> Act:
    """The act of those who sign the pact."""
    agreement = Agreement(PACT, "pact", "Accord", False, (PACT,), "signed", between)
    signing = Signing(PACT, CUE, "signed", "verb", 0.9, signatories, on_behalf_of)
    extraction = Extraction(agreements=(agreement,), signings=(signing,), roles=roles)
    return to_facts(ARTICLE, extraction, RESOLUTION).agreements[PACT].acts[0]


def show(one: Act) -> list[tuple[str | None, str | None]]:
    """Who signed for whom."""
    return [(s.person.name if s.person else None, s.party.name if s.party else None) for s in one.signatures]


@pytest.mark.parametrize(
    ("one", "signed"),
    [
        (act((ANN,)), [("Ann", None)]),
        (act((ANN,), (BOREA,)), [("Ann", "Borea")]),
        (act((ANN, BOB), (CYRA,)), [("Ann", "Cyra"), ("Bob", "Cyra")]),
        (act((ARCA, BOREA)), [(None, "Arca"), (None, "Borea")]),
        (act((ANN, BOREA)), [("Ann", None), (None, "Borea")]),
        (act(()), [(None, None)]),
    ],
)
def test_who_is_told_to_sign_for_whom(one: Act, signed: list[tuple[str | None, str | None]]) -> None:
    assert show(one) == signed


@pytest.mark.parametrize("where", ["on_behalf_of", "between"])
def test_of_several_each_signs_for_where_he_holds_an_office(where: str) -> None:
    offices = (role(ANN, nation=ARCA), role(BOB, BOREA))
    one = act((ANN, BOB), roles=offices, **{where: (ARCA, BOREA)})
    assert one.pairs and show(one) == [("Ann", "Arca"), ("Bob", "Borea")]


def test_who_heads_an_agency_signs_for_the_state_that_is_a_party() -> None:
    assert show(act((ANN,), roles=(role(ANN, AGENCY),), between=(ARCA, CYRA))) == [("Ann", "Arca")]


def test_who_heads_an_agency_signs_for_it_where_no_party_is_told() -> None:
    assert show(act((ANN,), roles=(role(ANN, AGENCY),))) == [("Ann", "the Agency")]


def test_the_office_of_one_says_nothing_of_another() -> None:
    assert show(act((ANN, BOB), roles=(role(ANN, ARCA),))) == [("Ann", "Arca"), ("Bob", None)]
    assert show(act((ANN, BOB), (ARCA,), (role(ANN, ARCA),))) == [("Ann", "Arca"), ("Bob", None)]


def test_an_office_makes_no_party_where_the_text_says_between_whom_it_is() -> None:
    agreement = Agreement(PACT, "pact", "Accord", False, (PACT,), "signed", (BOREA, CYRA))
    signing = Signing(PACT, CUE, "signed", "verb", 0.9, (ANN,))
    whole = Extraction(agreements=(agreement,), signings=(signing,), roles=(role(ANN, AGENCY),))
    fact = to_facts(ARTICLE, whole, RESOLUTION).agreements[PACT]
    assert show(fact.acts[0]) == [("Ann", "the Agency")]
    assert [party.name for party in fact.parties] == ["Borea", "Cyra"]


def test_a_former_office_binds_nobody() -> None:
    assert show(act((ANN,), roles=(role(ANN, ARCA, former=True),))) == [("Ann", None)]


def test_a_party_that_somebody_signs_for_does_not_sign_again() -> None:
    assert show(act((ARCA, ANN), roles=(role(ANN, ARCA),))) == [("Ann", "Arca")]


@given(readings())
def test_the_record_and_the_graph_name_the_same_agreements(reading: Reading) -> None:
    printed = {(one["iri"], one["name"]) for one in to_record(*reading)["agreements"]}
    quads = article_quads(*reading)
    iris = {
        q.subject.value for q in quads if q.predicate.value == RDF.type and q.object.value == SP.Agreement
    }
    labels = {(q.subject.value, q.object.value) for q in quads if q.predicate.value == RDFS.label}
    assert printed == {(iri, label) for iri, label in labels if iri in iris}
    assert {iri for iri, _ in printed} == iris


@given(readings())
def test_a_signing_is_of_one_hand_and_one_party_and_pairs_stand_in_the_record(reading: Reading) -> None:
    quads = article_quads(*reading)
    for predicate in (SP.signatory, SP.onBehalfOf):
        subjects = [q.subject.value for q in quads if q.predicate.value == predicate]
        assert len(subjects) == len(set(subjects))
    names = {entity.name for entity in reading[2].entities}
    for agreement in to_record(*reading)["agreements"]:
        for one in agreement["acts"]:
            assert all(
                person in one["signatories"] and party in one["parties"] for person, party in one["pairs"]
            )
            assert names.issuperset(one["signatories"])


def test_what_is_rejected_is_no_signature() -> None:
    agreement = Agreement(PACT, "pact", "Accord", False, (PACT,), "signed")
    signing = Signing(PACT, CUE, "signed", "verb", 0.9, (ARCA, BOREA))
    whole = Extraction(agreements=(agreement,), signings=(signing,))
    (first, second) = to_facts(ARTICLE, whole, RESOLUTION).agreements[PACT].acts[0].signatures
    one = to_facts(ARTICLE, replace(whole, rejected=(first.iri,)), RESOLUTION).agreements[PACT]
    assert one.acts[0].signatures == (second,) and [party.name for party in one.parties] == ["Borea"]
    act_iri = f"{article_iri(ARTICLE.content_hash)}/signing/{CUE.start}-{CUE.end}_{PACT.start}-{PACT.end}"
    none = to_facts(ARTICLE, replace(whole, rejected=(act_iri,)), RESOLUTION).agreements[PACT]
    assert none.acts[0].signatures == ()
