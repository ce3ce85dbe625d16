"""Dates against TimeML and annotated articles: what counts as right, and how sure the figures are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import GoldError
from kg.evaluate import Request, evaluate
from kg.evaluate.article_dates import find_faults, score_clock
from kg.evaluate.bootstrap import add_up, find_interval
from kg.evaluate.scorer import DATE_SCORER, load_scorer
from kg.evaluate.timeml import MEASURES, read_document, score_document, show_figures, to_figures
from kg.model import DateExpression, Passage
from tests.test_evaluate import SCORER
from tests.test_evaluate_articles import gold_claim, pair, read_claim

DATES = SCORER.parent / DATE_SCORER
needs_scorer = pytest.mark.skipif(not DATES.is_file(), reason=f"{DATES} is not there")

TIMEML = """<?xml version="1.0" ?>
<TimeML><DCT><TIMEX3 tid="t0" functionInDocument="CREATION_TIME" type="DATE" value="2022-07-27"/></DCT>
<TEXT>It left on <TIMEX3 tid="t1" type="DATE" value="2022-07-26">Tuesday</TIMEX3> and will be back in
<TIMEX3 tid="t2" type="DURATION" value="P2Y">two years</TIMEX3>.</TEXT></TimeML>
"""


@pytest.fixture
def timeml(tmp_path: Path) -> Path:
    (tmp_path / "first.tml").write_text(TIMEML)
    return tmp_path / "first.tml"


@needs_scorer
def test_each_measure_counts_its_own(timeml: Path) -> None:
    scorer = load_scorer(DATES, DATE_SCORER)
    document = read_document(timeml, scorer)
    start = document["text"].index("Tuesday")
    wrong = DateExpression(Passage(start, start + 4), "DATE", "2022-07-19")
    stray = DateExpression(Passage(0, 2), "DATE", "2022")
    counts, faults = score_document(document, [wrong, stray], scorer)
    assert counts == {"gold": 2, "read": 2, "strict": 0, "relaxed": 1, "type": 1, "value": 0}
    assert sorted(fault.what for fault in faults) == ["missed", "spurious", "value"]
    right = DateExpression(Passage(start, start + 7), "DATE", "2022-07-26")
    counts, faults = score_document(document, [right], scorer)
    assert counts == {"gold": 2, "read": 1, "strict": 1, "relaxed": 1, "type": 1, "value": 1}
    assert [fault.what for fault in faults] == ["missed"]


@needs_scorer
def test_a_broken_document_is_named(timeml: Path) -> None:
    timeml.write_text("<TimeML><TEXT>")
    with pytest.raises(GoldError, match=r"first\.tml: cannot be read as TimeML"):
        evaluate("dates", Request(timeml.parent, scorer=DATES))


def test_a_folder_without_a_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="TimeML"):
        evaluate("dates", Request(tmp_path))
    (tmp_path / "x").touch()
    with pytest.raises(GoldError, match="not a folder"):
        evaluate("dates", Request(tmp_path / "x"))


def test_figures_carry_their_interval() -> None:
    counts = [{"gold": 4, "read": 4} | dict.fromkeys(MEASURES, right) for right in (4, 3, 2, 1)]
    figures = to_figures(counts, 100)
    assert figures["value"]["f1"] == pytest.approx(10 / 16)
    low, high = figures["value"]["interval"]
    assert low < 10 / 16 < high
    assert all(name in show_figures(figures) for name in MEASURES)
    assert "interval" not in to_figures(counts, 0)["value"]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=20), st.integers(1, 60))
def test_an_interval_lies_between_the_worst_and_the_best(rights: list[int], rounds: int) -> None:
    articles = [{"right": right} for right in rights]
    low, high = find_interval(articles, lambda sums: sums["right"] / len(rights), rounds)
    assert min(rights) <= low <= high <= max(rights)
    assert add_up(articles) == {"right": sum(rights)}


def test_values_of_both_clocks_are_compared_claim_by_claim() -> None:
    read = read_claim(14, 33, dates=("2030", "2031", None), stated_on=None)
    compared = pair([gold_claim(14, 33), gold_claim(40, 60)], [read])
    dates, stated = (score_clock([compared], clock) for clock in ("dates", "stated_on"))
    assert (dates["gold"], dates["predicted"], dates["r"], dates["p"]) == (1, 2, 1, 0.5)
    assert (stated["gold"], stated["predicted"], stated["f1"]) == (1, 0, 0)
    assert [fault.what for fault in find_faults(compared)] == ["dates", "stated_on"]
