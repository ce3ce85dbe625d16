"""Claims against annotated articles: what counts as found, and what as right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from kg.evaluate.articles import (
    Compared,
    compare_claims,
    count_claims,
    find_faults,
    is_no_statement,
    judge_acts,
    show_figures,
    to_figures,
)
from kg.evaluate.gold import GoldArticle, GoldClaim
from kg.facts import ClaimFact, Facts, Statement
from kg.model import Article, Claim, DateExpression, Entity, Passage, SpeechAct

TEXT = "Ana Ruiz said it will fly in 2030. Leon Falk hopes it will not. A third told them to wait for May."

ARTICLE = Article("a", TEXT)
RUIZ, FALK = Entity("ruiz", "Ruiz", "Person"), Entity("falk", "Leon Falk", "Person")


def gold_claim(start: int, end: int, core: bool = True, **changes: Any) -> GoldClaim:
    fields: dict[str, Any] = {
        "cue": ((9, 13),),
        "source": ((0, 8),),
        "speaker": "Ana Ruiz",
        "kind": "indirect",
        "dates": frozenset({"2030"}),
        "stated_on": frozenset({"2022-07-26"}),
    }
    return GoldClaim(content=((start, end),), core=core, **(fields | changes))


def read_date(edtf: str | None) -> DateExpression:
    return DateExpression(Passage(27, 33), "DATE", edtf or "FUTURE_REF", edtf)


def read_claim(
    start: int,
    end: int,
    act: SpeechAct = "statement",
    speakers: tuple[Entity, ...] = (RUIZ,),
    dates: tuple[str | None, ...] = ("2030",),
    stated_on: str | None = "2022-07-26",
    **changes: Any,
) -> Statement:
    fields: dict[str, Any] = {
        "content": (Passage(start, end),),
        "cue": (Passage(9, 13),),
        "source": (Passage(0, 8),),
        "kind": "indirect",
    }
    claim = Claim(**(fields | changes), speech_act=act, rule="claims.clause", confidence=0.8)
    return Statement(
        iri="statement",
        act=act,
        claim=claim,
        conveys=ClaimFact("claim", claim.content, tuple(map(read_date, dates)), (), ()),
        speakers=speakers,
        hearers=(),
        reacts_to=(),
        on_behalf_of=(),
        strength="named",
        stated_on=read_date(stated_on) if stated_on else None,
        reported_in=None,
        nested=(),
    )


def pair(gold: Iterable[GoldClaim], read: Iterable[Statement]) -> Compared:
    return compare_claims(GoldArticle(ARTICLE, tuple(gold)), Facts(ARTICLE, statements=tuple(read)))


def compare(gold: Iterable[GoldClaim], read: Iterable[Statement]) -> dict[str, Any]:
    return to_figures(count_claims(pair(gold, read)), 1)


def test_a_claim_that_is_right_is_right_in_everything() -> None:
    figures = compare([gold_claim(14, 33)], [read_claim(14, 33)])
    right = ("recall", "precision", "precision_core", "kind", "source", "speaker", "dates")
    assert [figures[name] for name in right] == [1.0] * len(right)
    assert figures["plans"] == 0


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"kind": "mixed"}, "kind"),
        ({"speakers": ()}, "speaker"),
        ({"speakers": (FALK, RUIZ)}, "speaker"),
        ({"source": ()}, "source"),
        ({"source": (Passage(8, 9),)}, "source"),
        ({"dates": ()}, "dates"),
        ({"dates": (None,)}, "dates"),
    ],
)
def test_what_is_wrong_lowers_its_own_figure_only(changes: dict[str, Any], name: str) -> None:
    figures = compare([gold_claim(14, 33)], [read_claim(14, 33, **changes)])
    shares = ("recall", "precision", "kind", "source", "speaker", "dates")
    assert [share for share in shares if figures[share] != 1] == [name]


def test_half_of_the_characters_must_be_shared() -> None:
    assert compare([gold_claim(0, 10)], [read_claim(0, 20)])["recall"] == 1
    assert compare([gold_claim(0, 10)], [read_claim(0, 21)])["recall"] == 0


def test_a_peripheral_claim_is_right_but_no_core_claim() -> None:
    gold = [gold_claim(14, 33), gold_claim(51, 62, core=False)]
    figures = compare(gold, [read_claim(14, 33), read_claim(51, 62), read_claim(64, 90)])
    assert figures["precision"] == pytest.approx(2 / 3)
    assert figures["precision_core"] == pytest.approx(1 / 2)
    assert figures["recall"] == 1 and figures["counts"]["peripheral"] == 1


def test_core_claims_choose_before_peripheral_ones() -> None:
    gold = [gold_claim(0, 12), gold_claim(0, 10, core=False)]
    assert compare(gold, [read_claim(0, 10)])["recall"] == 1


def test_a_claim_is_found_once() -> None:
    figures = compare([gold_claim(0, 10)], [read_claim(0, 10), read_claim(0, 10)])
    assert (figures["recall"], figures["precision"]) == (1, 0.5)


@pytest.mark.parametrize("act", ["attitude", "intention", "refusal"])
def test_what_was_not_stated_is_left_out_and_told(act: SpeechAct) -> None:
    figures = compare([gold_claim(14, 33)], [read_claim(14, 33, act)])
    assert (figures["recall"], figures["counts"]["read"], figures["counts"]["other_act"]) == (0, 0, 1)


def test_a_denial_is_stated_too() -> None:
    assert compare([gold_claim(14, 33)], [read_claim(14, 33, "denial")])["recall"] == 1


def test_claims_of_every_act_are_judged() -> None:
    gold = [gold_claim(14, 33), gold_claim(51, 62), gold_claim(64, 90, core=False)]
    acts: dict[tuple[int, int], SpeechAct] = {
        (14, 33): "statement",
        (51, 62): "attitude",
        (64, 90): "unclassified",
        (0, 8): "unclassified",
    }
    read = [read_claim(*content, act) for content, act in acts.items()]
    assert judge_acts([pair(gold, read)]) == {
        "unclassified": {"claims": 2, "right": 0.5},
        "attitude": {"claims": 1, "right": 1},
        "statement": {"claims": 1, "right": 1},
    }


def test_a_refusal_without_content_is_no_miss_of_its_own() -> None:
    refusal = read_claim(0, 0, "refusal", content=())
    assert compare([gold_claim(14, 33)], [refusal, read_claim(14, 33)])["precision"] == 1


def test_plans_among_the_statements_are_counted_unless_they_are_annotated() -> None:
    hope = read_claim(51, 62, cue=(Passage(45, 50),))
    assert compare([gold_claim(14, 33)], [hope])["plans"] == 1
    assert compare([gold_claim(51, 62, core=False)], [hope])["plans"] == 0


@pytest.mark.parametrize("cue", ["hopes", "Plans", "declined to comment", "would not say", "has no comment"])
def test_a_plan_is_known_by_its_cue(cue: str) -> None:
    assert is_no_statement(cue)


@pytest.mark.parametrize("cue", ["said", "explained", "planetary", ""])
def test_a_statement_is_no_plan(cue: str) -> None:
    assert not is_no_statement(cue)


def test_every_figure_is_shown() -> None:
    figures = compare([gold_claim(14, 33)], [read_claim(14, 33)])
    shown = show_figures(figures)
    assert [name for name in figures if name not in ("corpus", "counts") and name not in shown] == []
    assert "recall           100.0      1 of 1" in shown


def test_what_is_wrong_is_told_in_words() -> None:
    gold = (gold_claim(14, 33), gold_claim(77, 97))
    read = [
        read_claim(14, 33, kind="mixed", speakers=(FALK,), dates=()),
        read_claim(51, 62, cue=(Passage(45, 50),)),
        read_claim(34, 44, source=()),
    ]
    faults = list(find_faults(pair(gold, read)))
    assert sorted(fault.what for fault in faults) == [
        "a plan, hope or refusal",
        "dates missed",
        "false",
        "missed",
        "wrong kind",
        "wrong speaker",
    ]
    speaker = next(fault for fault in faults if fault.what == "wrong speaker")
    assert speaker.words == {"content": "it will fly in 2030", "annotated": "Ana Ruiz", "read": "Leon Falk"}
