"""Claims, one construction a test, on parses that need no model (tests/docs.py)."""

from __future__ import annotations

import pytest

from kg.extract.claims import find_claims
from kg.extract.claims.confidence import CONFIDENCE
from kg.extract.claims.cues import reporting_verbs
from kg.extract.dates import find_dates
from kg.extract.mentions import find_mentions
from kg.model import Claim
from tests.docs import load_doc, load_sentences

# name of the sentence: (cue, source, speakers, contents, speech act, kind)
READ = {
    "clause": (
        "said",
        "The agency",
        ["The agency"],
        ["that the station will fly until 2030"],
        "statement",
        "indirect",
    ),
    "inverted": (
        "said",
        "the ministry",
        ["the ministry"],
        ["The launch has slipped to March"],
        "statement",
        "indirect",
    ),
    "quote-first": (
        "said",
        "Ana Ruiz, director of the program",
        ["Ana Ruiz"],
        ["“We will stay aboard,”"],
        "statement",
        "direct",
    ),
    "quote-last": ("added", "Ruiz", ["Ruiz"], ["“The crew is safe.”"], "statement", "direct"),
    "quote-split": (
        "said",
        "Ruiz",
        ["Ruiz"],
        ["“The plan is sound,”", "“It only needs money.”"],
        "statement",
        "direct",
    ),
    "quote-around": (
        "said",
        "Ruiz",
        ["Ruiz"],
        ["“The plan,”", "“is sound and it will be funded next year.”"],
        "statement",
        "direct",
    ),
    "quote-next-paragraph": (
        "said",
        "Ruiz",
        ["Ruiz"],
        ["“The plan is sound,”", "“It only needs a little more money.”"],
        "statement",
        "direct",
    ),
    "mixed": (
        "said",
        "The minister",
        ["The minister"],
        ["the loss “will cost us years”"],
        "statement",
        "mixed",
    ),
    "according-first": (
        "According to",
        "Ana Ruiz",
        ["Ana Ruiz"],
        ["the crew will return in May"],
        "statement",
        "indirect",
    ),
    "according-last": (
        "according to",
        "a ministry report",
        ["a ministry report"],
        ["The crew will return in May"],
        "evidence",
        "indirect",
    ),
    "told": ("told", "Leon Falk", ["Leon Falk"], ["that the treaty was dead"], "statement", "indirect"),
    "told-about": (
        "told",
        "Leon Falk",
        ["Leon Falk"],
        ["about the end of all cooperation “after 2024”"],
        "statement",
        "mixed",
    ),
    "denied": (
        "denied",
        "The company",
        ["The company"],
        ["that it had lost the contract"],
        "statement",
        "indirect",
    ),
    "disbelief": (
        "does not believe",
        "The ministry",
        ["The ministry"],
        ["that the launch will slip"],
        "belief",
        "indirect",
    ),
    "planned": (
        "plans",
        "The ministry",
        ["The ministry"],
        ["to announce the new crew"],
        "intention",
        "indirect",
    ),
    "refused": (
        "refused",
        "Leon Falk",
        ["Leon Falk"],
        ["to comment on Vera Lund’s words"],
        "refusal",
        "indirect",
    ),
    "silent": (
        "did not respond",
        "The company",
        ["The company"],
        ["to a request for comment"],
        "refusal",
        "indirect",
    ),
    "two-speakers": (
        "confirmed",
        "Thomas Hale and Grace Whitfield",
        ["Thomas Hale", "Grace Whitfield"],
        ["that nobody had heard anything"],
        "statement",
        "indirect",
    ),
    "apposition": (
        "said",
        "The director of the program, Dana Merrens",
        ["Dana Merrens"],
        ["that the paper had not arrived"],
        "statement",
        "indirect",
    ),
    "participle": ("adding", "Falk", ["Falk"], ["that he would be back"], "statement", "indirect"),
    "relative": ("said", "Falk", ["Falk"], ["that he was tired"], "statement", "indirect"),
    "urged": ("urged", "The senator", ["The senator"], ["to fund the lander"], "statement", "indirect"),
    "called-for": (
        "called",
        "The senator",
        ["The senator"],
        ["for a new treaty on debris"],
        "statement",
        "indirect",
    ),
    "regret": (
        "expressed",
        "The State Department",
        ["State Department"],
        ["its regret about the ruling"],
        "statement",
        "indirect",
    ),
    "colon": ("wrote", "Elon Musk", ["Elon Musk"], ["Good luck, everyone!"], "statement", "indirect"),
    "headline": (":", "NASA", ["NASA"], ["Station will fly until 2030"], "statement", "indirect"),
    "as-clause": ("noted", "Ana Ruiz", ["Ana Ruiz"], ["The mission", "is late"], "statement", "indirect"),
    "passive": ("was announced", "the ministry", ["the ministry"], ["The delay"], "statement", "indirect"),
    "asked": ("asked", "Reporters", ["Reporters"], ["whether the crew was safe"], "question", "indirect"),
    "quoted-as": ("saying", "Falk", ["Falk"], ["that the crew was safe"], "statement", "indirect"),
    "document": (
        "found",
        "A report by the ministry",
        ["the ministry"],
        ["that the tank had leaked"],
        "evidence",
        "indirect",
    ),
}
SAYS_NOTHING = [
    "unsaid",
    "possible",
    "dateline",
    "as-nobody",
    "hedge-denied",
    "hedge-supposed",
    "neither-nor",
    "stopped-short",
    "yet-to-say",
    "without-saying",
]


