"""Label the names of the gazetteer, over what the statistical NER made of them."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language

from kg.model import Entity

# spaCy's entity labels for the actor types of the ontology.
LABELS = {"Person": "PERSON", "Organization": "ORG", "State": "GPE", "Group": "NORP"}


def add_known_names(nlp: Language, actors: Iterable[Entity]) -> None:
    """Add an entity ruler behind the NER that labels every name and alias of `actors`, by exact words.

    The IRI of the actor becomes the entity's id, so that later stages know a known name when they see one.
    """
    patterns = [
        {"label": LABELS[actor.type], "pattern": name, "id": actor.iri}
        for actor in actors
        for name in dict.fromkeys((actor.name, *actor.aliases))
    ]
    if patterns:
        ruler = nlp.add_pipe("entity_ruler", after="ner", config={"overwrite_ents": True})
        # The patterns are tokenised only; the ruler has no need of the rest of the pipeline.
        with nlp.select_pipes(enable=[]):
            ruler.add_patterns(patterns)  # type: ignore[attr-defined]
