"""The file of the decisions: many may write at once, and what cannot be read is never taken for "none"."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.curation import Decision, add_decision, discard_decision, read_decisions, remove_decision
from kg.curation.decision_file import NAME
from kg.errors import CurationError
from kg.vocab import BASE_IRI, SP
from tests.test_curation import DECISIONS

AS_ROOT = os.geteuid() == 0

WRITER = """
import sys
from pathlib import Path
from kg.curation import Decision, remove_decision, add_decision

for step in range(int(sys.argv[3])):
    decision = add_decision(Path(sys.argv[1]), Decision("rejection", f"urn:{sys.argv[2]}-{step}"))
    print(decision.number, decision.subject)
    if step % 3 == 2:
        remove_decision(Path(sys.argv[1]), decision.number)
        print(decision.number, "gone")
"""


def test_many_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    steps, processes = 6, []
    for name in range(6):
        command = [sys.executable, "-c", WRITER, str(tmp_path), f"writer-{name}", str(steps)]
        processes.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
    said: list[str] = []
    for process in processes:
        said += process.communicate(timeout=120)[0].splitlines()
        assert process.returncode == 0
    kept = {(decision.number, decision.subject) for decision in read_decisions(tmp_path)}
    expected = {f"urn:writer-{name}-{step}" for name in range(6) for step in range(steps) if step % 3 != 2}
    assert {subject for _, subject in kept} == expected and len(kept) == len(expected)
    assert {f"{number} {subject}" for number, subject in kept} <= set(said)
    assert sorted(path.name for path in tmp_path.iterdir()) == [NAME, NAME + ".lock"]


def _link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("not there"))


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def _link_to_device(path: Path) -> None:
    """To one of our own: where this fails, it must not be that of the system that is replaced."""
    device = path.with_name("zero")
    try:
        os.mknod(device, stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except OSError:
        pytest.skip("only root may make devices, and not everywhere")
    path.symlink_to(device)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (Path.mkdir, "no regular file.*move it away"),
        (os.mkfifo, "no regular file.*move it away"),
        (_link_to_device, "no regular file.*move it away"),
        (_link_to_nothing, "a link to .*not there, which is not there; restore it"),
        (_link_to_itself, "cannot be read: .*links"),
        (lambda path: path.write_bytes(b"# caf\xe9\n"), "not UTF-8 .byte 5: 0xe9"),
        (lambda path: path.write_bytes(b"\xff\xfe#\0"), "not UTF-8"),
    ],
)
def test_what_is_no_readable_file_is_an_error_and_stays(
    tmp_path: Path, make: Callable[[Path], object], message: str
) -> None:
    make(tmp_path / NAME)
    before = os.lstat(tmp_path / NAME)
    for use in (
        lambda: read_decisions(tmp_path),
        lambda: add_decision(tmp_path, DECISIONS[0]),
        lambda: remove_decision(tmp_path, 1),
    ):
        with pytest.raises(CurationError, match=message) as caught:
            use()
        assert str(tmp_path / NAME) in str(caught.value)
    after = os.lstat(tmp_path / NAME)
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.skipif(AS_ROOT, reason="nothing is closed to root")
def test_a_file_without_permission_is_an_error(tmp_path: Path) -> None:
    add_decision(tmp_path, DECISIONS[0])
    (tmp_path / NAME).chmod(0)
    with pytest.raises(CurationError, match="cannot be read: Permission denied"):
        read_decisions(tmp_path)


def test_only_what_does_not_exist_means_no_decisions(tmp_path: Path) -> None:
    assert read_decisions(tmp_path) == read_decisions(tmp_path / "nowhere") == ()
    (tmp_path / NAME).write_bytes(b"\xef\xbb\xbf")
    assert read_decisions(tmp_path) == ()


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    for name in ("here", "there", "shared"):
        (tmp_path / name).mkdir()
    shared = tmp_path / "shared" / "decisions.ttl"
    shared.write_text("")
    shared.chmod(0o640)
    for name in ("here", "there"):
        (tmp_path / name / NAME).symlink_to("../shared/decisions.ttl")
        add_decision(tmp_path / name, DECISIONS[0])
    assert os.readlink(tmp_path / "here" / NAME) == "../shared/decisions.ttl"
    assert [decision.number for decision in read_decisions(tmp_path / "shared" / ".." / "here")] == [1, 2]
    assert shared.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path / "here") == [NAME]


def test_who_may_read_other_new_files_may_read_this_one(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("")
    add_decision(tmp_path, DECISIONS[0])
    assert (tmp_path / NAME).stat().st_mode == (tmp_path / "other").stat().st_mode


def test_where_nothing_can_be_written_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_decision(tmp_path, DECISIONS[0])
    before = (tmp_path / NAME).read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(CurationError, match=r"curation\.ttl: cannot be written: No space left"):
        add_decision(tmp_path, DECISIONS[1])
    assert (tmp_path / NAME).read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [NAME, NAME + ".lock"]


def test_only_the_very_decision_is_erased(tmp_path: Path) -> None:
    first, second = (add_decision(tmp_path, decision) for decision in DECISIONS[:2])
    discard_decision(tmp_path, Decision("rejection", "urn:x", number=1))
    assert read_decisions(tmp_path) == (first, second)
    discard_decision(tmp_path, first)
    assert read_decisions(tmp_path) == (second,)


ONE = f"<{BASE_IRI}decision/1>"


@pytest.mark.parametrize(
    ("stanza", "message"),
    [
        (f"<{BASE_IRI}decision/01> a sp:Rejection ; sp:decidesOn <urn:x> .", "decision/01> is no decision"),
        (f"<{BASE_IRI}decision/0> a sp:Rejection ; sp:decidesOn <urn:x> .", "decision/0> is no decision"),
        (f"<{BASE_IRI}decision/٣> a sp:Rejection ; sp:decidesOn <urn:x> .", "decision/٣> is no decision"),
        (f"<{BASE_IRI}decision/²> a sp:Rejection ; sp:decidesOn <urn:x> .", "decision/²> is no decision"),
        (f"<{BASE_IRI}decision/-1> a sp:Rejection ; sp:decidesOn <urn:x> .", "decision/-1> is no decision"),
        (f"<{BASE_IRI}decision/> a sp:Rejection ; sp:decidesOn <urn:x> .", "decision/> is no decision"),
        (f"<{BASE_IRI}decision/{'9' * 5000}> a sp:Rejection ; sp:decidesOn <urn:x> .", "is no decision"),
        ("[] a sp:Rejection ; sp:decidesOn <urn:x> .", "is no part of a decision"),
        (
            f'{ONE} a sp:Rejection ; sp:decidesOn "not an iri" .',
            'decision/1>: sp:decidesOn .*not "not an iri"',
        ),
        (f"{ONE} a sp:Rejection ; sp:decidesOn [] .", "decision/1>: sp:decidesOn must be an IRI, not _:"),
        (f"{ONE} a sp:Rejection ; sp:decidesOn 7 .", "decision/1>: sp:decidesOn must be an IRI"),
        (f'{ONE} a sp:Merge ; sp:decidesOn <urn:x> ; sp:into "Ana Ruiz" .', "sp:into must be an IRI"),
        (f'{ONE} a sp:Merge ; sp:intoType "Person" .', "sp:intoType must be an IRI"),
        (f'{ONE} a "sp:Merge" .', "decision/1>: a must be an IRI"),
        (f"{ONE} sp:intoName <urn:x> .", "sp:intoName must be a text in quotes, not <urn:x>"),
        (f"{ONE} sp:forName <urn:x> .", "sp:forName must be a text"),
        (f"{ONE} sp:inArticle [] .", "sp:inArticle must be a text"),
        (f"{ONE} sp:because <<( <urn:a> <urn:b> <urn:c> )>> .", "sp:because must be a text"),
        (f"{ONE} <http://purl.org/dc/terms/created> <urn:x> .", "dcterms:created must be a text"),
        (f'{ONE} sp:title "chief" .', "says <.*title>, which decisions do not; they say a, sp:decidesOn"),
        (f"{ONE} a sp:Rejection ; sp:decidesOn <x> .", "not Turtle: .*line 2"),
        (f"{ONE} a sp:Rejection ; sp:decidesOn <not an iri> .", "not Turtle: .*line 2"),
    ],
)
def test_a_stanza_that_says_what_no_decision_says_is_refused(
    tmp_path: Path, stanza: str, message: str
) -> None:
    (tmp_path / NAME).write_text(f"@prefix sp: <{SP.iri}> .\n{stanza}\n", encoding="utf-8")
    with pytest.raises(CurationError, match=message) as caught:
        read_decisions(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / NAME}: ")