def read(name: str) -> tuple[Claim, ...]:
    doc = load_doc(name)
    return find_claims(doc, find_mentions(doc), find_dates(doc, "2022-07-27"))


def words(name: str, passages) -> list[str]:
    return [passage.of(load_sentences()[name]) for passage in passages]


@pytest.mark.parametrize("name", READ)
def test_reads_the_construction(name: str) -> None:
    (claim,) = read(name)
    cue, source, speakers, content, act, kind = READ[name]
    assert words(name, claim.cue) == [cue]
    assert words(name, claim.source) == [source]
    assert words(name, claim.speakers) == speakers
    assert words(name, claim.content) == content
    assert (claim.speech_act, claim.kind) == (act, kind)


@pytest.mark.parametrize("name", SAYS_NOTHING)
def test_reads_no_claim_where_nobody_speaks(name: str) -> None:
    assert read(name) == ()


def test_denial_is_marked() -> None:
    assert read("denied")[0].denied
    assert read("disbelief")[0].denied
    assert read("no-longer")[0].denied
    assert read("ruled-out")[0].denied
    assert read("denial-of-words")[0].denied
    assert not read("clause")[0].denied
    assert not read("undoubted")[0].denied


@pytest.mark.parametrize("name", ["denial-own", "denial-own-behind"])
def test_a_denial_does_not_deny_the_words_of_who_denies(name: str) -> None:
    (claim,) = read(name)
    assert (claim.speech_act, claim.denied, claim.kind) == ("statement", False, "direct")


def test_paragraphs_of_speech_before_the_speaker_are_the_speakers() -> None:
    (claim,) = read("speech-before-speaker")
    assert len(claim.content) == 3


def test_a_quotation_behind_a_paragraph_about_another_is_not_the_speakers() -> None:
    (claim,) = read("speech-and-another")
    assert words("speech-and-another", claim.content) == ["“The pier will close,”"]


def test_nested_belief_is_a_claim_beside_the_one_around_it() -> None:
    outer, inner = read("according-nested")
    assert words("according-nested", outer.source) == ["her remarks"]
    assert words("according-nested", outer.speakers) == ["her"]
    assert words("according-nested", inner.speakers) == ["NASA"]
    assert inner.speech_act == "belief"


def test_what_is_denied_may_be_the_saying() -> None:
    (claim,) = read("denied-having")
    assert words("denied-having", claim.content) == ["having told reporters that the treaty was dead"]
    assert claim.denied


def test_two_verbs_share_a_speaker() -> None:
    praise, warning = read("joined-verbs")
    assert praise.speakers == warning.speakers
    assert words("joined-verbs", warning.content) == ["that money was short"]


@pytest.mark.parametrize("name", ["hedged-perfect", "hedged-appears", "hedged-raised", "hedged-noun"])
def test_what_is_only_said_to_be_said_is_read_as_a_claim(name: str) -> None:
    (claim,) = read(name)
    assert words(name, claim.speakers)[0] in ("The minister", "Leon Falk")


@pytest.mark.parametrize(
    ("name", "hearer"),
    [
        ("told", "Vera Lund"),
        ("told-passive", "Vera Lund"),
        ("told-interview", "Vera Lund"),
        ("told-letter", "Vera Lund"),
        ("told-speaking", "reporters"),
        ("told-promise", "Japan"),
        ("urged", "Congress"),
    ],
)
def test_hearers_are_found(name: str, hearer: str) -> None:
    (claim,) = read(name)
    assert words(name, claim.addressees) == [hearer]


def test_a_clause_that_the_parser_hung_on_the_interview_is_what_was_told() -> None:
    assert words("told-interview", read("told-interview")[0].content) == ["that the treaty was dead"]


def test_reactions_name_whose_words_they_answer() -> None:
    assert words("refused", read("refused")[0].reacts_to) == ["Vera Lund"]


def test_dates_of_the_content_and_of_the_saying_are_kept_apart() -> None:
    (claim,) = read("clause")
    assert words("clause", claim.dates) == ["2030"]
    assert claim.stated_on is not None
    assert words("clause", [claim.stated_on]) == ["Monday"]
    assert read("as-clause")[0].stated_on is not None


def test_every_rule_has_a_confidence() -> None:
    seen = {claim.rule for name in load_sentences() for claim in read(name)}
    assert seen <= set(CONFIDENCE)
    assert all(0 < share <= 1 for share in CONFIDENCE.values())


@pytest.mark.parametrize("verb", sorted(reporting_verbs()))
def test_reporting_verbs_are_lemmas_with_known_frames(verb: str) -> None:
    known = {"clause", "quote", "object", "infinitive"}
    prepositions = {"about", "for", "on", "against", "of", "to", "at", "with"}
    assert verb == verb.lower().strip()
    assert set(reporting_verbs()[verb]) <= known | prepositions


def test_a_refusal_that_somebody_tells_of_leaves_the_telling() -> None:
    outer = [claim for claim in read("refusal-told") if claim.nested_in is None]
    assert [claim.speech_act for claim in outer] == ["statement"]
