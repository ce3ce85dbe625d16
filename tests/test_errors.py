"""The messages that every part of `kg` shares."""

from __future__ import annotations

import pickle
from time import perf_counter

import pytest

from kg.errors import ArticleError, KgError, UsageError, find_near


def test_an_unknown_name_is_answered_with_the_near_ones_and_with_all() -> None:
    message = str(UsageError.unknown("export format", "gefx", ["turtle", "gexf"]))
    assert message == "there is no export format 'gefx'. Did you mean gexf? There are: gexf, turtle"


def test_a_name_that_resembles_nothing_is_answered_with_all() -> None:
    message = str(UsageError.unknown("analysis", "zzz", ["bridges", "centrality"]))
    assert message == "there is no analysis 'zzz'. There are: bridges, centrality"


def test_a_long_name_is_repeated_in_part_and_not_compared() -> None:
    started = perf_counter()
    message = str(UsageError.unknown("query", "ab" * 60_000, ["ab" * 60_000 + "c", "topics"]))
    assert perf_counter() - started < 1
    assert message.startswith("there is no query 'abab") and "Did you mean" not in message
    assert find_near("topcs", ["topics"]) == ["topics"]
    assert find_near("x" * 81, ["x" * 80]) == []


@pytest.mark.parametrize("kind", [KgError, *KgError.__subclasses__()])
def test_no_value_in_a_message_makes_a_line_of_its_own(kind: type[KgError]) -> None:
    values = ("in\nkg: all is well.txt", "\x1b[2J\u202e")
    error = ArticleError(*values) if kind is ArticleError else kind(" ".join(values))
    assert str(error).isprintable()
    assert "in\\x0akg: all is well.txt" in str(error) and "\\x1b[2J\\u202e" in str(error)


def test_where_and_why_an_article_cannot_be_read_is_one_line_each() -> None:
    error = ArticleError("a\nb.txt", "\x9b1m" + "?" * 100_000)
    assert error.where == "a\\x0ab.txt"
    assert error.reason.isprintable() and len(error.reason) < 4100


def test_lines_that_a_message_has_of_its_own_stay() -> None:
    error = KgError("two are called so:", "  one\tand", "  the other")
    assert str(error) == "two are called so:\n  one\\x09and\n  the other"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
