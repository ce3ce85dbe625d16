"""The gazetteer of the ontology folder."""

from __future__ import annotations

from kg.ontology import load_actors, load_agreements, load_capitals, load_demonyms, load_tenures, load_topics
from kg.resolve.gazetteer import Gazetteer


def load_gazetteer() -> Gazetteer:
    """All that `ontology/` knows by name. Raises OntologyError where a file is missing or broken."""
    return Gazetteer(
        load_actors(), load_demonyms(), load_agreements(), load_capitals(), load_tenures(), load_topics()
    )
