"""What the extraction makes of titles that the network marks, without the network."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span

from kg.extract.marked_offices import find_marked_roles
from kg.extract.mentions import find_mentions
from kg.model import FactMarks, Mark, OfficeMark, Part, Run
from kg.settings import FACTS
from tests.docs import VOCAB

# Of every office: its title, its holder, and where it is held by the network.
Told = tuple[str, str, str | None]


def find_run(words: list[str], part: str) -> Run:
    parts = part.split()
    start = next(i for i in range(len(words)) if words[i : i + len(parts)] == parts)
    return start, start + len(parts)


def read(text: str, names: dict[str, str], offices: list[Told]) -> list[tuple[str, str, str | None]]:
    """Give title, holder and place of each office that is read; `names` have their entity label."""
    words = text.split()
    tags = ["POS" if word == "'s" else "NNP" if word[0].isupper() else "NN" for word in words]
    parts = ["PROPN" if word[0].isupper() else "ADJ" if word == "visiting" else "NOUN" for word in words]
    doc = Doc(
        VOCAB,
        words,
        tags=tags,
        pos=parts,
        lemmas=[word.lower() for word in words],
        heads=[0] * len(words),
        deps=["ROOT", *(["dep"] * (len(words) - 1))],
    )
    doc.set_ents([Span(doc, *find_run(words, name), label=label) for name, label in names.items()])
    kinds = {"PERSON": "Person", "ORG": "Organization", "GPE": "State"}
    marks = FactMarks(
        names=tuple(
            Mark(find_run(words, name), kinds[label], 0.9) for name, label in names.items() if label in kinds
        ),
        offices=tuple(
            OfficeMark(
                Mark(find_run(words, title), "title", 0.9),
                Part(find_run(words, holder), 0.9),
                (Part(find_run(words, place), 0.9),) if place else (),
            )
            for title, holder, place in offices
        ),
    )
    doc.user_data[FACTS] = marks
    roles = find_marked_roles(doc, marks, find_mentions(doc), (), None)
    return [
        (role.title, role.person.of(doc.text), (held.of(doc.text) if (held := role.held_at) else None))
        for role in roles
    ]


@pytest.mark.parametrize(
    ("before", "label", "place"),
    [
        ("Norland", "GPE", "Norland"),
        ("Norlandic", "NORP", "Norlandic"),
        ("visiting Norlandic", "NORP", "Norlandic"),
        ("New Norlandic", "NORP", "New Norlandic"),
        ("Norland 's", "GPE", "Norland"),
        ("Orbita", "ORG", "Orbita"),
    ],
)
def test_what_stands_right_before_a_title_is_its_place(before: str, label: str, place: str) -> None:
    text = f"Then {before} Minister Ana Ruiz signed in Ostravia"
    names = {place: label, "Ana Ruiz": "PERSON", "Ostravia": "GPE"}
    assert read(text, names, [("Minister", "Ana Ruiz", None)]) == [("Minister", "Ana Ruiz", place)]


def test_a_place_before_a_title_is_that_of_no_other_one() -> None:
    text = "Then Minister Ana Ruiz and Norland Secretary Ivo Lund signed"
    names = {"Ana Ruiz": "PERSON", "Norland": "GPE", "Ivo Lund": "PERSON"}
    told = [("Minister", "Ana Ruiz", "Norland"), ("Secretary", "Ivo Lund", "Norland")]
    assert read(text, names, told) == [
        ("Minister", "Ana Ruiz", None),
        ("Secretary", "Ivo Lund", "Norland"),
    ]


def test_titles_with_and_between_them_are_of_the_person_behind_and_of_one_place() -> None:
    text = "Then Secretary Ana Ruiz met Norlandic Chancellor and Minister Ivo Lund"
    names = {"Ana Ruiz": "PERSON", "Norlandic": "NORP", "Ivo Lund": "PERSON"}
    told = [
        ("Secretary", "Ana Ruiz", None),
        ("Chancellor", "Ana Ruiz", None),
        ("Minister", "Ivo Lund", None),
    ]
    assert read(text, names, told) == [
        ("Secretary", "Ana Ruiz", None),
        ("Chancellor", "Ivo Lund", "Norlandic"),
        ("Minister", "Ivo Lund", "Norlandic"),
    ]


def test_titles_behind_a_name_are_those_of_the_likeliest_holder() -> None:
    text = "Then Ana Ruiz , Chancellor and Minister of Norland , spoke"
    names = {"Ana Ruiz": "PERSON", "Norland": "GPE"}
    told = [("Chancellor", "Ana Ruiz", None), ("Minister", "Ana Ruiz", "Norland")]
    assert read(text, names, told) == [
        ("Chancellor", "Ana Ruiz", "Norland"),
        ("Minister", "Ana Ruiz", "Norland"),
    ]


def test_a_title_in_the_plural_is_that_of_all_whom_it_names() -> None:
    text = "Then Orbita astronauts Ana Ruiz , Ivo Lund and Ina Moro met Ed Falk"
    names = {"Orbita": "ORG"} | dict.fromkeys(("Ana Ruiz", "Ivo Lund", "Ina Moro", "Ed Falk"), "PERSON")
    assert read(text, names, [("astronauts", "Ana Ruiz", "Orbita")]) == [
        ("astronaut", name, "Orbita") for name in ("Ana Ruiz", "Ivo Lund", "Ina Moro")
    ]


def test_a_title_in_the_singular_is_that_of_one() -> None:
    text = "Then Orbita astronaut Ana Ruiz and Ivo Lund spoke"
    names = {"Orbita": "ORG", "Ana Ruiz": "PERSON", "Ivo Lund": "PERSON"}
    assert read(text, names, [("astronaut", "Ana Ruiz", "Orbita")]) == [("astronaut", "Ana Ruiz", "Orbita")]


def test_a_title_ends_without_a_comma() -> None:
    names = {"Ana Ruiz": "PERSON", "Orbita": "ORG"}
    assert read("Then Ana Ruiz , director , Orbita", names, [("director ,", "Ana Ruiz", "Orbita")]) == [
        ("director", "Ana Ruiz", "Orbita")
    ]
