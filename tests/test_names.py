"""Where names begin and end, and what they stand for, on Docs built by hand."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.extract.names import find_names, name_gender, name_type, split_name
from kg.model import FactMarks, Mark
from kg.settings import FACTS
from tests.docs import load_doc

VOCAB = spacy.blank("en").vocab


def entity(text: str, label: str, known: str = "") -> Span:
    """The words between the brackets of `text` as one entity; no space stands beside a "-"."""
    words = text.replace("[", "").replace("]", "").split()
    start = next(i for i, word in enumerate(text.split()) if word.startswith("["))
    end = next(i for i, word in enumerate(text.split()) if word.endswith("]")) + 1
    spaces = [not (word == "-" or words[i + 1 : i + 2] == ["-"]) for i, word in enumerate(words)]
    tags = ["PROPN" if word[0].isupper() else "NOUN" for word in words]
    doc = Doc(VOCAB, words=words, spaces=spaces, pos=tags, lemmas=[w.lower() for w in words])
    doc.ents = [Span(doc, start, end, label=label, span_id=known)]
    return doc.ents[0]


FOUND = {
    "article": ("[the Space Office]", "ORG", [("Space Office", "Organization")]),
    "possessive": ("[NASA 's Goddard]", "ORG", [("NASA", "Organization"), ("Goddard", "Organization")]),
    "title": ("[Senator Ana Ruiz]", "PERSON", [("Ana Ruiz", "Person")]),
    "crew": ("[Astronauts Ana Ruiz]", "PERSON", [("Ana Ruiz", "Person")]),
    "two words": ("[Astronaut Ruiz]", "PERSON", [("Astronaut Ruiz", "Person")]),
    "open bracket": ("[Space Office ( SO]", "ORG", [("Space Office", "Organization")]),
    "full stop": ("[Space Office .]", "ORG", [("Space Office", "Organization")]),
    "hyphen": ("chief Jean - [Yves Falk] spoke", "PERSON", [("Jean-Yves Falk", "Person")]),
    "cut short": ("chief [Jean Le] Gall spoke", "PERSON", [("Jean Le Gall", "Person")]),
    "suffix": ("maker [Orbita] Corp. spoke", "ORG", [("Orbita Corp.", "Organization")]),
    "office and person": (
        "[Glenn Project specialist Clarence Jones]",
        "ORG",
        [("Glenn Project", "Organization"), ("Clarence Jones", "Person")],
    ),
    "given name": ("[Robyn Gatens]", "ORG", [("Robyn Gatens", "Person")]),
    "organization word": ("[Nord Aerospace Agency]", "PERSON", [("Nord Aerospace Agency", "Organization")]),
    "capitals": ("[NORSA]", "PERSON", [("NORSA", "Organization")]),
    "office": ("[NASA administrator]", "ORG", [("NASA administrator", None)]),
    "spacecraft": ("[Luna 25]", "PERSON", [("Luna 25", None)]),
    "treaty": ("[Outer Space Treaty]", "ORG", [("Outer Space Treaty", None)]),
}


@pytest.mark.parametrize("case", FOUND)
def test_finds_the_names_in_an_entity(case: str) -> None:
    text, label, expected = FOUND[case]
    assert [(span.text, name_type(span)) for span in split_name(entity(text, label))] == expected


def test_what_the_network_calls_an_organization_is_no_person_for_the_title_beside_it() -> None:
    words = ["Ana", "Ruiz", ",", "director", ",", "Tern", "Orbital"]
    doc = Doc(
        VOCAB,
        words=words,
        pos=["PROPN", "PROPN", "PUNCT", "NOUN", "PUNCT", "PROPN", "PROPN"],
        lemmas=[word.lower() for word in words],
        heads=[1, 1, 1, 1, 3, 6, 3],
        deps=["compound", "ROOT", "punct", "appos", "punct", "compound", "appos"],
    )
    doc.set_ents([Span(doc, 0, 2, label="PERSON"), Span(doc, 5, 7, label="ORG")])
    assert [kind for _, kind in find_names(doc)] == ["Person", "Person"]
    names = (Mark((0, 2), "Person", 0.9), Mark((5, 7), "Organization", 0.9))
    doc.user_data[FACTS] = FactMarks(names=names)
    assert [kind for _, kind in find_names(doc)] == ["Person", "Organization"]


def test_a_known_name_is_taken_as_it_is() -> None:
    (span,) = split_name(entity("[Outer Space Treaty Office]", "ORG", known="id"))
    assert (span.text, name_type(span)) == ("Outer Space Treaty Office", "Organization")


def test_gender_by_given_name_and_title() -> None:
    assert name_gender(entity("[Robyn Gatens]", "PERSON")) == "feminine"
    assert name_gender(entity("Mr. [Gatens]", "PERSON")) == "masculine"
    assert name_gender(entity("[Xu Falk]", "PERSON")) is None


def test_a_lone_surname_begins_with_the_given_name_that_hangs_on_it() -> None:
    doc = load_doc("hyphens").copy()
    doc.set_ents([Span(doc, 1, 4, label="PERSON")])
    assert [name.text for name in split_name(doc.ents[0])] == ["Jorunn Falk-Bell"]
