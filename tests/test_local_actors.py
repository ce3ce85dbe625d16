"""An actor that one article alone knows is named by its place in that article, whatever its markup."""

from __future__ import annotations

from kg.model import Article, Entity, Link, Passage, Resolution
from kg.normalize import normalize
from kg.pipeline.reading import _restore_actors
from kg.vocab import local_actor_iri

MARKED = Article("marked", "**A diplomat** said that it will fly.", markup="markdown")


def test_an_actor_of_one_article_is_named_by_its_place_in_the_text_as_given() -> None:
    plain = normalize(MARKED)
    assert plain.text.startswith("A diplomat said")
    place = Passage(0, len("A diplomat"))
    normal = local_actor_iri(Article("normal", plain.text, markup="markdown").content_hash, place)
    read = Resolution(
        (Entity(normal, "A diplomat", "Person", local=True),),
        (Link(place, normal, "local.description", 0.8, normal),),
    )
    restored = _restore_actors(MARKED, plain, read)
    given = plain.to_given(place)
    assert given.of(MARKED.text) == "A diplomat"
    iri = local_actor_iri(MARKED.content_hash, given)
    assert [entity.iri for entity in restored.entities] == [iri]
    assert [(link.passage, link.iri, link.alternative) for link in restored.links] == [(given, iri, iri)]


def test_a_text_without_markup_keeps_its_actors() -> None:
    article = Article("plain", "A diplomat said that it will fly.")
    iri = local_actor_iri(article.content_hash, Passage(0, 10))
    read = Resolution((Entity(iri, "A diplomat", "Person", local=True),), ())
    assert _restore_actors(article, normalize(article), read) == read
