"""Names of bodies that the model cut, on parses that need no model."""

from __future__ import annotations

from kg.extract.bodies import find_bodies
from kg.extract.mentions import find_mentions
from tests.docs import load_doc


def test_a_body_has_the_capitalized_words_around_it() -> None:
    assert [span.text for span in find_bodies(load_doc("bodies"))] == [
        "U.S. Space and Rocket Center",
        "Museum of Flight",
    ]


def test_what_the_model_has_whole_is_left_alone() -> None:
    assert list(find_bodies(load_doc("office-before"))) == []


def test_a_name_that_modifies_or_places_does_nothing_itself() -> None:
    mentions = {
        mention.name: mention.modifier_only
        for mention in find_mentions(load_doc("aside"))
        if mention.form == "name"
    }
    assert mentions == {"US": True, "Spain": True, "China": False}
