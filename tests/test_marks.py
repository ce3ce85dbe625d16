"""The reader of facts without its network: labels, decoding, and what the extraction makes of its marks."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from spacy.tokens import Doc, Span

from kg.annotate.attribution.labels import DISTANCES
from kg.annotate.facts.consistency import keep_names
from kg.annotate.facts.decoding import find_marks, read_window
from kg.annotate.facts.entities import write_names
from kg.annotate.facts.labels import (
    LAYER_COLUMNS,
    LAYER_WIDTH,
    LAYERS,
    ROLE_COLUMNS,
    ROLE_WIDTH,
    ROLES,
    STAGES,
)
from kg.annotate.network import PairHead, Scores
from kg.annotate.reader import to_tokens
from kg.model import FactMarks, Mark, Part

BLANK = spacy.blank("en")
WIDTH = 4


def make_scores(words: int, **marked: list[tuple[int, int, str]]) -> Scores:
    """Scores in which every word has no label but those of the runs (start, end, label) of a layer."""
    labels = np.zeros((words, LAYER_WIDTH))
    for layer, columns in LAYER_COLUMNS.items():
        labels[:, columns.start] = 8
        for start, end, label in marked.get(layer, []):
            begin = columns.start + 1 + 2 * LAYERS[layer].index(label)
            labels[start:end, columns.start] = 0
            labels[start, begin] = 8
            labels[start + 1 : end, begin + 1] = 8
    stages = np.zeros((words, len(STAGES)))
    stages[:, STAGES.index("signed")] = 5
    return Scores(labels, np.ones((words, WIDTH)), np.zeros((words, 2 * WIDTH)), stages)


def head_for(role: str | None) -> PairHead:
    """A layer that calls every word the beginning of `role`, or none of any."""
    last = np.zeros((WIDTH + 1, ROLE_WIDTH))
    for group, columns in ROLE_COLUMNS.items():
        last[-1, columns.start] = 8
        if role in ROLES[group]:
            last[-1, columns.start + 1 + 2 * ROLES[group].index(role)] = 16
    return PairHead(np.zeros((DISTANCES, WIDTH)), last)


def read(scores: Scores, head: PairHead) -> FactMarks:
    return read_window(scores, head, list(find_marks(scores, "name")))


def test_columns_are_side_by_side_and_hold_begin_and_inside_of_every_label() -> None:
    for columns, choices, width in ((LAYER_COLUMNS, LAYERS, LAYER_WIDTH), (ROLE_COLUMNS, ROLES, ROLE_WIDTH)):
        covered = [column for part in columns.values() for column in range(part.start, part.stop)]
        assert covered == list(range(width))
        assert all(part.stop - part.start == 1 + 2 * len(choices[name]) for name, part in columns.items())


def test_neighbouring_names_are_parted_where_one_begins() -> None:
    runs = [(0, 2, "Person"), (2, 4, "Organization"), (5, 6, "State")]
    found = list(find_marks(make_scores(7, name=runs), "name"))
    assert [(*mark.run, mark.label) for mark in found] == runs
    assert all(mark.score > 0.9 for mark in found)


@given(
    arrays.arrays(np.float64, st.tuples(st.integers(0, 15), st.just(LAYER_WIDTH)), elements=st.floats(-9, 9))
)
def test_marks_of_any_scores_lie_apart_and_in_order(labels: np.ndarray) -> None:
    scores = Scores(labels, np.zeros((len(labels), WIDTH)), np.zeros((len(labels), 2 * WIDTH)))
    for layer in LAYERS:
        runs = [mark.run for mark in find_marks(scores, layer)]
        assert all(0 <= start < end <= len(labels) for start, end in runs)
        assert all(before[1] <= after[0] for before, after in pairwise(runs))


def test_an_act_has_the_people_who_sign_it_and_its_agreement() -> None:
    scores = make_scores(
        9, name=[(0, 2, "Person"), (7, 8, "State")], act=[(2, 3, "act")], agreement=[(3, 6, "agreement")]
    )
    (act,) = read(scores, head_for("signatory")).acts
    assert act.cue.run == (2, 3) and act.stage == "signed"
    assert act.signatories[0].run == (0, 2) and act.agreement is None and act.parties == ()
    (act,) = read(scores, head_for("agreement")).acts
    assert act.agreement is not None and act.agreement.run == (3, 6) and act.signatories == ()
    (act,) = read(scores, head_for("party")).acts
    assert [part.run for part in act.parties] == [(7, 8)]


def test_a_title_has_a_person_for_its_holder_and_a_body_for_its_place() -> None:
    scores = make_scores(6, name=[(0, 1, "Organization"), (2, 4, "Person")], title=[(1, 2, "title")])
    (office,) = read(scores, head_for("holder")).offices
    assert office.holder is not None and office.holder.run == (2, 4) and office.places == ()
    (office,) = read(scores, head_for("body")).offices
    assert office.holder is None and [part.run for part in office.places] == [(0, 1)]
    assert read(scores, head_for(None)).offices[0].places == ()


def test_a_name_that_is_sure_somewhere_is_one_where_it_is_doubtful() -> None:
    sure, weak, other = (
        Mark((0, 1), "Organization", 0.95),
        Mark((4, 5), "Person", 0.4),
        Mark((7, 8), "State", 0.4),
    )
    first, second = keep_names([[("kestrel", sure)], [("kestrel", weak), ("norland", other)]])
    assert first == [sure]
    assert [(mark.run, mark.label) for mark in second] == [((4, 5), "Organization")]
    assert keep_names([[("kestrel", weak)], []]) == [[], []]


def test_marks_are_moved_to_the_tokens_of_the_document() -> None:
    mark, part = Mark((0, 2), "Person", 0.9), Part((1, 3), 0.5, stands_for=(2, 3))
    assert to_tokens((mark, part), [4, 6, 9]) == (Mark((4, 7), "Person", 0.9), Part((6, 10), 0.5, (9, 10)))
    assert to_tokens(FactMarks(), []) == FactMarks()


@pytest.fixture
def doc() -> Doc:
    doc = BLANK("Peruvian minister Ana Ruiz of NASA Ames met Rob on Monday")
    doc.ents = [
        Span(doc, 0, 1, "NORP"),
        Span(doc, 2, 3, "ORG"),
        Span(doc, 5, 6, "ORG", span_id="id-of-nasa"),
        Span(doc, 8, 9, "PERSON"),
        Span(doc, 10, 11, "DATE"),
    ]
    return doc


def test_names_replace_what_the_recognizer_calls_people_and_organizations(doc: Doc) -> None:
    write_names(
        doc, [Mark((0, 1), "State", 0.9), Mark((2, 4), "Person", 0.9), Mark((5, 7), "Organization", 0.9)]
    )
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("Peruvian", "NORP"),
        ("Ana Ruiz", "PERSON"),
        ("NASA Ames", "ORG"),
        ("Monday", "DATE"),
    ]


def test_a_name_of_the_gazetteer_stays_where_no_longer_name_holds_it(doc: Doc) -> None:
    write_names(doc, [Mark((5, 6), "Person", 0.9)])
    assert [(entity.text, entity.label_, entity.ent_id_) for entity in doc.ents][1] == (
        "NASA",
        "ORG",
        "id-of-nasa",
    )
