"""Agreements and the acts on them, on parses that need no model."""

from __future__ import annotations

import pytest

from kg.extract.agreements import find_agreements
from kg.extract.agreements.nouns import agreement_kinds
from kg.extract.agreements.stages import stage_verbs
from kg.extract.dates import find_dates
from kg.extract.mentions import find_mentions
from kg.extract.roles import find_roles
from tests.docs import load_doc, load_sentences


def read(name: str):
    doc = load_doc(name)
    mentions = find_mentions(doc)
    roles, _ = find_roles(doc, mentions)
    agreements, signings, _ = find_agreements(doc, mentions, find_dates(doc, "2022-07-27"), roles)
    return agreements, signings


def words(name: str, passages) -> list[str]:
    return [passage.of(load_sentences()[name]) for passage in passages]


def test_a_signature_has_person_party_place_and_date() -> None:
    (agreement,), (signing,) = read("signed")
    assert (agreement.name, agreement.kind, agreement.named) == ("Harbor Accords", "Accord", True)
    assert words("signed", signing.signatories) == ["Ana Ruiz"]
    assert words("signed", signing.on_behalf_of) == ["Freedonia"]
    assert words("signed", [signing.place, signing.date]) == ["Geneva", "May 4, 2022"]
    assert signing.stage == agreement.stage == "signed"


@pytest.mark.parametrize("name", ["crowd-including", "crowd-among", "crowd-colon", "crowd-listed"])
def test_who_of_a_crowd_is_named_has_signed(name: str) -> None:
    _, (signing,) = read(name)
    assert words(name, signing.signatories) == ["Rwanda", "Peru", "Iceland"]


def test_who_joins_others_as_a_signatory_is_the_one_who_signs() -> None:
    _, (signing,) = read("joins-as-signatory")
    assert words("joins-as-signatory", signing.signatories) == ["Iceland"]


def test_states_that_sign_need_nobody_to_sign_for_them() -> None:
    _, (signing,) = read("signed-passive")
    assert words("signed-passive", signing.signatories) == ["Freedonia", "Ostland"]
    assert signing.on_behalf_of == ()


def test_joining_a_named_accord_is_signing_it() -> None:
    _, (signing,) = read("acceding")
    assert signing.stage == "signed"


@pytest.mark.parametrize("name", ["unsigned", "refused-to-sign"])
def test_who_has_not_signed_is_told_and_is_no_signature(name: str) -> None:
    (agreement,), (signing,) = read(name)
    assert signing.stage == "unsigned" and len(signing.signatories) == 1
    assert agreement.stage == "mentioned"


def test_a_planned_signature_is_a_proposal() -> None:
    (agreement,), (signing,) = read("to-be-signed")
    assert signing.stage == agreement.stage == "proposed"


def test_later_mentions_belong_to_the_same_agreement() -> None:
    (agreement,), _ = read("described")
    assert words("described", agreement.mentions) == ["An agreement", "The deal"]
    assert words("described", agreement.parties) == ["Freedonia", "Ostland"]
    assert agreement.subject is not None
    assert words("described", [agreement.subject]) == ["for the exchange of seats"]


def test_the_antecedent_of_who_signs() -> None:
    _, (signing,) = read("signed-relative")
    assert words("signed-relative", signing.signatories) == ["Joel Martin"]
    assert words("signed-relative", [signing.place]) == ["Geneva"]


def test_no_agreement_no_signing() -> None:
    assert read("clause") == ((), ())


@pytest.mark.parametrize("word", sorted({*agreement_kinds(), *stage_verbs()}))
def test_rule_words_are_lemmas(word: str) -> None:
    assert word == word.lower().strip()


def test_words_that_only_look_like_an_agreement() -> None:
    assert read("no-agreement") == ((), ())


def test_a_headline_verb_is_no_part_of_the_name() -> None:
    (agreement,), _ = read("headline-agreement")
    assert not agreement.named


def test_an_alliance_is_a_party_and_no_agreement() -> None:
    (agreement,), _ = read("alliance")
    assert words("alliance", agreement.parties) == ["United Launch Alliance", "Department of Energy"]


def test_they_are_those_who_announce_it() -> None:
    _, (signing,) = read("they-signed")
    assert words("they-signed", signing.signatories) == ["NASA", "ESA"]


def test_the_receiver_of_a_contract_is_a_party() -> None:
    (agreement,), (signing,) = read("awarded")
    assert words("awarded", agreement.parties) == ["SpaceX"]
    assert signing.stage == "announced"


def test_two_who_sign_in_one_sentence_sign_each_for_their_own() -> None:
    _, signings = read("two-acts")
    found = [
        (words("two-acts", signing.signatories), words("two-acts", signing.on_behalf_of))
        for signing in signings
    ]
    assert found == [(["Lisa Campbell"], ["Canada"]), (["Sarah Al Amiri"], ["United Arab Emirates"])]


def test_a_noun_tells_of_a_signature_too() -> None:
    (agreement,), (signing,) = read("signing-of")
    assert words("signing-of", signing.signatories) == ["Freedonia", "Ostland"]
    assert (signing.rule, agreement.stage) == ("agreements.noun", "signed")


def test_a_signature_that_will_be_attended_is_a_proposal() -> None:
    (agreement,), _ = read("signing-planned")
    assert agreement.stage == "proposed"


def test_what_is_announced_is_the_agreement_and_not_its_creation() -> None:
    (agreement,), (signing,) = read("creation")
    assert agreement.stage == "announced"
    assert words("creation", [*signing.signatories, signing.date]) == ["NASA", "May"]


