"""No command crashes of what stdout and stderr lead to: an encoding, a full disk, nowhere, a reader gone."""

from __future__ import annotations

import csv
import errno
import io
import json
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.cli import main
from kg.cli.printing import print_json, print_line
from kg.cli.streams import guarded_streams
from kg.errors import OutputError
from tests.conftest import Run, run_apart

# Of Latin-1, of Windows-1252, of neither, and beyond the first plane.
WORDS = "na\u00efve \u2026 \u6708 \U0001f680"
ENCODINGS = ["ascii", "iso-8859-1", "cp1252", "utf-16"]
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
COMMANDS = [
    "--version",
    "query --list",
    "query articles --store {store}",
    "query articles --format csv --store {store}",
    "explain id:person/ana-ruiz --store {store}",
]


@pytest.fixture
def words_file(tmp_path: Path) -> Path:
    """A query that answers with words that not every encoding has."""
    path = tmp_path / "words.rq"
    path.write_text(f"SELECT ?words WHERE {{ VALUES ?words {{ '{WORDS}' }} }}", encoding="utf-8")
    return path


def run_encoded(encoding: str, *arguments: object, store: Path) -> bytes:
    """What the command writes to a stdout of that encoding."""
    written, stdout = io.BytesIO(), sys.stdout
    sys.stdout = io.TextIOWrapper(written, encoding=encoding, newline="\n")
    try:
        assert main([*map(str, arguments), "--store", str(store)]) == 0
        return written.getvalue()
    finally:
        sys.stdout = stdout


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_an_encoding_lacks_is_escaped(encoding: str, written_graph: Path, words_file: Path) -> None:
    for options in ([], ["--format", "csv"]):
        shown = run_encoded(encoding, "query", words_file, *options, store=written_graph).decode(encoding)
        assert WORDS.encode(encoding, "backslashreplace").decode(encoding) in shown


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_is_json_in_every_encoding(encoding: str, written_graph: Path, words_file: Path) -> None:
    written = run_encoded(encoding, "query", words_file, "--format", "json", store=written_graph)
    answer = json.loads(written.decode(encoding))
    assert answer["results"]["bindings"] == [{"words": {"type": "literal", "value": WORDS}}]


@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-1", "cp1252"])
def test_turtle_is_turtle_in_every_encoding(encoding: str, written_graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "words.rq"
    path.write_text(f"CONSTRUCT {{ <urn:a> <urn:\u00e9> '{WORDS}' }} WHERE {{}}", encoding="utf-8")
    written = run_encoded(encoding, "query", path, "--format", "turtle", store=written_graph)
    [quad] = parse(written, RdfFormat.TURTLE)
    assert (quad.predicate.value, quad.object.value) == ("urn:\u00e9", WORDS)  # type: ignore[union-attr]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_for_excel_csv_is_utf8_in_every_encoding(
    encoding: str, written_graph: Path, words_file: Path
) -> None:
    options = ["--format", "csv", "--excel"]
    written = run_encoded(encoding, "query", words_file, *options, store=written_graph)
    assert written.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(written.decode("utf-8-sig")))) == [["words"], [WORDS]]


def test_a_table_is_drawn_in_what_the_encoding_has(written_graph: Path) -> None:
    written = run_encoded("ascii", "query", "articles", store=written_graph)
    assert b"Lunar pact signed" in written and b"\\u2500" not in written


@FULL
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_an_error_with_its_reason(written_graph: Path, command: str) -> None:
    done = run_apart(f"kg {command.format(store=written_graph)} >/dev/full; echo $?")
    assert done.stderr == "kg: the output cannot be written: No space left on device\n"
    assert done.stdout == "1\n"


@FULL
@pytest.mark.parametrize("buffered", ["", "1"], ids=["buffered", "unbuffered"])
def test_a_full_disk_is_seen_behind_typer_too(buffered: str) -> None:
    done = run_apart(f"PYTHONUNBUFFERED={buffered} kg query --help >/dev/full; echo $?")
    assert (done.stdout, done.stderr.count("\n")) == ("1\n", 1)


def test_a_reader_that_is_gone_ends_the_command_quietly(written_graph: Path) -> None:
    commands = "; ".join(f"kg {command.format(store=written_graph)} | true" for command in COMMANDS)
    done = run_apart(commands)
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-", pytest.param("2>/dev/full", marks=FULL)])
def test_streams_that_lead_nowhere_are_fine(written_graph: Path, tmp_path: Path, closed: str) -> None:
    commands = [f"export nquads {tmp_path}/out", "query articles", "query nonsense"]
    lines = (f"kg {command} --store {written_graph} {closed}; echo $?" for command in commands)
    done = run_apart("; ".join(lines))
    assert [line for line in done.stdout.splitlines() if line in "012"] == ["0", "0", "2"]
    assert (tmp_path / "out").stat().st_size > 1000
    assert "Traceback" not in done.stderr and "fault of kg" not in done.stderr


def test_a_terminal_of_another_locale_gets_what_it_has(written_graph: Path) -> None:
    plain = "LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0"
    done = run_apart(f"{plain} kg query --list; {plain} kg query n\u00f6 --store {written_graph}; echo $?")
    assert done.stdout.isascii() and done.stdout.endswith("2\n")
    assert done.stderr.startswith("kg: there is no query 'n\\u") and done.stderr.isascii()


def test_without_any_streams_a_command_runs(written_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["query", "articles", "--store", str(written_graph)]) == 0
    assert main(["query", "nonsense", "--store", str(written_graph)]) == 2


def test_the_streams_are_as_they_were_afterwards(ask: Run) -> None:
    before = sys.stdout, sys.stderr
    ask("query", "nonsense")
    assert (sys.stdout, sys.stderr) == before


def test_a_stream_that_failed_fails_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    with guarded_streams():
        for show in (lambda: print_line("words"), lambda: print_json("{}")):
            with pytest.raises(OutputError, match="No space left on device"):
                show()


def test_an_error_of_the_system_is_no_fault_of_kg(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(location: Path) -> None:
        raise OSError(errno.EMFILE, "Too many open files", str(location))

    monkeypatch.setattr("kg.servers.open_graph", fail)
    answer = kg("query", "articles", "--store", "somewhere")
    assert answer.code == 1
    assert "Too many open files" in answer.err and "fault of kg" not in answer.err
