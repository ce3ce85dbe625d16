"""Label the names of the gazetteer, over what the statistical NER made of them, and the nationalities that it
missed.
"""

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
    _add_ruler(nlp, "entity_ruler", patterns, is_over_others=True)


def add_nationalities(nlp: Language, demonyms: Iterable[str], after: str = "ner") -> None:
    """Add an entity ruler behind a component that labels each demonym, "Norlandic", where the text has no
    entity.
    """
    patterns = [{"label": LABELS["Group"], "pattern": demonym} for demonym in demonyms]
    _add_ruler(nlp, f"nationalities_after_{after}", patterns, is_over_others=False, after=after)


def _add_ruler(
    nlp: Language, name: str, patterns: list[dict[str, str]], is_over_others: bool, after: str = "ner"
) -> None:
    if patterns:
        ruler = nlp.add_pipe("entity_ruler", name, after=after, config={"overwrite_ents": is_over_others})
        # The patterns are tokenised only; the ruler has no need of the rest of the pipeline.
        with nlp.select_pipes(enable=[]):
            ruler.add_patterns(patterns)  # type: ignore[attr-defined]
