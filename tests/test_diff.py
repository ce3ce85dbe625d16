"""What changed between two graphs, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.diff import compare, to_brief, to_json
from kg.diff.comparing import SHARED, Comparison
from kg.diff.opening import Side
from kg.settings import BASE_IRI
from kg.store import GraphStore, in_memory
from kg.store_writing import new_generation
from kg.triples import entity_quads
from kg.vocab import DCTERMS, EDTF_DATATYPE, SHARED_GRAPHS, SP
from tests.conftest import Run
from tests.graphs import ArticleGraph, actor, all_quads

ANA, BEN, ORBITA = actor("Ana"), actor("Ben"), actor("Orbita", "organization")


def article(name: str, id: str = "", published: str = "2024-05-01") -> ArticleGraph:
    """An article with an id, by default its name."""
    graph = ArticleGraph(name, published)
    graph.add(graph.iri, DCTERMS.identifier, Literal(id or name))
    return graph


def mention(graph: ArticleGraph, *actors: str) -> None:
    """The first words of an article are taken for the first of these, and so on."""
    for number, one in enumerate(actors):
        graph.add(f"{graph.iri}/mention/{number}-{number + 1}", SP.denotes, NamedNode(one))


def when(graph: ArticleGraph, kind: str, predicate: str, edtf: str) -> None:
    """The last fact of that kind (a class) gets a time."""
    subject = [quad.subject.value for quad in graph.quads if quad.object == NamedNode(kind)][-1]  # type: ignore[union-attr]
    graph.add(subject, predicate, NamedNode(f"{BASE_IRI}time/{edtf}"))
    graph.add(f"{BASE_IRI}time/{edtf}", SP.edtf, Literal(edtf, datatype=NamedNode(EDTF_DATATYPE)))


def graph_of(*articles: ArticleGraph, also: Iterable[Quad] = ()) -> GraphStore:
    """A graph of these articles, in which the actors are called as their IRIs."""
    names = [(iri, iri.rpartition("/")[2].title()) for iri in (ANA, BEN, ORBITA)]
    return in_memory([*all_quads(*articles), *entity_quads(names), *also])


def brief(comparison: Comparison, everything: bool = False) -> list[str]:
    """The lines of a brief below its title."""
    side = Side(Path("graph"), in_memory([]))
    return list(to_brief(comparison, side, side, everything))[1:]


def lines(comparison: Comparison, sign: str = "+-~", everything: bool = False) -> list[str]:
    """The changes of a brief that have one of these signs."""
    return [line for line in brief(comparison, everything) if line[0:1] and line[0] in sign]


def saying(words: str, name: str = "a", id: str = "", about: str = "", who: str = ORBITA) -> ArticleGraph:
    """An article in which somebody says something, about a time."""
    graph = article(name, id)
    graph.say(who, words)
    if about:
        claim = [quad.subject.value for quad in graph.quads if quad.predicate.value == SP.text][-1]  # type: ignore[union-attr]
        graph.add(claim, SP.refersTo, NamedNode(f"{BASE_IRI}time/{about}"))
        graph.add(f"{BASE_IRI}time/{about}", SP.edtf, Literal(about))
    return graph


def test_nothing_has_changed() -> None:
    store = graph_of(saying("it flies"))
    assert brief(compare(store, store)) == ["nothing has changed"]


def test_a_new_article_brings_what_is_said_and_an_old_one_takes_it_along() -> None:
    old, new = graph_of(saying("it waits", "a")), graph_of(saying("it flies", "b", about="2025"))
    found = compare(old, new)
    assert (found.came, found.went) == (["b"], ["a"])
    assert lines(found) == [
        '+ Orbita: "it flies" [statement], about 2025 (b, 2024-05-01)',
        '- Orbita: "it waits" [statement] (a, 2024-05-01)',
    ]


def test_a_corrected_article_tells_only_what_is_corrected() -> None:
    old, new = article("v1", "news-1"), article("v2", "news-1")
    new.add(new.iri, SP.outlet, Literal("moves the numbers of all that follows"))
    for graph in (old, new):
        graph.say(ORBITA, "it flies")
        graph.sign("accords", [ANA])
        graph.hold(ANA, "head", ORBITA)
    new.say(BEN, "it does not")
    found = compare(graph_of(old), graph_of(new))
    assert (found.came, found.revised, found.went) == ([], ["news-1"], [])
    assert lines(found) == ['+ Ben: "it does not" [statement] (news-1, 2024-05-01)']


def test_dates_that_moved() -> None:
    old, new = (saying("it flies", id="news-1", about=year) for year in ("2025", "2026"))
    for graph, day in ((old, "2024-05-01"), (new, "2024-05-02")):
        graph.sign("accords", [ANA])
        when(graph, SP.Signing, SP.signedOn, day)
    assert lines(compare(graph_of(old), graph_of(new))) == [
        "~ Ana: Accords, signed: on 2024-05-01 -> 2024-05-02 (news-1, 2024-05-01)",
        '~ Orbita: "it flies" [statement]: about 2025 -> 2026 (news-1, 2024-05-01)',
    ]


def test_what_somebody_else_said_or_in_another_way_is_changed() -> None:
    old, new = article("a"), article("a")
    old.say(ORBITA, "it flies")
    new.say(BEN, "it flies", denied=True)
    assert lines(compare(graph_of(old), graph_of(new))) == [
        '~ Ben: "it flies" [denial]: who Orbita -> Ben, act statement -> denial (a, 2024-05-01)'
    ]


def test_an_office_that_is_over_and_one_that_begins() -> None:
    old, new = article("a"), article("a")
    old.hold(ANA, "head", ORBITA)
    new.hold(ANA, "head", ORBITA, former=True)
    new.hold(BEN, "Head", ORBITA)
    assert lines(compare(graph_of(old), graph_of(new))) == [
        "+ Ben: Head, Orbita (a, 2024-05-01)",
        "~ Ana: formerly head, Orbita: former false -> true (a, 2024-05-01)",
    ]


def test_what_another_article_told_already_is_no_news() -> None:
    first, second = article("a"), article("b")
    for graph in (first, second):
        graph.hold(ANA, "head", ORBITA)
        graph.sign("accords", [ANA], ["https://x/state"])
    forth = compare(graph_of(first), graph_of(first, second))
    back = compare(graph_of(first, second), graph_of(first))
    assert (lines(forth), lines(back)) == ([], [])
    assert [change.elsewhere for change in (*forth.facts, *back.facts)] == [True] * 4
    assert len(lines(forth, everything=True)) == 2


def test_what_several_articles_newly_tell_alike_is_one_line() -> None:
    articles = [article(name) for name in "abc"]
    for graph in articles:
        graph.sign("accords", [ANA])
    [line] = lines(compare(graph_of(), graph_of(*articles)))
    assert line == "+ Ana: Accords, signed (a, 2024-05-01, and 2 more)"


def test_actors_that_became_one_do_not_make_news_of_what_they_said() -> None:
    old, new = article("a"), article("a")
    mention(old, ANA, BEN)
    mention(new, ANA, ANA)
    old.say(BEN, "it flies")
    new.say(ANA, "it flies")
    assert lines(compare(graph_of(old), graph_of(new))) == ["~ merged: Ana, Ben -> Ana (1 mentions)"]


def test_an_actor_that_became_two() -> None:
    old, new = article("a"), article("a")
    mention(old, ANA, ANA)
    mention(new, ANA, BEN)
    assert lines(compare(graph_of(old), graph_of(new))) == ["~ parted: Ana -> Ana, Ben (1 mentions)"]


def test_words_that_are_another_actors_now_and_an_actor_with_another_name() -> None:
    old, new = article("a"), article("a")
    mention(old, ANA, ANA, BEN)
    mention(new, ANA, BEN, BEN)
    assert lines(compare(graph_of(old), graph_of(new))) == ["~ moved: Ana -> Ben (1 mentions)"]
    mention(old := article("a"), ANA)
    mention(new := article("a"), BEN)
    assert lines(compare(graph_of(old), graph_of(new))) == ["~ renamed: Ana -> Ben (1 mentions)"]
    named = in_memory(entity_quads([(ANA, "ANA")])), in_memory(entity_quads([(ANA, "Ana")]))
    assert lines(compare(*named)) == ["~ renamed: ANA -> Ana"]


def test_the_brief_is_bounded_and_begins_with_what_matters() -> None:
    one = article("a")
    for number in range(15):
        one.say(ORBITA, f"it flies {number}", confidence=0.9)
    one.say(BEN, "perhaps", confidence=0.1)
    one.sign("accords", [ANA])
    found = compare(graph_of(), graph_of(one))
    shown = brief(found)
    assert shown.index("signed (1)") < shown.index("said (15)")
    assert shown[-1] == "  and 5 more: --all shows them"
    assert not any("perhaps" in line for line in shown)
    assert "perhaps" in brief(found, everything=True)[-1]


def test_json_has_everything() -> None:
    old, new = saying("it flies", about="2025"), saying("it flies", about="2026")
    new.say(BEN, "perhaps", confidence=0.1)
    sides = [Side(Path(name), store) for name, store in (("old", graph_of(old)), ("new", graph_of(new)))]
    record = json.loads(json.dumps(to_json(compare(*(side.store for side in sides)), *sides)))
    assert record["old"]["folder"] == "old" and record["articles"]["reread"] == ["a"]
    moved, came = sorted(record["statements"], key=lambda one: one["change"] != "moved")
    assert moved["before"]["dates"]["about"] == ["2025"] and moved["after"]["dates"]["about"] == ["2026"]
    assert came["before"] is None and came["after"]["firm"] is False
    assert came["after"]["who"] == [{"iri": BEN, "name": "Ben"}]


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Where a graph with two generations lies."""
    for words in ("it waits", "it flies"):
        with new_generation(tmp_path / "graph") as generation:
            generation.add_quads(saying(words).quads)
    return tmp_path / "graph"


