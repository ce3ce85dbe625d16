"""The attribution tagger without its network: windows, decoding, and what claims make of its spans."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from spacy.tokens import Doc, Span, SpanGroup

from kg.annotate.attribution.decoding import Attribution, Candidate, choose_source, find_cues, settle
from kg.annotate.attribution.labels import (
    DISTANCES,
    PAIR_LABELS,
    WORD_LABELS,
    distance_to,
    find_runs,
    longest_stretch,
)
from kg.annotate.attribution.viterbi import find_best_labels
from kg.annotate.windows import WINDOW, find_paragraphs, pack
from kg.extract.claims import find_claims
from kg.extract.mentions import find_mentions
from kg.model import Claim
from tests.docs import load_doc

BLANK = spacy.blank("en")


def pieces_of(word: str) -> tuple[int, ...]:
    """A piece for every three letters."""
    return tuple(range(1000, 1000 + (len(word) + 2) // 3))


# ---------------------------------------------------------------------------------------------------- windows


def test_a_paragraph_ends_where_a_line_does_and_space_is_no_word() -> None:
    doc = BLANK("First line.\n\nSecond  line,\nthird.")
    paragraphs = find_paragraphs(doc, pieces_of)
    assert [[doc[word.token].text for word in paragraph] for paragraph in paragraphs] == [
        ["First", "line", "."],
        ["Second", "line", ","],
        ["third", "."],
    ]
    assert [paragraph[0].features[3] for paragraph in paragraphs] == [2, 2, 2]


def test_words_know_whether_they_are_quoted() -> None:
    doc = BLANK('She said “we go” and "we stay" today.')
    states = {doc[word.token].text: word.features[1] for word in find_paragraphs(doc, pieces_of)[0]}
    assert states["“"] == 2 and states["”"] == 3
    assert states["go"] == states["stay"] == 1
    assert states["said"] == states["and"] == states["today"] == 0


@given(st.text(max_size=400) | st.text(alphabet='ab "“”\n.', max_size=2000))
def test_every_word_of_any_text_is_in_one_paragraph_that_fits(text: str) -> None:
    doc = BLANK(text)
    paragraphs = find_paragraphs(doc, pieces_of)
    words = [word.token for paragraph in paragraphs for word in paragraph]
    assert words == [token.i for token in doc if not token.is_space]
    windows = pack(paragraphs)
    assert [paragraph for window in windows for paragraph in window] == paragraphs
    for window in windows:
        assert 0 < sum(len(word.pieces) for paragraph in window for word in paragraph) <= WINDOW


@given(st.integers(0, 60), st.integers(1, 5), st.integers(0, 60))
def test_distances_grow_away_from_the_cue(before: int, length: int, after: int) -> None:
    distances = distance_to(before, before + length, before + length + after)
    assert list(distances[before : before + length]) == [0] * length
    assert all(0 <= distance < DISTANCES for distance in distances)
    assert list(distances[:before]) == sorted(distances[:before], reverse=True)
    assert list(distances[before:]) == sorted(distances[before:])


# --------------------------------------------------------------------------------------------------- decoding

MATRICES = arrays.arrays(
    np.float64, st.tuples(st.integers(1, 12), st.just(len(PAIR_LABELS))), elements=st.floats(-9, 9)
)


@given(st.lists(MATRICES, max_size=4))
def test_the_best_labels_are_well_formed_and_beat_all_others(matrices: list[np.ndarray]) -> None:
    for path, matrix in zip(find_best_labels(matrices), matrices, strict=True):
        assert len(path) == len(matrix)
        assert is_well_formed(path)
        if len(matrix) <= 4:
            best = max(score(p, matrix) for p in all_paths(len(matrix)) if is_well_formed(p))
            assert score(path, matrix) == pytest.approx(best, abs=1e-6)


def is_well_formed(path: Sequence[int]) -> bool:
    inside = {2: (1, 2), 4: (3, 4)}
    return all(
        label not in inside or (place and path[place - 1] in inside[label])
        for place, label in enumerate(path)
    )


def all_paths(length: int) -> list[tuple[int, ...]]:
    return [tuple(number // 5**place % 5 for place in range(length)) for number in range(5**length)]


def score(path: Sequence[int], matrix: np.ndarray) -> float:
    return float(sum(matrix[place, label] for place, label in enumerate(path)))


def test_a_cue_goes_on_while_that_is_likelier_than_not() -> None:
    probabilities = np.zeros((5, len(WORD_LABELS)))
    probabilities[:, 0] = 1
    probabilities[1] = [0.1, 0, 0, 0.9, 0, 0, 0]
    probabilities[2] = [0.2, 0, 0, 0, 0.8, 0, 0]
    probabilities[4] = [0.99, 0, 0, 0.01, 0, 0, 0]
    assert find_cues(probabilities) == [((1, 3), pytest.approx(0.9))]


def test_runs_are_cut_where_a_new_one_begins() -> None:
    assert find_runs(np.array([3, 4, 3, 4, 0, 4, 0, 1]), 3) == ((0, 2), (2, 4), (5, 6))


def candidate(cue: int, runs: Sequence[tuple[int, int]], likely: float, words: int = 40) -> Candidate:
    """A sure cue of one word whose contents are equally likely everywhere."""
    certain = np.full(words, likely)
    return Candidate((cue, cue + 1), 1.0, (), tuple(runs), certain, certain)


def label_words(words: int, *content: tuple[int, int]) -> np.ndarray:
    """Probabilities of WORD_LABELS that are sure of these contents and of nothing else."""
    labels = np.zeros((words, len(WORD_LABELS)))
    labels[:, 0] = 1
    for start, end in content:
        labels[start:end, 0] = 0
        labels[start, WORD_LABELS.index("B-content")] = 1
        labels[start + 1 : end, WORD_LABELS.index("I-content")] = 1
    return labels


def show(found: Sequence[Attribution]) -> list[tuple[int, tuple[tuple[int, int], ...]]]:
    return [(attribution.cue[0], attribution.content) for attribution in found]


def test_two_cues_do_not_share_a_content() -> None:
    sure, unsure = candidate(0, [(1, 4)], 0.9), candidate(4, [(1, 4)], 0.8)
    assert show(settle([sure, unsure], label_words(40, (1, 4)))) == [(0, ((1, 4),))]


def test_of_a_content_that_a_surer_cue_cuts_into_the_longer_part_stays() -> None:
    sure, unsure = candidate(0, [(1, 4)], 0.9), candidate(20, [(2, 12)], 0.8)
    assert show(settle([sure, unsure], label_words(40))) == [(0, ((1, 4),)), (20, ((4, 12),))]


def test_a_content_that_no_cue_has_taken_goes_to_the_one_that_fits_it() -> None:
    near, far = candidate(0, [(1, 4)], 0.9), candidate(30, [], 0.4)
    far.alone[10:20] = 0.95
    assert show(settle([near, far], label_words(40, (1, 4), (10, 20)))) == [(0, ((1, 4),)), (30, ((10, 20),))]


def test_what_is_unlikely_is_left_out() -> None:
    assert settle([candidate(0, [(1, 4)], 0.3)], label_words(40)) == []


def test_an_attribution_has_one_source() -> None:
    scores = np.full((10, len(PAIR_LABELS)), -5.0)
    scores[:, PAIR_LABELS.index("O")] = 0.0
    scores[2:5, PAIR_LABELS.index("I-source")] = 3.0
    scores[7, PAIR_LABELS.index("B-source")] = 4.0
    assert choose_source([(2, 5), (7, 8)], scores) == ((2, 5),)
    assert choose_source([], scores) == ()


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(1, 5), st.floats(0, 1)), max_size=6))
def test_no_word_is_the_content_of_two(parts: list[tuple[int, int, float]]) -> None:
    candidates = [
        candidate(20 + number, [(start, start + length)], likely)
        for number, (start, length, likely) in enumerate(parts)
    ]
    found = settle(candidates, label_words(40, (0, 18)))
    words = [
        word for attribution in found for start, end in attribution.content for word in range(start, end)
    ]
    assert len(words) == len(set(words))


@given(st.integers(0, 10), st.integers(0, 10), st.sets(st.integers(0, 20)))
def test_the_longest_stretch_is_free_and_inside(start: int, length: int, taken: set[int]) -> None:
    begin, end = longest_stretch((start, start + length), taken)
    assert start <= begin <= end <= start + length
    assert taken.isdisjoint(range(begin, end))


# ----------------------------------------------------------------------------------------------------- claims


def tag(name: str, *attributions: dict[str, list[str]]) -> Doc:
    """The Doc of tests/sentences.toml with attributions given by their words."""
    doc = load_doc(name).copy()
    group = SpanGroup(doc, name="attribution", attrs={"scores": [0.9] * len(attributions)})
    for number, roles in enumerate(attributions):
        for role, texts in roles.items():
            for text in texts:
                start = doc.text.index(text)
                span = doc.char_span(start, start + len(text))
                group.append(Span(doc, span.start, span.end, label=role, span_id=number))
    doc.spans["attribution"] = group
    return doc


def read(doc: Doc) -> list[Claim]:
    return [claim for claim in find_claims(doc, find_mentions(doc), ()) if claim.nested_in is None]


def test_what_the_tagger_marks_is_read_once() -> None:
    doc = tag(
        "clause",
        {"source": ["The agency"], "cue": ["said"], "content": ["that the station will fly until 2030"]},
    )
    (claim,) = read(doc)
    assert (claim.rule, claim.speech_act) == ("claims.tagged", "statement")
    assert [p.of(doc.text) for p in claim.content] == ["that the station will fly until 2030"]
    assert claim.confidence == pytest.approx(0.9, abs=0.2)


@pytest.mark.parametrize(
    "marked", ["However, the station will fly until 2030", "the station will fly until 2030"]
)
def test_what_links_a_sentence_is_no_part_of_what_is_said(marked: str) -> None:
    doc = tag("linked", {"source": ["the agency"], "cue": ["said"], "content": [marked]})
    (claim,) = read(doc)
    assert [p.of(doc.text) for p in claim.content] == ["the station will fly until 2030"]


@pytest.mark.parametrize(("name", "verb", "inner"), [("nested", "believes", 1), ("told", "said", 0)])
def test_inside_according_to_the_grammar_finds_beliefs_alone(name: str, verb: str, inner: int) -> None:
    content = f"NASA {verb} that the two crews can train together in 2031"
    roles = {"source": ["her remarks"], "cue": ["According to"], "content": [content]}
    rules = [claim.rule for claim in read(tag(f"according-{name}", roles))]
    assert sorted(rules) == [*(["claims.clause"] * inner), "claims.tagged"]


@pytest.mark.parametrize(("name", "rule"), [("colon", "claims.colon"), ("quote-last", "claims.clause")])
def test_rules_find_what_the_tagger_has_missed(name: str, rule: str) -> None:
    assert [claim.rule for claim in read(tag(name))] == [rule]


def test_clauses_that_the_tagger_has_left_out_are_left_out() -> None:
    assert read(load_doc("clause")) and not read(tag("clause"))


def test_a_quotation_is_taken_whole_where_the_rest_is_nobodys() -> None:
    doc = tag(
        "block-quoted",
        {"source": ["Ruiz"], "cue": ["said"], "content": ["The crew is safe"]},
    )
    (claim,) = read(doc)
    assert [p.of(doc.text) for p in claim.content] == ["“The crew is safe. The station will fly on.”"]


def test_a_quotation_is_completed_with_its_marks() -> None:
    doc = tag(
        "quote-first",
        {
            "source": ["Ana Ruiz, director of the program"],
            "cue": ["said"],
            "content": ["We will stay aboard"],
        },
    )
    (claim,) = read(doc)
    assert [p.of(doc.text) for p in claim.content] == ["“We will stay aboard,”"]
    assert claim.kind == "direct"


def test_a_claim_may_have_no_source() -> None:
    doc = tag("clause", {"cue": ["said"], "content": ["that the station will fly until 2030"]})
    (claim,) = read(doc)
    assert claim.source == claim.speakers == ()


@pytest.mark.parametrize("end", ["Pensions,", "Leon Falk"])
def test_a_source_that_begins_with_an_office_ends_with_the_name_that_bears_it(end: str) -> None:
    text = load_doc("long-office").text
    source = text[: text.index(end) + len(end)]
    doc = tag("long-office", {"source": [source], "cue": ["said"], "content": ["that it will fly in May"]})
    (claim,) = read(doc)
    assert claim.source[0].of(text).endswith("Dr Leon Falk")
    assert [passage.of(text) for passage in claim.speakers] == ["Leon Falk"]


def test_who_signs_an_agreement_has_said_nothing() -> None:
    signed = {"source": ["Ana Ruiz"], "cue": ["signed"], "content": ["the Harbor Accords"]}
    assert read(tag("signed", signed)) == []


@pytest.mark.parametrize(
    ("name", "cue", "content", "act"),
    [
        ("act-gerund", "reported", "seeing four boats in the harbor", "statement"),
        ("act-infinitive", "asked", "Lund to paint the pier", "statement"),
        ("act-small-clause", "shows", "the pier leaking", "evidence"),
        ("act-whether", "discussed", "how the pier was painted", "statement"),
        ("act-decided", "decided", "to paint the pier", "intention"),
        ("act-deemed", "deemed", "the pier too old", "belief"),
        ("act-for", "For", "the pier is a gift", "belief"),
        ("act-seeks", "seeks", "a new pier", "intention"),
        ("act-headline", "Endorses", "Harbor Plan", "attitude"),
        ("act-topic", "discussed", "the new pier", "unclassified"),
        ("act-expected", "is expected", "to open in May", "unclassified"),
    ],
)
def test_the_words_tell_the_act(name: str, cue: str, content: str, act: str) -> None:
    (claim,) = read(tag(name, {"source": [load_doc(name)[0].text], "cue": [cue], "content": [content]}))
    assert claim.speech_act == act


@pytest.mark.parametrize(
    ("name", "cue", "content"),
    [("act-launched", "launched", "a new boat"), ("act-measured", "measured", "the pier")],
)
def test_what_somebody_did_is_no_claim(name: str, cue: str, content: str) -> None:
    assert read(tag(name, {"source": ["Falk"], "cue": [cue], "content": [content]})) == []


def test_who_refuses_to_do_something_has_not_kept_silent() -> None:
    refused = {"source": ["Falk"], "cue": ["refused to"], "content": ["paint the pier"]}
    (claim,) = read(tag("act-refused", refused))
    assert claim.speech_act == "unclassified"


def test_who_launches_a_call_says_something() -> None:
    doc = tag(
        "act-call", {"source": ["Falk"], "cue": ["launched an appeal"], "content": ["to save the pier"]}
    )
    assert [claim.rule for claim in read(doc)] == ["claims.tagged"]


def test_a_cue_that_no_list_knows_is_unclassified_and_no_attitude() -> None:
    resigned = {"source": ["Leon Falk"], "cue": ["resigned"], "content": ["The new Director General"]}
    (claim,) = read(tag("role-of", resigned))
    assert claim.speech_act == "unclassified"


def test_the_clause_that_hangs_on_the_last_words_of_a_content_is_part_of_it() -> None:
    roles = {"source": ["Ruiz"], "cue": ["said"], "content": ["the agency keeps to the treaty"]}
    doc = tag("clause-behind", roles)
    (claim,) = read(doc)
    (content,) = claim.content
    assert content.of(doc.text) == "the agency keeps to the treaty, which came into force in 1967"


@pytest.mark.parametrize(
    ("name", "marked", "content"),
    [
        ("phrase-adjective", "Norland's", "Norland's new harbor museum"),
        ("phrase-adjective", "Norland's new", "Norland's new harbor museum"),
        ("phrase-participle", "a set of rules", "a set of rules governing the harbor"),
    ],
)
def test_no_content_breaks_off_in_a_noun_phrase(name: str, marked: str, content: str) -> None:
    (claim,) = read(tag(name, {"source": ["Falk"], "cue": ["presented"], "content": [marked]}))
    assert [part.of(load_doc(name).text) for part in claim.content] == [content]


@pytest.mark.parametrize(
    ("name", "marked", "content"),
    [
        ("who-behind", "it depends on Falk", "it depends on Falk"),
        ("day-behind", "the pier a “ruin” Wednesday", "the pier a “ruin”"),
    ],
)
def test_who_somebody_is_and_when_it_was_said_the_writer_tells(name: str, marked: str, content: str) -> None:
    cue = "said" if name == "who-behind" else "called"
    (claim,) = read(tag(name, {"source": ["Ruiz"], "cue": [cue], "content": [marked]}))
    text = load_doc(name).text
    assert text[claim.content[0].start : claim.content[-1].end] == content


def test_a_source_goes_on_with_the_name_before_the_cue() -> None:
    source = "head of the flight office"
    doc = tag(
        "name-behind-office", {"source": [source], "cue": ["told"], "content": ["The station will fly on"]}
    )
    (claim,) = read(doc)
    assert [passage.of(doc.text) for passage in claim.speakers] == ["Leon Falk"]


def test_what_stands_behind_a_heading_is_said_by_nobody() -> None:
    content = "We have not heard of it"
    doc = tag("heading-colon", {"source": ["Agency reactions"], "cue": [":"], "content": [content]})
    assert not any(claim.rule == "claims.tagged" for claim in read(doc))


def test_a_quotation_with_its_own_cue_is_no_content_of_another() -> None:
    first, second = "“We close the pier,”", "“You do not,”"
    doc = tag("quotes-in-a-row", {"source": ["Leon Falk"], "cue": ["said"], "content": [first, second]})
    assert [[part.of(doc.text) for part in claim.content] for claim in read(doc)] == [[first], [second]]
    assert [claim.speakers[0].of(doc.text) for claim in read(doc)] == ["Leon Falk", "Vera Lund"]


def test_a_sentence_of_the_writers_behind_a_quotation_is_not_said() -> None:
    said, written = "“The pier leaks,”", "The boats were old"
    doc = tag("writer-behind-quote", {"source": ["Leon Falk"], "cue": ["said"], "content": [said, written]})
    assert [part.of(doc.text) for part in read(doc)[0].content] == [said]


@pytest.mark.parametrize(
    ("name", "cue", "said", "speaker"),
    [
        ("told-by", "was told", "“The pier leaks,”", "Leon Falk"),
        ("warned-by", "was warned", "that the pier leaks", "the minister"),
    ],
)
def test_who_was_told_has_not_said_it(name: str, cue: str, said: str, speaker: str) -> None:
    doc = tag(name, {"cue": [cue], "content": ["Vera Lund", said]})
    (claim,) = read(doc)
    assert [part.of(doc.text) for part in claim.content] == [said]
    assert [speaker] == [passage.of(doc.text) for passage in claim.speakers]


@pytest.mark.parametrize("name", ["stopped-short", "yet-to-say"])
def test_who_stops_short_of_saying_keeps_silent(name: str) -> None:
    cue = "stopped short of saying" if name == "stopped-short" else "has yet to say"
    doc = tag(name, {"cue": [cue], "content": ["that the pier will close"]})
    (claim,) = read(doc)
    assert (claim.speech_act, claim.denied) == ("refusal", False)
