"""The tagger with its weights: what it finds, that nothing makes it stumble, and what happens without it."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg.annotate
import kg.cli.output
from kg.annotate import load_model
from kg.weights import NETWORK, digest_weights, find_lack

pytestmark = pytest.mark.model


def parts(text: str) -> list[tuple[int, str, str]]:
    doc = load_model()(text)
    return [(span.id, span.label_, span.text) for span in doc.spans["attribution"]]


def test_source_cue_and_content_of_one_attribution_share_a_number() -> None:
    found = parts("The minister told reporters that the new station will be ready by 2031.")
    assert {number for number, _, _ in found} == {0}
    assert ("source", "The minister") in [part[1:] for part in found]
    assert any(role == "content" and "will be ready by 2031" in text for _, role, text in found)


def test_what_is_reported_without_marks_is_found_in_a_noun_phrase() -> None:
    (number,) = {n for n, _, t in parts("Critics in the chamber voiced doubts about the cost of the rocket.")}
    assert number == 0


def test_a_text_is_tagged_alike_twice() -> None:
    text = "“We will fly,” said Ana Ruiz.\n\nThe agency, according to Leon Falk, wants two ships."
    assert parts(text) == parts(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        '"“”\'‘’«»„" " “',
        '“She said ‘we go" and „no” «yes',
        "\u202ehe said\u202c that \u2066it\u2069 flies",
        "x" * 5000,
        "she said it flies and " * 4000,
    ],
    ids=["empty", "blank", "marks", "mixed", "bidi", "one-word", "one-line"],
)
def test_any_text_is_tagged(text: str) -> None:
    doc = load_model()(text)
    scores = doc.spans["attribution"].attrs["scores"]
    assert {span.id for span in doc.spans["attribution"]} == set(range(len(scores)))
    assert all(0 <= score <= 1 for score in scores)


def test_without_weights_the_reason_says_what_to_do(tmp_path: Path) -> None:
    lack = find_lack(tmp_path)
    assert lack and NETWORK in lack and "install kg anew" in lack
    assert digest_weights(tmp_path) == ""
    assert find_lack() is None and digest_weights()


def test_without_the_tagger_rules_read_and_a_warning_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kg.annotate, "find_lack", lambda: "the weights are gone")
    monkeypatch.setattr(kg.cli.output, "find_lack", lambda: "the weights are gone")
    nlp = load_model()
    assert not nlp.has_pipe("attribution")
    assert "attribution" not in nlp("The agency said that it will fly.").spans
    kg.cli.output.warn_without_reader()
    assert "by rules alone" in capsys.readouterr().err
