"""A capital that acts is the state or its government: "Moscow said", "Tokyo signed"."""

from __future__ import annotations

from kg.model import Extraction, Link, Passage
from kg.resolve.entities import Entities
from kg.resolve.gazetteer import Gazetteer

# The score of the trained reader from which a capital is surely that of a state which acts.
SURE = 0.8
# With this the rule begins that stands in the provenance of such a link.
RULE = "metonymy."


def link_capitals(
    extraction: Extraction, gazetteer: Gazetteer, entities: Entities, links: dict[Passage, Link]
) -> None:
    """Link each capital that speaks to the government that sits there, each that acts otherwise to its state.

    It acts where it signs, and where the trained reader marks it as a state; where something only happens it
    stays a town.
    """
    speaking, signing = _find_speaking(extraction), _find_signing(extraction)
    for mention in extraction.mentions:
        is_state = mention.type == "State" and (mention.score or 0.0) >= SURE
        acts = is_state or mention.passage in speaking or mention.passage in signing
        if mention.form != "name" or not acts:
            continue
        state = gazetteer.find_capital(mention.name)
        if state is None or links[mention.passage].rule == "names.gazetteer":
            continue
        government = gazetteer.find_government(state)
        speaks = mention.passage in speaking and mention.passage not in signing
        entity = government if speaks and government is not None else state
        entities.add(entity)
        links[mention.passage] = Link(mention.passage, entity.iri, f"{RULE}capital", 0.85)


def _find_speaking(extraction: Extraction) -> set[Passage]:
    """Who takes part in a speech act: speakers, addressees, and those whom a claim reacts to."""
    return {p for c in extraction.claims for p in (*c.speakers, *c.addressees, *c.reacts_to)}


def _find_signing(extraction: Extraction) -> set[Passage]:
    """Who takes part in an agreement: those who act on it, and its parties."""
    acting = {p for act in extraction.signings for p in act.signers}
    return acting | {p for agreement in extraction.agreements for p in agreement.parties}
