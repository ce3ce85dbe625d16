"""Facts: each hand is paired with its own party, and both printers name the same things."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given

from kg.facts import Act, AgreementFact, Statement, to_facts
from kg.model import (
    Agreement,
    Article,
    Claim,
    DateExpression,
    Entity,
    Extraction,
    Link,
    Passage,
    Resolution,
    Role,
    Signing,
    SpeechAct,
)
from kg.record import to_record
from kg.triples import article_quads
from kg.vocab import RDF, RDFS, SP, actor_iri, article_iri, part_iri
from tests import samples
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
    pairs: tuple[tuple[Passage, Passage], ...] = (),
) -> Act:
    """The act of those who sign the pact."""
    agreement = Agreement(PACT, "pact", "Accord", False, (PACT,), "signed", between)
    signing = Signing(PACT, CUE, "signed", "verb", 0.9, signatories, on_behalf_of, pairs=pairs)
    extraction = Extraction(agreements=(agreement,), signings=(signing,), roles=roles)
    (fact,) = to_facts(ARTICLE, extraction, RESOLUTION).agreements
    return fact.acts[0]


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


@pytest.mark.parametrize(
    ("first", "second", "acts"),
    [
        (((ANN, ARCA),), ((ANN, ARCA),), 1),
        (((ANN, ARCA),), ((ANN, ARCA), (BOB, BOREA)), 1),
        (((ANN, ARCA),), ((BOB, BOREA),), 2),
        (((ANN, ARCA),), ((ANN, BOREA),), 2),
        ((), ((ANN, ARCA),), 2),
    ],
)
def test_an_act_that_is_told_again_is_one(
    first: tuple[tuple[Passage, Passage], ...], second: tuple[tuple[Passage, Passage], ...], acts: int
) -> None:
    told = tuple(
        Signing(PACT, cue, "signed", "verb", 0.9, tuple(hand for hand, _ in pairs), pairs=pairs)
        for cue, pairs in ((CUE, first), (find("today"), second))
    )
    agreement = Agreement(PACT, "pact", "Accord", False, (PACT,), "signed")
    for signings in (told, told[::-1]):
        (fact,) = to_facts(
            ARTICLE, Extraction(agreements=(agreement,), signings=signings), RESOLUTION
        ).agreements
        assert len(fact.acts) == acts
        assert {one.cue for one in told} <= {words for one in fact.acts for words in one.passages}
        assert max(len(one.signatures) for one in fact.acts) == max(len(first), len(second))


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
    (fact,) = to_facts(ARTICLE, whole, RESOLUTION).agreements
    assert show(fact.acts[0]) == [("Ann", "the Agency")]
    assert [party.name for party in fact.parties] == ["Borea", "Cyra"]


def test_a_former_office_binds_nobody() -> None:
    assert show(act((ANN,), roles=(role(ANN, ARCA, former=True),))) == [("Ann", None)]


def test_a_party_that_somebody_signs_for_does_not_sign_again() -> None:
    assert show(act((ARCA, ANN), roles=(role(ANN, ARCA),))) == [("Ann", "Arca")]


@given(readings())
def test_the_record_and_the_graph_name_the_same_agreements(reading: Reading) -> None:
    printed = {(one["iri"], one["name"]) for one in to_record(to_facts(*reading))["agreements"]}
    quads = article_quads(to_facts(*reading))
    iris = {
        q.subject.value for q in quads if q.predicate.value == RDF.type and q.object.value == SP.Agreement
    }
    labels = {(q.subject.value, q.object.value) for q in quads if q.predicate.value == RDFS.label}
    assert printed == {(iri, label) for iri, label in labels if iri in iris}
    assert {iri for iri, _ in printed} == iris


@given(readings())
def test_a_signing_is_of_one_hand_and_one_party_and_pairs_stand_in_the_record(reading: Reading) -> None:
    quads = article_quads(to_facts(*reading))
    # A statement may be on behalf of several: it has several speakers.
    signings = {q.subject for q in quads if getattr(q.object, "value", "") == SP.Signing}
    for predicate in (SP.signatory, SP.onBehalfOf):
        subjects = [q.subject for q in quads if q.predicate.value == predicate and q.subject in signings]
        assert len(subjects) == len(set(subjects))
    names = {entity.name for entity in reading[2].entities}
    for agreement in to_record(to_facts(*reading))["agreements"]:
        for one in agreement["acts"]:
            assert all(
                person in one["signatories"] and party in one["parties"] for person, party in one["pairs"]
            )
            assert names.issuperset(one["signatories"])


def test_who_signed_and_when_is_told_by_the_acts_of_signing_first() -> None:
    first, second = find("today"), find("with")
    dates = tuple(
        DateExpression(words, "DATE", day, day) for words, day in ((second, "2024"), (first, "2025"))
    )
    agreement = Agreement(PACT, "pact", "Accord", False, (PACT,), "signed")
    planned = Signing(PACT, find("of Arca"), "proposed", "verb", 0.9, (BOB,), date=second)
    signed = Signing(PACT, CUE, "signed", "verb", 0.9, (ANN, ARCA), date=first)

    def read(*signings: Signing) -> AgreementFact:
        extraction = Extraction(dates=dates, agreements=(agreement,), signings=signings)
        return to_facts(ARTICLE, extraction, RESOLUTION).agreements[0]

    both = read(planned, signed)
    assert [person.name for person in both.signatories] == ["Ann"] and both.date == dates[1]
    undated = read(planned, replace(signed, date=None))
    assert undated.date == dates[0] and read().date is None


def test_what_is_rejected_is_no_signature() -> None:
    agreement = Agreement(PACT, "pact", "Accord", False, (PACT,), "signed")
    signing = Signing(PACT, CUE, "signed", "verb", 0.9, (ARCA, BOREA))
    whole = Extraction(agreements=(agreement,), signings=(signing,))
    (both,) = to_facts(ARTICLE, whole, RESOLUTION).agreements
    first, second = both.acts[0].signatures
    (one,) = to_facts(ARTICLE, replace(whole, rejected=(first.iri,)), RESOLUTION).agreements
    assert one.acts[0].signatures == (second,) and [party.name for party in one.parties] == ["Borea"]
    act_iri = f"{article_iri(ARTICLE.content_hash)}/signing/{CUE.start}-{CUE.end}_{PACT.start}-{PACT.end}"
    (none,) = to_facts(ARTICLE, replace(whole, rejected=(act_iri,)), RESOLUTION).agreements
    assert none.acts[0].signatures == ()


def test_one_actor_named_twice_is_one_speaker() -> None:
    told = replace(samples.EXTRACTION.claims[0], speakers=(samples.RUIZ, samples.RUIZ_AGAIN))
    (statement,) = statements_of(told)
    assert [speaker.name for speaker in statement.speakers] == ["Ana Ruiz"]


@pytest.mark.parametrize("act", get_args(SpeechAct))
def test_what_is_denied_is_a_denial_in_facts_record_and_graph_alike(act: SpeechAct) -> None:
    told = replace(samples.EXTRACTION.claims[0], speech_act=act, denied=True)
    reading = samples.ARTICLE, replace(samples.EXTRACTION, claims=(told,)), samples.RESOLUTION
    facts = to_facts(*reading)
    meant = act if act in ("refusal", "unclassified") else "denial"
    assert [statement.act for statement in facts.statements] == [meant]
    (claim,) = to_record(facts)["claims"]
    assert (claim["speech_act"], claim["denied"]) == (meant, True)
    acts = {q.object.value for q in article_quads(facts) if q.predicate.value == SP.speechAct}
    assert acts == {SP[meant]}


def test_a_statement_binds_for_whom_the_speaker_holds_an_office() -> None:
    told, said, _ = samples.EXTRACTION.claims
    (statement, other) = statements_of(told, said)
    assert [place.name for place in statement.on_behalf_of] == ["Orbita"]
    assert other.on_behalf_of == ()


def test_what_is_told_in_the_words_of_another_stands_inside_and_binds_nobody() -> None:
    told, said, _ = samples.EXTRACTION.claims
    (outer,) = statements_of(replace(told, nested_in=said.cue[0]), said)
    (inner,) = outer.nested
    assert (outer.reported_in, inner.reported_in) == (None, outer.conveys.iri)
    assert [speaker.name for speaker in inner.speakers] == ["Ana Ruiz"]
    assert inner.on_behalf_of == ()


def statements_of(*claims: Claim) -> tuple[Statement, ...]:
    """The statements of the sample with these claims."""
    return to_facts(
        samples.ARTICLE, replace(samples.EXTRACTION, claims=claims), samples.RESOLUTION
    ).statements


@pytest.mark.parametrize(
    ("roles", "held"),
    [
        ((role(ANN, ARCA), role(ANN, ARCA)), ["Arca"]),
        ((role(ANN), role(ANN, ARCA), role(ANN)), ["Arca"]),
        ((role(ANN, ARCA), role(ANN, BOREA)), ["Arca", "Borea"]),
        ((role(ANN, ARCA), role(ANN, ARCA, former=True)), ["Arca", "Arca"]),
        ((role(ANN, ARCA), role(BOB, ARCA)), ["Arca", "Arca"]),
    ],
)
def test_an_office_is_one_however_often_it_is_told(roles: tuple[Role, ...], held: list[str]) -> None:
    told = tuple(replace(one, passage=Passage(place, place + 1)) for place, one in enumerate(roles))
    offices = to_facts(ARTICLE, Extraction(roles=told), RESOLUTION).offices
    assert [office.held_at.name for office in offices if office.held_at] == held
    assert {one.passage for one in told} <= {words for office in offices for words in office.passages}


@pytest.mark.parametrize("telling", [0, 1])
def test_what_people_rejected_stays_gone_however_often_it_is_told(telling: int) -> None:
    roles = tuple(replace(role(ANN, ARCA), passage=Passage(place, place + 1)) for place in range(2))
    agreement = Agreement(PACT, "pact", "Accord", False, (PACT,), "signed")
    signings = tuple(
        Signing(PACT, cue, "signed", "verb", 0.9, (ANN,), pairs=((ANN, ARCA),))
        for cue in (CUE, find("today"))
    )
    rejected = (
        part_iri(ARTICLE.content_hash, "role", [ANN, roles[telling].passage]),
        part_iri(ARTICLE.content_hash, "signing", [signings[telling].cue, PACT, ANN]),
    )
    read = Extraction(agreements=(agreement,), signings=signings, roles=roles, rejected=rejected)
    facts = to_facts(ARTICLE, read, RESOLUTION)
    assert facts.offices == ()
    assert [act.signatures for fact in facts.agreements for act in fact.acts] == [()]


def test_nobody_holds_an_office_at_a_person() -> None:
    (office,) = to_facts(ARTICLE, Extraction(roles=(role(ANN, BOB),)), RESOLUTION).offices
    assert office.held_at is None


@given(readings())
def test_every_fact_rests_on_words(reading: Reading) -> None:
    facts = to_facts(*reading)
    whole = Passage(0, len(reading[0].text))
    grounded = [*facts.statements, *facts.offices, *facts.agreements]
    grounded += [act for agreement in facts.agreements for act in agreement.acts]
    assert all(one.passages and all(map(whole.holds, one.passages)) for one in grounded)


@pytest.mark.parametrize(
    ("roles", "party"),
    [
        ((), "Borea"),
        ((role(ANN, nation=BOREA),), "Borea"),
        ((role(ANN, nation=ARCA),), "Arca"),
        ((role(ANN, nation=ARCA, former=True),), "Borea"),
        # The agency is one of Arca, so its head signs for no other state.
        ((role(ANN, AGENCY),), "the Agency"),
    ],
)
def test_who_is_paired_with_a_state_but_serves_another_signs_for_the_own(
    roles: tuple[Role, ...], party: str
) -> None:
    assert show(act((ANN,), pairs=((ANN, BOREA),), roles=roles)) == [("Ann", party)]
