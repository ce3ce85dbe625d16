"""A capital that acts is the state or its government: "Moscow said", "Tokyo signed"."""

from __future__ import annotations

from kg.model import Extraction, Link, Passage
from kg.resolve.entities import Entities
from kg.resolve.gazetteer import Gazetteer

# With this the rule begins that stands in the provenance of such a link.
RULE = "metonymy."


def link_capitals(
    extraction: Extraction, gazetteer: Gazetteer, entities: Entities, links: dict[Passage, Link]
) -> None:
    """Link each capital that speaks to the government that sits there, each that signs to its state.

    A capital where something only happens stays a town.
    """
    speaking = {p for c in extraction.claims for p in (*c.speakers, *c.addressees, *c.reacts_to)}
    signing = {p for act in extraction.signings for p in act.signers}
    signing |= {p for agreement in extraction.agreements for p in agreement.parties}
    for mention in extraction.mentions:
        if mention.form != "name" or mention.passage not in speaking | signing:
            continue
        state = gazetteer.find_capital(mention.name)
        if state is None or links[mention.passage].rule == "names.gazetteer":
            continue
        government = gazetteer.find_government(state)
        entity = state if mention.passage in signing or government is None else government
        entities.add(entity)
        links[mention.passage] = Link(mention.passage, entity.iri, f"{RULE}capital", 0.85)
