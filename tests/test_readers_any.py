"""What holds for every reader: of any bytes an Article or a reason, the same text from every format."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ArticleError
from kg.finding import find_suffix
from kg.model import Article
from kg.readers import READERS, read_articles
from kg.settings import LARGEST_TEXT, MEGABYTE
from tests.reader_files import TEXT, make_samples

SAMPLES = make_samples()


def read(folder: Path, suffix: str, data: bytes) -> list[Article | ArticleError]:
    path = folder / f"plan{suffix}"
    path.write_bytes(data)
    return list(read_articles([path]))


def test_there_is_a_sample_of_every_format() -> None:
    assert {find_suffix(Path(f"a{suffix}")) for suffix in SAMPLES} == set(READERS)


@pytest.mark.parametrize("suffix", SAMPLES)
def test_every_format_gives_the_same_text(tmp_path: Path, suffix: str) -> None:
    (article,) = read(tmp_path, suffix, SAMPLES[suffix])
    assert isinstance(article, Article), article
    assert article.text.rstrip("\n") == TEXT
    assert article.id in ("plan", "plan:1")
    assert article.where.removeprefix(str(tmp_path / f"plan{suffix}")) in ("", ":1", ":3")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.binary(max_size=200))
def test_any_bytes_are_an_article_or_refused(tmp_path: Path, suffix: str, data: bytes) -> None:
    check(read(tmp_path, suffix, data), tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_any_spoilt_file_is_an_article_or_refused(tmp_path: Path, suffix: str, drawn: st.DataObject) -> None:
    check(read(tmp_path, suffix, spoil(SAMPLES[suffix], drawn)), tmp_path)


# What the formats are made of, and what breaks them.
WRITTEN = rb"""
    < > </p> <p> <table><tr><th> <blockquote> & &nbsp; ]]> <!-- " ' , ; { [ } ] \ \u 0 -1 99999999999999 null
    --- R obj endstream Content-Type: =?koi8-r?B? 27/11/2026
"""
TOKENS = st.sampled_from(
    [*WRITTEN.split(), b"", b"\n", b"\r", b"\t", b"\0", b"\xe2\x80", b"\xe9", b"\xff\xfe"]
)


def spoil(data: bytes, drawn: st.DataObject) -> bytes:
    """Put other bytes, or a part of the file, for some of a file, a few times."""
    for _ in range(drawn.draw(st.integers(1, 4))):
        start, other = drawn.draw(st.tuples(*[st.integers(0, len(data))] * 2))
        length = drawn.draw(st.integers(0, 20))
        part = drawn.draw(TOKENS | st.binary(max_size=20) | st.just(data[other : other + 40]))
        data = data[:start] + part + data[start + length :]
    return data


def check(results: list[Article | ArticleError], folder: Path) -> None:
    """Check that there is an answer, and that every one says where and what."""
    assert results
    for result in results:
        assert result.where.startswith(str(folder))
        if isinstance(result, Article):
            assert result.text.strip() and result.id
            result.text.encode("utf-8")
        else:
            assert result.reason


@pytest.mark.parametrize("suffix", SAMPLES)
def test_an_article_beyond_the_bound_is_refused(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"plan{suffix}").write_bytes(SAMPLES[suffix])
    (result,) = read_articles([tmp_path], longest=100)
    assert isinstance(result, ArticleError)
    assert "characters, more than the 100 that are read of an article" in result.reason


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_a_file_that_unzips_beyond_measure_is_refused(tmp_path: Path, suffix: str) -> None:
    bomb = inflate(b" " * MEGABYTE, LARGEST_TEXT // MEGABYTE + 50)
    (result,) = read(tmp_path, f"{suffix}.gz", bomb)
    assert isinstance(result, ArticleError)
    assert "has more than" in result.reason


def test_lines_without_end_in_a_gzipped_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.readers.opening.LARGEST_TEXT", 1000)
    bomb = inflate(b"\n" * MEGABYTE, 1)
    (result,) = read(tmp_path, ".jsonl.gz", bomb)
    assert isinstance(result, ArticleError)
    assert result.reason == "has more than 50 times its size when it is unzipped: the rest is not read"


def inflate(block: bytes, times: int) -> bytes:
    """Compress a block that is repeated, without holding all of it."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(block) for _ in range(times)) + packer.flush()


@pytest.mark.parametrize("data", [b"no gzip", gzip.compress(b"cut " * 999, mtime=0)[:-9], b"\x1f\x8b\x08"])
def test_a_broken_gzipped_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (result,) = read(tmp_path, ".txt.gz", data)
    assert isinstance(result, ArticleError)
    assert result.reason.startswith("is not gzip, or broken: ")
