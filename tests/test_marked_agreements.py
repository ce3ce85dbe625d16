"""What the extraction makes of agreements and acts that the network marks, without the network."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from spacy.tokens import Doc, Span

from kg.extract.agreements import find_agreements, find_new_acts
from kg.extract.agreements.factuality import find_told_stage
from kg.extract.agreements.hands import is_posting
from kg.extract.agreements.known import is_one_name
from kg.extract.agreements.marked_acts import head_of_cue
from kg.extract.agreements.marked_spans import is_unilateral, mend_mention
from kg.extract.agreements.stages import believe_stage
from kg.extract.mentions import find_mentions
from kg.model import ActMark, Agreement, AgreementMark, FactMarks, Mark, Part, Passage, Run, Signing, Stage
from kg.settings import FACTS
from tests.docs import VOCAB, load_doc


def find_run(doc: Doc, words: str) -> Run:
    """The tokens of `words` in a text."""
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words))
    return span.start, span.end


def read(
    name: str,
    agreement: str,
    cue: str,
    hand: str | None = None,
    party: str | None = None,
    score: float = 0.9,
):
    """Read a sentence in which the network marks an agreement, an act on it, and who signs for whom."""
    doc = load_doc(name)
    mention = find_run(doc, agreement)
    signed_for = find_run(doc, party) if party else None
    if signed_for:
        doc.set_ents([Span(doc, *signed_for, label="GPE")], default="unmodified")
    hands = (Part(find_run(doc, hand), 0.9, signed_for),) if hand else ()
    act = ActMark(
        cue=Mark(find_run(doc, cue), "act", score),
        stage="signed",
        stage_score=0.9,
        agreement=Part(mention, 0.9),
        signatories=hands,
        parties=(),
        place=None,
        date=None,
    )
    doc.user_data[FACTS] = FactMarks(
        names=(Mark(signed_for, "State", 0.9),) if signed_for else (),
        offices=(),
        agreements=(AgreementMark(Mark(mention, "agreement", 0.9), ()),),
        acts=(act,),
    )
    agreements, signings, _ = find_agreements(doc, find_mentions(doc), (), ())
    return doc.text, agreements, signings


def read_marks(
    doc: Doc, agreements: Sequence[Run], act: tuple[Run, Run] | None = None
) -> tuple[tuple[Agreement, ...], tuple[Signing, ...]]:
    """Read a text in which the network marks agreements, and perhaps the cue of a signature and the agreement
    that it takes for the signed one.
    """
    marks = tuple(AgreementMark(Mark(run, "agreement", 0.9), ()) for run in agreements)
    acts = (
        (ActMark(Mark(act[0], "act", 0.9), "signed", 0.9, Part(act[1], 0.9), (), (), None, None),)
        if act
        else ()
    )
    doc.user_data[FACTS] = FactMarks(names=(), offices=(), agreements=marks, acts=acts)
    found, signings, _ = find_agreements(doc, find_mentions(doc), (), ())
    return found, signings


def test_a_hand_is_paired_with_the_party_that_the_network_gives_it() -> None:
    text, (agreement,), (signing,) = read("signed", "the Harbor Accords", "signed", "Ana Ruiz", "Freedonia")
    assert (agreement.name, agreement.stage) == ("Harbor Accords", "signed")
    assert [(hand.of(text), party.of(text)) for hand, party in signing.pairs] == [("Ana Ruiz", "Freedonia")]
    assert 0 < signing.confidence < 1


def test_a_doubtful_cue_is_believed_where_it_is_a_verb_of_signing() -> None:
    _, _, (doubtful,) = read("signed", "the Harbor Accords", "signed", score=0.15)
    _, _, (sure,) = read("signed", "the Harbor Accords", "signed")
    assert 0 < doubtful.confidence < sure.confidence
    _, _, none = read("signed", "the Harbor Accords", "Ana Ruiz", score=0.15)
    assert not [act for act in none if act.rule == "agreements.network"]


@pytest.mark.parametrize(
    ("known", "stage", "kept"),
    [
        (["signed"], "signed", True),
        (["signed"], "unsigned", True),
        (["signed"], "ratified", False),
        (["proposed"], "signed", False),
        ([], "signed", False),
        ([], "unsigned", True),
    ],
)
def test_another_hand_is_told_by_the_grammar_where_the_agreement_is_known_to_be_signed(
    known: list[Stage], stage: Stage, kept: bool
) -> None:
    doc = load_doc("signed")
    doc.set_ents([Span(doc, *find_run(doc, "Ana Ruiz"), label="PERSON")], default="unmodified")
    start = doc.text.index("Ana Ruiz")
    ruiz, accords = Passage(start, start + len("Ana Ruiz")), Passage(900, 904)
    told = Signing(accords, Passage(950, 956), stage, "agreements.verb", 0.5, (ruiz, Passage(960, 965)))
    found = [Signing(accords, Passage(910, 916), one, "agreements.network", 0.9, ()) for one in known]
    new = find_new_acts([told], found, find_mentions(doc))
    assert bool(new) is kept
    if new and stage == "signed":
        assert new[0].signatories == (ruiz,)
    assert find_new_acts([told], [*found, told], find_mentions(doc)) == []


@pytest.mark.parametrize(("preposition", "is_sent"), [("to", True), ("of", False)])
def test_nobody_signs_for_the_state_that_he_or_she_is_sent_to(preposition: str, is_sent: bool) -> None:
    doc = Doc(
        VOCAB,
        words=["ambassador", preposition, "Norland"],
        lemmas=["ambassador", preposition, "Norland"],
        heads=[0, 0, 1],
        deps=["ROOT", "prep", "pobj"],
    )
    assert is_posting(doc[2]) is is_sent


@pytest.mark.parametrize(
    ("name", "cue", "stage"),
    [
        ("signed", "signed", "signed"),
        ("signed-passive", "signed", "signed"),
        ("to-be-signed", "sign", "proposed"),
        ("signing-planned", "signing", "proposed"),
        ("to-become", "sign", "proposed"),
        ("unsigned", "signed", "unsigned"),
        ("refused-to-sign", "sign", "unsigned"),
        ("instead-of-signing", "signing", "unsigned"),
        ("against-signing", "signing", "unsigned"),
        ("denied-signing", "signed", "unsigned"),
        ("considers-signing", "signing", "proposed"),
        ("process-of-signing", "signing", "proposed"),
        ("wrongly-reported", "signed", "unsigned"),
        ("signed-neither", "signed", "unsigned"),
        ("no-signatory", "signatory", "unsigned"),
    ],
)
def test_what_is_planned_or_refused_is_not_signed(name: str, cue: str, stage: str) -> None:
    doc = load_doc(name)
    (start, _) = find_run(doc, cue)
    assert find_told_stage("signed", doc[start]) == stage


def test_a_stage_that_says_that_nothing_was_done_stays() -> None:
    doc = load_doc("signed")
    assert find_told_stage("proposed", doc[2]) == "proposed"


@pytest.mark.parametrize(
    ("words", "unilateral"),
    [
        (["a", "presidential", "memorandum"], True),
        (["an", "executive", "order"], True),
        (["the", "spending", "bill"], True),
        (["a", "technical", "memorandum"], False),
        (["a", "large", "order"], False),
    ],
)
def test_what_one_side_alone_signs_is_no_agreement(words: list[str], unilateral: bool) -> None:
    doc = Doc(
        VOCAB,
        words=words,
        lemmas=words,
        heads=[2, 2, 2],
        deps=["det", "amod", "ROOT"],
        pos=["DET", "ADJ", "NOUN"],
        tags=["DT", "JJ", "NN"],
    )
    assert is_unilateral(doc[:]) is unilateral


def test_the_word_that_tells_an_act_is_no_small_one() -> None:
    doc = Doc(
        VOCAB,
        words=["Norland", "is", "not", "a", "signatory"],
        heads=[1, 1, 1, 4, 1],
        deps=["nsubj", "ROOT", "neg", "det", "attr"],
        pos=["PROPN", "AUX", "PART", "DET", "NOUN"],
    )
    assert head_of_cue(doc[2:5]).text == "signatory"


def test_what_is_done_to_one_agreement_is_done_to_those_that_and_joins() -> None:
    words = ["Norland", "signed", "the", "Harbor", "Accords", "and", "a", "lease"]
    doc = Doc(
        VOCAB,
        words=words,
        lemmas=["Norland", "sign", *words[2:]],
        heads=[1, 1, 4, 4, 1, 4, 7, 4],
        deps=["nsubj", "ROOT", "det", "compound", "dobj", "cc", "det", "conj"],
        pos=["PROPN", "VERB", "DET", "PROPN", "PROPN", "CCONJ", "DET", "NOUN"],
    )
    _, acts = read_marks(doc, ((2, 5), (6, 8)), ((1, 2), (2, 5)))
    assert [(one.stage, one.agreement.of(doc.text)) for one in acts] == [
        ("signed", "the Harbor Accords"),
        ("signed", "a lease"),
    ]


@pytest.mark.parametrize("words", ["the Harbor Accords", "a fishing deal"])
def test_an_agreement_called_by_name_is_what_an_act_is_done_to(words: str) -> None:
    text = ["the", "Tax", "Treaty", "ended", ".", "Norland", "signed", *words.split()]
    doc = Doc(
        VOCAB,
        words=text,
        lemmas=[*text[:3], "end", ".", "Norland", "sign", *words.split()],
        heads=[2, 2, 3, 3, 3, 6, 6, 9, 9, 6],
        deps=["det", "compound", "nsubj", "ROOT", "punct", "nsubj", "ROOT", "det", "compound", "dobj"],
        pos=["DET", "PROPN", "PROPN", "VERB", "PUNCT", "PROPN", "VERB", "DET", "NOUN", "NOUN"],
    )
    _, (signing,) = read_marks(doc, ((0, 3), (7, 10)), ((6, 7), (0, 3)))
    assert signing.agreement.of(doc.text) == (words if words[4].isupper() else "the Tax Treaty")


def test_an_act_that_bears_the_name_of_a_treaty_is_no_agreement() -> None:
    doc = Doc(
        VOCAB,
        words=["the", "Harbor", "Convention", "Act", "2020"],
        pos=["DET", "PROPN", "PROPN", "PROPN", "NUM"],
        heads=[3, 2, 3, 3, 3],
        deps=["det", "compound", "compound", "ROOT", "nummod"],
    )
    assert is_unilateral(doc[:])
    assert not is_unilateral(doc[:3])


def test_what_a_dash_sets_off_is_no_part_of_a_mention() -> None:
    words = ["three", "agreements", "--", "one", "on", "tax"]
    pos = ["NUM", "NOUN", "PUNCT", "NUM", "ADP", "NOUN"]
    doc = Doc(VOCAB, words=words, pos=pos, heads=[1, 1, 1, 1, 3, 4], deps=["dep", "ROOT", *["dep"] * 4])
    mended = mend_mention(doc[:])
    assert mended is not None and mended.text == "three agreements"


@pytest.mark.parametrize(("number", "agreements"), [("three", 1), ("four", 2)])
def test_so_many_agreements_are_the_same_that_were_told_before(number: str, agreements: int) -> None:
    words = ["three", "agreements", "ended", ".", number, "agreements", "began"]
    doc = Doc(
        VOCAB,
        words=words,
        lemmas=["three", "agreement", "end", ".", number, "agreement", "begin"],
        pos=["NUM", "NOUN", "VERB", "PUNCT", "NUM", "NOUN", "VERB"],
        heads=[1, 2, 2, 2, 5, 6, 6],
        deps=["nummod", "nsubj", "ROOT", "punct", "nummod", "nsubj", "ROOT"],
        sent_starts=[True, False, False, False, True, False, False],
    )
    found, _ = read_marks(doc, ((0, 2), (4, 6)))
    assert len(found) == agreements


@pytest.mark.parametrize(
    ("words", "agreements"),
    [("the fishing deal", 1), ("their fishing deal", 2), ("the mining deal", 2)],
)
def test_a_description_that_adds_no_word_is_of_the_agreement_before(words: str, agreements: int) -> None:
    first, then = ["an", "old", "fishing", "deal"], words.split()
    doc = Doc(
        VOCAB,
        words=[*first, "ended", ".", *then, "began"],
        pos=["DET", "ADJ", "NOUN", "NOUN", "VERB", "PUNCT", "DET", "NOUN", "NOUN", "VERB"],
        heads=[3, 3, 3, 4, 4, 4, 8, 8, 9, 9],
        deps=["det", "amod", "compound", "nsubj", "ROOT", "punct", "det", "compound", "nsubj", "ROOT"],
        lemmas=[*first, "end", ".", *then, "begin"],
        sent_starts=[True, *[False] * 5, True, *[False] * 3],
    )
    found, _ = read_marks(doc, ((0, 4), (6, 9)))
    assert len(found) == agreements


def test_this_mou_is_the_memorandum_before_it() -> None:
    doc = Doc(
        VOCAB,
        words=["a", "memorandum", "on", "seals", "and", "a", "deal", "end", ".", "This", "MoU", "began"],
        pos=["DET", "NOUN", "ADP", "NOUN", "CCONJ", "DET", "NOUN", "VERB", "PUNCT", "DET", "PROPN", "VERB"],
        heads=[1, 7, 1, 2, 1, 6, 1, 7, 7, 10, 11, 11],
        deps=["det", "nsubj", "prep", "pobj", "cc", "det", "conj", "ROOT", "punct", "det", "nsubj", "ROOT"],
        lemmas=["a", "memorandum", "on", "seal", "and", "a", "deal", "end", ".", "this", "mou", "begin"],
        sent_starts=[True, *[False] * 8, True, False, False],
    )
    found, _ = read_marks(doc, ((0, 4), (5, 7), (9, 11)))
    assert [len(agreement.mentions) for agreement in found] == [2, 1]


@pytest.mark.parametrize(
    ("cue", "stage"),
    [
        (["inked"], "signed"),
        (["did", "so"], "signed"),
        (["put", "their", "names", "to"], "signed"),
        (["thrashed", "out"], "announced"),
    ],
)
def test_a_signature_is_believed_where_a_word_tells_of_it(cue: list[str], stage: Stage) -> None:
    lemmas = {"inked": "ink", "did": "do", "names": "name"}
    doc = Doc(VOCAB, words=cue, lemmas=[lemmas.get(word, word) for word in cue])
    assert believe_stage("signed", doc[:]) == stage
    assert believe_stage("ratified", doc[:]) == "ratified"


def test_who_deposits_an_instrument_has_ratified() -> None:
    words = ["Norland", "deposited", "its", "instruments"]
    doc = Doc(
        VOCAB,
        words=words,
        lemmas=["Norland", "deposit", "its", "instrument"],
        heads=[1, 1, 3, 1],
        deps=["nsubj", "ROOT", "poss", "dobj"],
    )
    assert believe_stage("signed", doc[1:2]) == "ratified"


@pytest.mark.parametrize(
    ("name", "other", "one"),
    [
        ("Harbor Joint Framework (HJF) 2020", "HJF", True),
        ("Harbor Joint Framework (HJF)", "harbor joint framework", True),
        ("Harbor Accords", "the Harbor Accords", True),
        ("H.J. Accords", "*HJ Accords*", True),
        ("Harbor Plan", "Harbor Plan for 2018–2022", True),
        ("Harbor Plan (HP 2018", "1999 Harbor Plan", False),
        ("memorandum of understanding (MOU)", "MOU", False),
        ("Harbor Joint Framework (HJF)", "Joint", False),
        ("Harbor Joint Framework", "HJF", True),
        ("Harbor Framework", "HF", False),
        ("HARBOR JOINT FRAMEWORK", "HJF", False),
        ("Memorandum Of Understanding", "MOU", False),
        ("Harbor Plan with Norland", "Harbor Plan", True),
        ("Harbor Plan with Norland", "Harbor Plan with Ostravia", False),
        ("Convention on Seals", "Convention", False),
    ],
)
def test_a_name_in_other_words_is_one_of_the_agreement(name: str, other: str, one: bool) -> None:
    assert is_one_name(name, other) is one
    assert is_one_name(other, name) is one


@pytest.mark.parametrize(
    ("marked", "mended"),
    [(3, "a memorandum"), (4, "a memorandum (MOU)"), (5, "a memorandum (MOU)"), (2, "a memorandum")],
)
def test_a_mention_has_both_brackets_or_none(marked: int, mended: str) -> None:
    pos = ["DET", "NOUN", "PUNCT", "PROPN", "PUNCT", "VERB"]
    doc = Doc(
        VOCAB,
        words=["a", "memorandum", "(", "MOU", ")", "signed"],
        spaces=[True, True, False, False, True, False],
        pos=pos,
        heads=[1, 1, 1, 1, 1, 1],
        deps=["det", "ROOT", "punct", "appos", "punct", "acl"],
    )
    mention = mend_mention(doc[:marked])
    assert mention is not None
    assert mention.text == mended
