"""Measuring: what is paired with what, what a confidence is worth, and which corpus a folder holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import GoldError, KgError, UsageError
from kg.evaluate import EVALUATIONS, Request, evaluate
from kg.evaluate.calibration import draw_bins, find_bins, find_calibration_error
from kg.evaluate.claims import is_polnear
from kg.evaluate.faults import Fault, show_roles, show_spans, write_faults
from kg.evaluate.gold import read_gold, read_gold_article
from kg.evaluate.matching import find_overlap, pair_contents, score_exact, to_score
from kg.evaluate.reading import choose_sample
from kg.evaluate.scorer import CLAIM_SCORER, find_scorer, load_scorer

SCORER = Path(__file__).parents[2] / "shared" / "tools" / "score_claims.py"
needs_scorer = pytest.mark.skipif(
    not SCORER.is_file(), reason="the scorer of PolNeAR is not beside this checkout"
)

spans = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))
contents = st.lists(st.lists(spans, min_size=1, max_size=2).map(tuple), max_size=6)
judged = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1)

CLAIM = {
    "speaker": "Ana Ruiz",
    "content_spans": [[16, 30]],
    "cue_span": [9, 13],
    "mention_span": [0, 8],
    "kind": "indirect",
    "dates": [{"text": "2030", "value": "2030"}],
    "tier": "core",
}
TEXT = "Ana Ruiz said it will fly in 2030."


def write_article(path: Path, **changes: Any) -> Path:
    record = {"text": TEXT, "title": "A title", "published": "2024-05-16", "claims": [CLAIM]} | changes
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


def test_a_score_is_made_of_shares() -> None:
    assert to_score(3, 4, 6) == {"p": 0.5, "r": 0.75, "f1": pytest.approx(0.6), "gold": 4, "predicted": 6}
    assert to_score(0, 0, 0)["f1"] == 0


def test_overlap_counts_characters_once() -> None:
    assert find_overlap([(0, 10)], [(5, 15)]) == pytest.approx(5 / 15)
    assert find_overlap([(0, 4), (2, 8)], [(0, 8)]) == 1
    assert find_overlap([], []) == 0


def test_the_best_pair_is_made_first() -> None:
    gold = [[(0, 10)], [(0, 8)]]
    assert pair_contents(gold, [[(0, 8)]]) == {1: 0}
    assert pair_contents(gold, [[(0, 8)], [(0, 12)]]) == {1: 0, 0: 1}
    assert pair_contents(gold, [[(0, 4)]]) == {1: 0}
    assert pair_contents(gold, [[(0, 3)]]) == {}


@given(contents, contents)
def test_pairs_are_one_to_one_and_overlap_by_half(gold: list[Any], read: list[Any]) -> None:
    pairs = pair_contents(gold, read)
    assert len(set(pairs.values())) == len(pairs)
    assert all(find_overlap(gold[g], read[r]) >= 0.5 for g, r in pairs.items())
    left = [g for g in range(len(gold)) if g not in pairs]
    free = [r for r in range(len(read)) if r not in pairs.values()]
    assert all(find_overlap(gold[g], read[r]) < 0.5 for g in left for r in free)


@needs_scorer
@given(contents, contents)
def test_pairs_are_those_of_the_scorer_of_polnear(gold: list[Any], read: list[Any]) -> None:
    text = "x" * 60
    theirs = load_scorer(SCORER, CLAIM_SCORER).match_contents(
        [{"content": item} for item in gold], [{"content": item} for item in read], text
    )
    ours = pair_contents(gold, read)
    shares = [sorted(find_overlap(gold[g], read[r]) for g, r in pairs) for pairs in (theirs, ours.items())]
    # Where several pairs overlap by the same share the two may begin with another one.
    assert shares[0][-1:] == shares[1][-1:]
    distinct = {find_overlap(g, r) for g in gold for r in read}
    if len(distinct) == len(gold) * len(read):
        assert set(theirs) == set(ours.items())


def test_exact_spans_are_right_at_both_ends_and_count_once_an_article() -> None:
    score = score_exact([[(0, 5), (9, 12)], [(0, 5)]], [[(0, 5), (0, 5), (9, 13)], []])
    assert (score["gold"], score["predicted"], score["p"]) == (3, 2, 0.5)
    assert score["r"] == pytest.approx(1 / 3)


def test_confidences_fall_into_their_bins() -> None:
    bins = find_bins([(0.3, True), (0.7, True), (0.75, False), (1.0, True)])
    assert [(bin.low, bin.high, bin.count, bin.right) for bin in bins] == [
        (0.3, 0.4, 1, 1.0),
        (0.7, 0.8, 2, 0.5),
        (0.9, 1.0, 1, 1.0),
    ]
    assert bins[1].confidence == pytest.approx(0.725)
    assert find_calibration_error(bins) == pytest.approx((0.7 + 2 * 0.225 + 0) / 4)


@given(judged)
def test_bins_hold_every_claim_and_the_error_is_a_share(claims: list[tuple[float, bool]]) -> None:
    bins = find_bins(claims)
    assert sum(bin.count for bin in bins) == len(claims)
    assert all(bin.low - 1e-9 <= bin.confidence <= bin.high + 1e-9 for bin in bins)
    assert 0 <= find_calibration_error(bins) <= 1
    assert len(draw_bins(bins)) == len(bins) + 1


def test_a_confidence_that_holds_has_no_error() -> None:
    assert find_calibration_error(find_bins([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])) == 0
    assert find_calibration_error([]) == 0


def test_the_diagram_shows_share_and_confidence() -> None:
    (_, line) = draw_bins(find_bins([(0.5, True), (0.5, False), (0.5, False), (0.5, False)]))
    assert line == "0.5 to 0.6         4   0.50   0.25  ##########          |"


def test_a_sample_is_the_same_in_any_order_and_grows_by_addition() -> None:
    names = [f"article-{number}" for number in range(30)]
    few, more = choose_sample(names, 5), choose_sample(reversed(names), 9)
    assert len(few) == 5 and set(few) < set(more) and few == sorted(few)
    assert choose_sample(names, None) == sorted(names)
    assert choose_sample(names, 100) == sorted(names)


def test_polnear_and_annotated_articles_are_told_apart(tmp_path: Path) -> None:
    write_article(tmp_path / "01.json")
    assert not is_polnear(tmp_path)
    (tmp_path / "text").mkdir()
    assert not is_polnear(tmp_path)
    (tmp_path / "attributions").mkdir()
    assert is_polnear(tmp_path)


@pytest.mark.parametrize(
    ("there", "message"),
    [
        ([], "no corpus that is known"),
        (["text"], "has text/ but no attributions/"),
        (["attributions"], "no text/"),
    ],
)
def test_another_folder_is_told_with_what_would_do(tmp_path: Path, there: list[str], message: str) -> None:
    for name in there:
        (tmp_path / name).mkdir()
    with pytest.raises(GoldError, match=message) as caught:
        is_polnear(tmp_path)
    assert str(tmp_path) in str(caught.value) and "PolNeAR" in str(caught.value)


def test_a_file_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="not a folder"):
        is_polnear(write_article(tmp_path / "01.json"))


def test_an_unknown_evaluation_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"There are: {', '.join(sorted(EVALUATIONS))}"):
        evaluate("claim", Request(tmp_path))
    with pytest.raises(UsageError, match="no such file or folder"):
        evaluate("claims", Request(tmp_path / "none"))


def test_an_article_is_read_with_its_core_claims_first(tmp_path: Path) -> None:
    others = [CLAIM | {"tier": "peripheral"}, CLAIM | {"nested": True}]
    write_article(tmp_path / "07.json", claims=[*others, CLAIM])
    (gold,) = read_gold(tmp_path)
    assert (gold.article.id, gold.article.text, gold.article.published) == ("07", TEXT, "2024-05-16")
    assert [claim.core for claim in gold.claims] == [True, False, False]
    assert gold.claims[0].dates == {"2030"} and gold.claims[0].content == ((16, 30),)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": None}, "no annotated article"),
        ({"claims": {}}, "no annotated article"),
        ({"claims": [CLAIM, {}]}, "claim 2 has no 'content_spans'"),
        ({"claims": ["said"]}, "claim 1 is not as it should be"),
        ({"claims": [CLAIM | {"content_spans": [[1]]}]}, "claim 1 is not as it should be"),
        ({"claims": [CLAIM | {"content_spans": [["a", "b"]]}]}, "claim 1 is not as it should be"),
        ({"claims": [CLAIM | {"cue_span": [9, 99]}]}, "claim 1 reaches beyond the text of 34 characters"),
    ],
)
def test_a_broken_article_is_told_with_its_file(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    path = write_article(tmp_path / "01.json", **changes)
    with pytest.raises(GoldError, match=message) as caught:
        read_gold_article(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("words", [b"{", b"\xff", b"[" * 100_000, b"[]"])
def test_broken_json_is_told_with_its_file(tmp_path: Path, words: bytes) -> None:
    path = tmp_path / "01.json"
    path.write_bytes(words)
    with pytest.raises(GoldError, match=r"01\.json"):
        read_gold_article(path)


def test_articles_without_a_claim_cannot_be_compared(tmp_path: Path) -> None:
    write_article(tmp_path / "01.json", claims=[])
    with pytest.raises(GoldError, match="no core claim"):
        evaluate("claims", Request(tmp_path))


def test_the_nearest_scorer_above_the_corpus_is_found(tmp_path: Path) -> None:
    gold = tmp_path / "data" / "polnear" / "dev"
    gold.mkdir(parents=True)
    with pytest.raises(UsageError, match="--scorer"):
        find_scorer(gold, "score_of_this_test.py")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "score_of_this_test.py").touch()
    assert find_scorer(gold, "score_of_this_test.py") == tmp_path / "tools" / "score_of_this_test.py"


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("score.py", "import no_such_module_anywhere", "ModuleNotFoundError"),
        ("score.py", "def score(): (", "SyntaxError"),
        ("score.py", "table = score = print", "it has no match_contents"),
        ("score.txt", "", "no Python file"),
        (None, "", "no such file"),
    ],
)
def test_another_file_is_no_scorer(tmp_path: Path, name: str | None, code: str, message: str) -> None:
    path = tmp_path / (name or "none.py")
    if name:
        path.write_text(code)
    with pytest.raises(KgError, match=message) as caught:
        load_scorer(path, CLAIM_SCORER)
    assert str(path) in str(caught.value)


def test_words_are_shown_on_one_line() -> None:
    assert show_spans("one\n two three", [(0, 8), (9, 14)]) == "one two ... three"
    assert show_spans("one", []) == "-"
    shown = show_roles("Ana said\nso.", {"source": [], "cue": [(4, 8)], "content": [(9, 11)]})
    assert shown == {"source": "-", "cue": "said", "content": "so", "around": "Ana >>said<< so."}
    assert "around" not in show_roles("Ana", {"source": [], "cue": [], "content": []})


def test_faults_are_counted_and_stand_in_text_order() -> None:
    faults = [
        Fault("b", 4, "missed", {}),
        Fault("a", 9, "false", {"cue": "said"}),
        Fault("a", 2, "missed", {}),
    ]
    text = write_faults(faults)
    assert text.startswith(
        "     1  false\n     2  missed\n\n== a\n\nmissed (at 2)\n\nfalse (at 9)\n    cue  said\n"
    )
    assert text.endswith("\n== b\n\nmissed (at 4)\n")
    assert write_faults([]) == "\n"