def test_generations_are_compared_by_default_by_number_and_by_folder(kg: Run, two: Path) -> None:
    plain = kg("diff", "--store", two)
    assert plain.code == 0 and "it flies" in plain.out and "it waits" in plain.out
    assert kg("diff", "1", "--store", two).out == plain.out
    assert kg("diff", "1", "2", "--store", two).out == plain.out
    assert kg("diff", two / "generation-000001", two).out == plain.out
    assert kg("diff", "2", "1", "--store", two).out != plain.out


def test_where_there_is_nothing_to_compare_the_message_says_what_to_do(
    kg: Run, tmp_path: Path, two: Path
) -> None:
    with new_generation(tmp_path / "one") as generation:
        generation.add_quads(saying("it waits").quads)
    alone = kg("diff", "--store", tmp_path / "one")
    assert alone.code == 1 and "kg diff OLD NEW" in alone.err
    gone = kg("diff", "7", "--store", two)
    assert gone.code == 1 and "there are: 1, 2" in gone.err and "--keep" in gone.err
    none = kg("diff", tmp_path / "none", "--store", two)
    assert none.code == 1 and f"no graph at {tmp_path / 'none'}" in none.err


def test_another_story_alone_is_no_new_reading() -> None:
    before = saying("it flies")
    after = saying("it flies")
    after.quads = [
        Quad(quad.subject, quad.predicate, NamedNode(f"{BASE_IRI}story/b"), quad.graph_name)
        if quad.predicate.value == SP.story
        else quad
        for quad in before.quads
    ]
    found = compare(graph_of(before), graph_of(after))
    assert (found.reread, found.revised, found.quads_came) == ([], [], 1)


def test_every_graph_of_no_article_has_a_name_for_people() -> None:
    assert set(SHARED) == SHARED_GRAPHS
