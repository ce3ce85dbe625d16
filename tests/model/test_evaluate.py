"""`kg evaluate` on a tiny corpus of each form, with the trained model and the real scorer of PolNeAR."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main
from tests.test_evaluate import SCORER, needs_scorer
from tests.test_evaluate_dates import DATES, TIMEML
from tests.test_evaluate_dates import needs_scorer as needs_date_scorer

pytestmark = pytest.mark.model

TEXT = (
    "Ana Ruiz said on Monday that the station will fly until 2030. "
    '"The crew is well," Leon Falk said.\n\n'
    "Critics of the plan were not so sure. The ministry declined to comment."
)
ROLES = {
    "said on Monday": ("Ana Ruiz", "said", "the station will fly until 2030"),
    "Falk said": ("Leon Falk", "said", '"The crew is well,"'),
    "were not so sure": ("Critics of the plan", "not so sure", "the plan"),
}


def to_annotation(text: str) -> str:
    """ROLES as brat writes them: the spans, and an event line for each attribution."""
    lines = []
    for number, (place, words) in enumerate(ROLES.items()):
        arguments = []
        for role, word in zip(("Source", "Cue", "Content"), words, strict=True):
            name = f"T{10 * number + len(arguments) + 1}"
            beside = text.index(place) + (place.index(word) if word in place else 0)
            start = beside if word in place else text.index(word)
            lines.append(f"{name}\t{role} {start} {start + len(word)}\t{word}")
            arguments.append(f"{role}:{name}")
        lines.append(f"E{number + 1}\t{' '.join(arguments)}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def polnear(tmp_path: Path) -> Path:
    """A part of PolNeAR with two articles, the second without an attribution."""
    folder = tmp_path / "dev"
    for part in ("text", "attributions"):
        (folder / part).mkdir(parents=True)
    (folder / "text" / "first.txt").write_text(TEXT, encoding="utf-8")
    (folder / "attributions" / "first_annotator.ann").write_text(to_annotation(TEXT), encoding="utf-8")
    (folder / "text" / "second.txt").write_text("The rocket flew. Nobody spoke.", encoding="utf-8")
    (folder / "attributions" / "second_annotator.ann").write_text("", encoding="utf-8")
    return folder


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    """A folder with one annotated article."""
    claims = [
        {
            "speaker": source,
            "content_spans": [[TEXT.index(content.strip('",')), TEXT.index(content) + len(content)]],
            "cue_span": None,
            "mention_span": [TEXT.index(source), TEXT.index(source) + len(source)],
            "kind": "direct" if '"' in content else "indirect",
            "dates": [{"text": "2030", "value": "../2030"}] if "2030" in content else [],
            "tier": "core",
        }
        for source, _, content in list(ROLES.values())[:2]
    ]
    folder = tmp_path / "gold"
    folder.mkdir()
    record = {"text": TEXT, "published": "2024-05-16", "claims": claims}
    (folder / "01.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


@needs_scorer
def test_polnear_is_scored(polnear: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    errors = tmp_path / "errors.txt"
    command = ["evaluate", "claims", polnear, "--scorer", SCORER, "--errors", errors, "--jobs", 1]
    assert main(list(map(str, command))) == 0
    shown = capsys.readouterr()
    assert "articles: 2" in shown.out and "95%" in shown.out
    assert "exact spans" in shown.out and "expected calibration error" in shown.out
    assert "false" not in errors.read_text(encoding="utf-8")
    assert "missed (at 99)\n    source   Critics of the plan\n" in errors.read_text(encoding="utf-8")
    assert shown.err == f"wrote {errors}\n"


@needs_scorer
def test_polnear_gives_figures(polnear: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "claims", str(polnear), "--scorer", str(SCORER), "--json", "--jobs", "1"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["corpus"] == "PolNeAR" and figures["articles"] == 2
    assert figures["attribution"]["p"] == 1 and figures["attribution"]["r"] == pytest.approx(2 / 3)
    assert figures["content_exact"]["predicted"] == 2
    assert figures["spans"]["source"] == {
        "p": 1,
        "r": pytest.approx(2 / 3),
        "f1": 0.8,
        "gold": 3,
        "predicted": 2,
    }
    assert sum(bin["count"] for bin in figures["calibration"]["bins"]) == 2
    assert sum(rule["claims"] for rule in figures["rules"].values()) == 2


@needs_scorer
def test_a_sample_is_scored_alone(polnear: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["evaluate", "claims", str(polnear), "--scorer", str(SCORER), "--json", "--sample", "1"]
    assert main(command) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 1


@needs_scorer
@pytest.mark.parametrize(
    ("part", "name", "words", "message"),
    [
        ("text", "first.txt", None, "no such file, but"),
        ("text", "first.txt", b"\xff", "first.txt: 'utf-8' codec"),
        ("text", "first.txt", b"short", "first_annotator.ann: span 0-8 outside a text of 5"),
        ("attributions", "first_annotator.ann", b"\xff", "first_annotator.ann: 'utf-8' codec"),
    ],
)
def test_a_broken_file_of_polnear_is_named(
    polnear: Path, capsys: pytest.CaptureFixture[str], part: str, name: str, words: bytes | None, message: str
) -> None:
    path = polnear / part / name
    path.unlink() if words is None else path.write_bytes(words)
    assert main(["evaluate", "claims", str(polnear), "--scorer", str(SCORER)]) == 1
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.count("\n") == 1
    assert message in shown.err and str(polnear) in shown.err


@needs_scorer
def test_polnear_without_annotations_cannot_be_compared(
    polnear: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (polnear / "attributions").iterdir():
        path.unlink()
    assert main(["evaluate", "claims", str(polnear), "--scorer", str(SCORER)]) == 1
    assert "holds no .ann file" in capsys.readouterr().err


def test_annotated_articles_are_scored(
    annotated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    errors = tmp_path / "errors.txt"
    assert main(["evaluate", "claims", str(annotated), "--errors", str(errors)]) == 0
    out = capsys.readouterr().out
    for name in ("recall", "precision", "kind", "source", "speaker"):
        assert f"{name:<16} 100.0      2 of 2" in out
    assert f"{'dates':<16} 100.0      1 of 1" in out
    assert errors.read_text(encoding="utf-8") == "\n"


def test_dates_of_annotated_articles_are_scored(annotated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "dates", str(annotated), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["dates"] == {"p": 1, "r": 1, "f1": 1, "gold": 1, "predicted": 1}
    assert figures["stated_on"]["gold"] == 0


@needs_date_scorer
def test_timeml_is_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "first.tml").write_text(TIMEML)
    errors = tmp_path / "errors.txt"
    command = ["evaluate", "dates", tmp_path, "--scorer", DATES, "--errors", errors]
    assert main(list(map(str, command))) == 0
    out = capsys.readouterr().out
    assert out.startswith("articles: 1\n") and "95% 100.0-100.0" in out
    assert errors.read_text(encoding="utf-8") == "\n"


def test_where_the_errors_cannot_be_written_it_is_told_before_anything_is_read(
    annotated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", "claims", str(annotated), "--json", "--errors", str(annotated)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"cannot write {annotated}: it is a folder" in shown.err


def test_a_fault_in_one_article_is_reported_and_the_rest_is_scored(
    annotated: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (annotated / "02.json").write_bytes((annotated / "01.json").read_bytes())

    def fail_once(article: object, doc: object) -> object:
        monkeypatch.undo()
        raise ZeroDivisionError("a fault of this test")

    monkeypatch.setattr("kg.extract.extract", fail_once)
    assert main(["evaluate", "claims", str(annotated), "--json", "--jobs", "1"]) == 1
    shown = capsys.readouterr()
    assert json.loads(shown.out)["recall"] == 0.5
    assert "failed 01: ZeroDivisionError" in shown.err
