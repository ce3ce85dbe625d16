"""One node for one person: the sixty people whom 965 NASA press releases name most, by all their names.

The list was checked by hand in the graph of these releases; what it holds needs no corpus.
"""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Extraction, Mention, Passage
from kg.resolve import Gazetteer, load_gazetteer
from kg.resolve.names import link_names
from kg.spelling import to_canonical

# Those with one name only, and those with several.
SINGLE = """Danny Nowlin, Jasmin Moghbeli, Jessica Barnett, Satoshi Furukawa, Jeremy Kenny,
Meredith Patterson, Vanessa Wyche, Matthew Ramsey, Dana Weigel, Frank Borman, Eleasa Kim, Evan
Anzalone, Mat Bevill, Anima Patil-Sabale, Steve Stich, Kerry Zarchi,
Konstantin Borisov, Billy Stover, Claire O’Shea, Tim Wilson, Hansel Gill, Erika Alvarez, Manil
Maskey, Hemanth Koralla, Charles Beason, Joseph Pelfrey"""
SEVERAL = [
    ("Bill Nelson", "Clarence William Nelson", "C. William “Bill” Nelson"),
    ("Suni Williams", "Sunita Williams", "Sunita L. Williams"),
    ("Thomas P. Stafford", "Thomas Stafford", "Tom Stafford"),
    ("Eugene A. Cernan", "Eugene Cernan"),
    ("Tracy Dyson", "Tracy C. Dyson", "Tracy Caldwell Dyson", "Caldwell Dyson"),
    ("Andreas Mogensen", "Andy Mogensen"),
    ("Alexander Grebenkin", "Aleksandr Grebenkin"),
    ("David R. Scott", "David Scott"),
    ("James A. Lovell", "James Lovell", "Jim Lovell"),
    ("Russell L. Schweickart", "Russell Schweickart"),
    ("Richard M. Nixon", "Richard Nixon"),
    ("James A. McDivitt", "James McDivitt"),
    ("John W. Young", "John Young"),
    ("Nicola Fox", "Nicky Fox"),
    ("Jeanette Epps", "Jeanette J. Epps", "Jeannette Epps", "Jeannette J. Epps"),
    ("Michael Barratt", "Mike Barratt"),
    ("Neil Armstrong", "Neil A. Armstrong"),
    ("Buzz Aldrin", "Edwin E. “Buzz” Aldrin", "Edwin Aldrin"),
    ("Charles Bolden", "Charlie Bolden", "Charles F. Bolden", "Charles Bolden Jr."),
    ("George D. “Pinky” Nelson", "George Nelson", "George D. “Pinky Nelson"),
    ("Josh Whitehead", "Joshua Whitehead"),
    ("Stephen Bowen", "Stephen G. Bowen"),
    ("Scott Bolton", "Scott J. Bolton"),
    ("Stephanie Wilson", "Stephanie D. Wilson"),
    ("Marina Vasilevskaya", "Marina V. Vasilevskaya"),
    ("Matthew Dominick", "Matt Dominick"),
    ("Bruce McCandless", "Bruce McCandless II"),
    ("Bruce McCandless III",),
    ("Christina Koch", "Christina H. Koch"),
    ("Bob Conway", "Robert Conway"),
    ("Butch Wilmore", "Barry Wilmore", "Barry E. Wilmore", "Barry “Butch” Wilmore"),
    ("Oleg Novitskiy", "Oleg V. Novitskiy"),
    ("Joshua Finch", "Josh Finch"),
    ("Kjell Lindgren", "Kjell N. Lindgren"),
    ("Pam Melroy", "Pamela Melroy", "Pamela A. Melroy"),
]
PEOPLE = [*SEVERAL, *((" ".join(name.split()),) for name in SINGLE.split(","))]


@cache
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def iri_of(name: str) -> str:
    """The node of the person in an article that has no other name."""
    mention = Mention(Passage(0, len(name)), "name", name, name.split()[-1].lower(), "Person")
    _, (link,) = link_names(Article("a", name), Extraction(mentions=(mention,)), gazetteer())
    return link.iri


@pytest.mark.parametrize("names", SEVERAL, ids=lambda names: names[0])
def test_nobody_has_two_nodes(names: tuple[str, ...]) -> None:
    assert len({iri_of(name) for name in names}) == 1


def test_no_node_stands_for_two_people() -> None:
    assert len(PEOPLE) > 60
    assert len({iri_of(names[0]) for names in PEOPLE}) == len(PEOPLE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("George W. Bush", "George H. W. Bush"),
        ("Chris Williams", "Christina Williams"),
        ("Anna Maria Falk", "Anna Falk"),
        # Two astronauts, whom nothing but the initial tells apart.
        ("Gregory C. Johnson", "Gregory H. Johnson"),
        ("Gregory C. Johnson", "Gregory Johnson"),
    ],
)
def test_names_that_may_be_two_people_stay_apart(one: str, other: str) -> None:
    assert iri_of(one) != iri_of(other)


WORDS = st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True)


@given(WORDS, st.sampled_from("ABCDEFG"), WORDS)
def test_an_initial_and_a_nickname_change_nobody(given_name: str, initial: str, surname: str) -> None:
    canonical = to_canonical(f"{given_name} {surname}")
    assert to_canonical(f"{given_name} {initial}. {surname}") == canonical
    assert to_canonical(f"{given_name} “Buzz” {surname}") == canonical
    assert canonical.endswith(surname)


@given(st.text(alphabet="AbC. “”'", max_size=20))
def test_any_text_has_a_canonical_name(name: str) -> None:
    assert bool(to_canonical(name)) == bool(name.split())
