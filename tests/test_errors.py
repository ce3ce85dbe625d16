"""The messages that every part of `kg` shares."""

from __future__ import annotations

from kg.errors import UsageError


def test_an_unknown_name_is_answered_with_the_near_ones_and_with_all() -> None:
    message = str(UsageError.unknown("export format", "gefx", ["turtle", "gexf"]))
    assert message == "there is no export format 'gefx'. Did you mean gexf? There are: gexf, turtle"


def test_a_name_that_resembles_nothing_is_answered_with_all() -> None:
    message = str(UsageError.unknown("analysis", "zzz", ["bridges", "centrality"]))
    assert message == "there is no analysis 'zzz'. There are: bridges, centrality"
