"""Show the lists: actors, agreements, topics, stories with what is in them, unnamed sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kg.errors import UsageError
from kg.explorer.asking import Records, add_names, ask_page, ask_table
from kg.explorer.missing import check_there
from kg.explorer.pages import IRI_SUFFIX, Asked, Page, Table, View, cut
from kg.explorer.statements import (
    FILTERS,
    find_statements,
    list_found,
)
from kg.queries import Parameter
from kg.store import GraphStore
from kg.vocab import fold_name

SOURCE = "source"
# Sources that would not be named, and those that only are not.
ANONYMITY, WOULD_NOT, IS_NOT = "anonymity", "asked", "none"
# So many descriptions of nameless people are offered to choose from.
MOST_SOURCES = 60
TYPE, KINDS = "type", ("Person", "Organization", "State", "Group")


def list_actors(store: GraphStore, asked: Asked) -> View:
    """List who is reported, the most talkative first."""
    _, rows = ask_page(store, "actors", type=asked.parameters[TYPE])
    table = cut(("who", "who_iri", "kind", "statements", "stories"), rows, asked)
    return View("Actors", _name(store, table, "who"), {}, {"kinds": KINDS})


def list_agreements(store: GraphStore, asked: Asked) -> View:
    """List the agreements, those first that are written about most."""
    _, rows = ask_page(store, "agreements")
    table = cut(("agreement", "agreement_iri", "acts", "parties", "stories"), rows, asked)
    return View("Agreements", _name(store, table, "agreement"))


def list_topics(store: GraphStore, asked: Asked) -> View:
    """List the topics, those first that are talked about most."""
    _, rows = ask_page(store, "topics")
    table = cut(("topic", "topic_iri", "wider", "wider_iri", "claims", "stories"), rows, asked)
    return View("Topics", _name(store, table, "topic", "wider"))


def list_stories(store: GraphStore, asked: Asked) -> View:
    """List the stories that several articles print."""
    _, rows = ask_page(store, "stories")
    columns = ("story", "story_iri", "articles", "outlets", "printed_by", "first", "last")
    table = cut(columns, rows, asked)
    # A story is called as its original is, whose hash it has.
    titles = {row["story_iri"]: _find_title(store, row["story_iri"]) for row in table.rows}
    named = tuple({**row, "story": titles[row["story_iri"]]} for row in table.rows)
    return View("Stories", replace(table, rows=named))


def show_story(store: GraphStore, asked: Asked) -> View:
    """Show the articles of a story."""
    check_there(store, "story", asked.iri)
    return View(
        _find_title(store, asked.iri), ask_table(store, "story", asked, story=asked.iri), {"iri": asked.iri}
    )


def list_unnamed(store: GraphStore, asked: Asked) -> View:
    """List what was said by somebody who has no name and no office."""
    found = add_names(store, find_statements(store, "unnamed", asked), "source")
    kinds = Counter(WOULD_NOT if row[ANONYMITY] else IS_NOT for row in found)
    if (kind := asked.parameters[ANONYMITY]) not in ("", WOULD_NOT, IS_NOT):
        raise UsageError.unknown(ANONYMITY, kind, (WOULD_NOT, IS_NOT))
    if kind:
        found = [row for row in found if bool(row[ANONYMITY]) == (kind == WOULD_NOT)]
    wanted = fold_name(asked.parameters[SOURCE])
    sources = Counter(fold_name(row["source"]) for row in found)
    kept = [row for row in found if f" {wanted} " in f" {fold_name(row['source'])} "] if wanted else found
    listed = list_found(store, kept, asked)
    data = {
        "acts": dict(listed.acts),
        "sources": dict(sources.most_common(MOST_SOURCES)),
        "kinds": {one: kinds[one] for one in (WOULD_NOT, IS_NOT)},
    }
    return View("Unnamed sources", listed.table, data)


def _find_title(store: GraphStore, story: str) -> str:
    _, rows = ask_page(store, "story", story=story)
    original = next((row for row in rows if row["how"] == "the original"), None)
    return str((original or {"article": "A story"})["article"])


def _name(store: GraphStore, table: Table, *columns: str) -> Table:
    rows: Records = [dict.fromkeys(f"{one}{IRI_SUFFIX}" for one in columns) | dict(row) for row in table.rows]
    return replace(table, rows=tuple(add_names(store, rows, *columns)))


ACTORS = Page(
    "actors",
    "/actors",
    "Who is reported, by the number of statements; what copies of an article say again is not counted.",
    list_actors,
    (Parameter(TYPE, "text", "", f"Only one kind: {', '.join(KINDS)}"),),
    menu="Actors",
    template="actors.html",
)
AGREEMENTS = Page(
    "agreements",
    "/agreements",
    "The agreements that are spoken of, how often they were signed, and in how many stories.",
    list_agreements,
    menu="Agreements",
)
TOPICS = Page(
    "topics", "/topics", "What is talked about: topics by the number of claims.", list_topics, menu="Topics"
)
STORIES = Page(
    "stories",
    "/stories",
    "Texts that several articles print, with the outlets that print them.",
    list_stories,
    menu="Stories",
)
STORY = Page("story", "/story/{rest:path}", "The articles of one story, the first one first.", show_story)
UNNAMED = Page(
    "unnamed",
    "/unnamed",
    "What was said by somebody whom the article tells neither by name nor by office: sources that would not "
    "be named, and scientists or officials who only are not.",
    list_unnamed,
    (
        *FILTERS,
        Parameter(
            ANONYMITY,
            "text",
            "",
            f"{WOULD_NOT}: only sources that would not be named; {IS_NOT}: only the others",
        ),
        Parameter(SOURCE, "text", "", "Only sources whose description has these words: senior official"),
    ),
    menu="Unnamed sources",
    template="unnamed.html",
)