@pytest.mark.parametrize(
    ("name", "date"),
    [("announced-signed", "Thursday"), ("grew-as", "Wednesday"), ("signed", "May 4, 2022")],
)
def test_an_act_is_dated_by_what_it_hangs_on(name: str, date: str) -> None:
    _, signings = read(name)
    assert [words(name, [signing.date]) for signing in signings if signing.stage == "signed"][-1] == [date]


def test_contracts_that_are_told_one_by_one_are_no_agreement_of_their_own() -> None:
    agreements, signings = read("awards")
    assert [agreement.name for agreement in agreements] == [
        "$5 million contract",
        "$7 million contract",
    ]
    assert [words("awards", [signing.date]) for signing in signings] == [["Monday"], ["Monday"]]


@pytest.mark.parametrize("name", ["in-partnership", "strong-partnership", "vague-contract"])
def test_what_is_no_agreement(name: str) -> None:
    assert read(name) == ((), ())


def test_who_signs_signs_for_the_organization_of_the_office() -> None:
    _, (signing,) = read("office-signs")
    assert words("office-signs", signing.on_behalf_of) == ["NASA"]


def test_this_memorandum_is_the_agreement_before_it() -> None:
    (agreement,), _ = read("this-memorandum")
    assert words("this-memorandum", agreement.mentions)[1] == "this memorandum of understanding"


@pytest.mark.parametrize(
    ("name", "stage", "signers", "date"),
    [
        ("opened-for-signature", "opened", [], "January 27, 2021"),
        ("in-force", "entered into force", [], "Monday"),
        ("in-force-which", "entered into force", [], "last year"),
        ("initialled", "initialled", ["Japan", "Norway"], "Friday"),
        ("suspended", "suspended", ["Russia"], "Monday"),
        ("withdrew", "withdrawn", ["Poland"], "January 2023"),
        ("withdrawal", "withdrawn", ["Poland"], None),
        ("entered-into", "signed", ["NASA"], None),
        ("signatories-include", "signed", ["Japan", "Norway"], None),
    ],
)
def test_each_stage_has_its_words(name: str, stage: str, signers: list[str], date: str | None) -> None:
    (agreement,), (signing,) = read(name)
    assert signing.stage == agreement.stage == stage
    assert words(name, signing.signatories) == signers
    assert words(name, [signing.date] if signing.date else []) == ([date] if date else [])


@pytest.mark.parametrize(
    ("name", "stage", "signer", "rank"),
    [
        ("fortieth", "signed", "Rwanda", (40, "40th")),
        ("thirty-ninth", "signed", "Slovakia", (39, "thirty-ninth")),
        ("fortieth-in-words", "signed", "Slovakia", (40, "fortieth")),
        ("hundred-and-third", "signed", "Slovakia", (103, "one hundred and third")),
        ("that-signed", "signed", "Peru", (41, "41st")),
        ("by-signing", "signed", "Peru", (41, "41st")),
        ("signatory-of", "signed", "Iceland", (29, "29th")),
        ("as-signatory", "signed", "Iceland", (29, "29th")),
        ("to-become", "proposed", "Peru", (41, "41st")),
        ("will-welcome", "proposed", "Peru", (41, "41st")),
    ],
)
def test_the_fortieth_nation_to_sign_has_signed(
    name: str, stage: str, signer: str, rank: tuple[int, str]
) -> None:
    _, (signing,) = read(name)
    assert signing.rank is not None
    number, place = signing.rank
    assert signing.stage == stage
    assert (words(name, signing.signatories), number, words(name, [place])) == ([signer], rank[0], [rank[1]])


def test_one_of_the_first_has_signed_but_no_number() -> None:
    _, (signing,) = read("among-the-first")
    assert (signing.stage, signing.rank) == ("signed", None)
    assert words("among-the-first", signing.signatories) == ["Luxembourg"]


@pytest.mark.parametrize(
    ("name", "binding"),
    [
        ("not-binding", (False, "not legally binding")),
        ("non-binding", (False, "non-binding")),
        ("binding-treaty", (True, "legally binding")),
        ("politically-binding", None),
        ("signed", None),
    ],
)
def test_whether_it_binds_is_told_where_the_text_does(name: str, binding: tuple[bool, str] | None) -> None:
    (agreement,), _ = read(name)
    said = agreement.binding
    assert (said and (said[0], *words(name, [said[1]]))) == binding


def test_each_of_a_crowd_signs_when_the_crowd_does() -> None:
    _, signings = read("crowd-then-one")
    assert [words("crowd-then-one", [signing.date]) for signing in signings] == [["Monday"], ["Monday"]]


def test_his_government_is_that_of_his_office() -> None:
    _, (signing,) = read("for-his-government")
    assert words("for-his-government", signing.on_behalf_of) == ["Japan"]


def test_who_is_told_by_his_nationality_signs_for_that_state() -> None:
    _, (signing,) = read("ambassador-signs")
    assert words("ambassador-signs", signing.on_behalf_of) == ["Indian"]


def test_who_signs_beside_a_minister_does_not_sign_for_his_state() -> None:
    (agreement,), (signing,) = read("one-office-of-two")
    assert len(signing.signatories) == 2 and signing.on_behalf_of == ()
    assert words("one-office-of-two", agreement.parties) == ["Japan"]


@pytest.mark.parametrize("name", ["headline-and-lead", "other-noun", "longer-name"])
def test_an_agreement_that_is_told_again_in_other_words_is_one(name: str) -> None:
    (agreement,), signings = read(name)
    assert len(agreement.mentions) == 2
    assert {signing.agreement for signing in signings} == {agreement.passage}


def test_a_second_contract_below_the_headline_is_another_one() -> None:
    agreements, _ = read("two-contracts")
    assert len(agreements) == 2
