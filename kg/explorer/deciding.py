"""Show what a decision against the reading would change, before it is taken; `kg curate` makes the same."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from kg.curation import (
    Decision,
    decide_confirmation,
    decide_merge,
    decide_rejection,
    decide_split,
    find_affected_graphs,
)
from kg.errors import CurationError, QueryError, UsageError
from kg.explorer.asking import Records, find_name
from kg.explorer.pages import Asked, Page, View, cut
from kg.explorer.reading import read_article_graph
from kg.printable import shorten
from kg.queries import Parameter
from kg.query_parameters import expand_iri
from kg.settings import BASE_IRI
from kg.store import GraphStore
from kg.vocab import DCTERMS, FOAF, SCHEMA, SP, article_of, is_local_actor

KIND, SUBJECT, INTO, NAME, IN_ARTICLE, BECAUSE = "kind", "subject", "into", "as", "article", "because"
# The kinds of decisions, in words, with the fields that each takes besides what it is about.
KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "reject": ("This is no such fact: take it out", (BECAUSE,)),
    "confirm": ("This is right", (BECAUSE,)),
    "merge": ("This is the same actor as another", (INTO, BECAUSE)),
    "split": ("In an article this is another actor", (IN_ARTICLE, NAME, BECAUSE)),
}
FIELDS = {
    INTO: "The actor that it is: a name or an IRI",
    IN_ARTICLE: "The id of the article; empty: each article has an actor of its own",
    NAME: "What the other actor is called",
    BECAUSE: "Why",
}
# Without these nothing can be decided.
_NEEDED = {"reject": (SUBJECT,), "confirm": (SUBJECT,), "merge": (SUBJECT, INTO), "split": (SUBJECT,)}
_MOST_SHOWN = 500


def show_decision(store: GraphStore, asked: Asked) -> View:
    """Show a decision, and which articles it changes."""
    kind = asked.parameters[KIND]
    if kind not in KINDS:
        raise UsageError(f"kind={shorten(kind)}: decide one of {', '.join(KINDS)}")
    title, fields = KINDS[kind]
    data: dict[str, Any] = {
        "kind": kind,
        "subject": asked.parameters[SUBJECT],
        "name": _name(store, asked.parameters[SUBJECT]),
        "given": {name: asked.parameters[name] for name in fields},
        "problem": "",
        "command": "",
        "is_complete": all(asked.parameters[name] for name in _NEEDED[kind]),
    }
    rows: Records = []
    if data["is_complete"]:
        try:
            decision = make_decision(store, asked.parameters)
            rows = _list_affected(store, decision)
            data["command"] = _write_command(decision)
        except (CurationError, QueryError, UsageError) as error:
            data |= {"problem": str(error), "is_complete": False}
    table = cut(("article", "article_iri", "published"), rows, asked)
    drawn = {"fields": {name: FIELDS[name] for name in fields}, "is_writable": asked.is_writable}
    return View(title, table, data, drawn)


def make_decision(store: GraphStore, given: Mapping[str, str]) -> Decision:
    """Make the decision that these parameters name. Raises CurationError or UsageError where it cannot be."""
    subject, reason = given.get(SUBJECT, ""), given.get(BECAUSE, "")
    if given.get(KIND) == "reject":
        return decide_rejection(store, subject, reason)
    if given.get(KIND) == "confirm":
        return decide_confirmation(store, subject, reason)
    if given.get(KIND) == "merge":
        return decide_merge(store, subject, given.get(INTO, ""), reason)
    if given.get(KIND) == "split":
        articles = [given[IN_ARTICLE]] if given.get(IN_ARTICLE) else []
        return decide_split(store, subject, (), articles, given.get(NAME, ""), reason)
    raise UsageError(f"decide one of {', '.join(KINDS)}")


def _name(store: GraphStore, subject: str) -> str:
    """Say what the actor is called, or what the claim says, that is decided on."""
    try:
        subject = expand_iri(subject)
    except ValueError:  # A name, or words of a claim.
        return subject
    if not is_local_actor(subject):
        return find_name(store, subject) or subject
    reading = read_article_graph(store, article_of(subject))
    return reading.first(subject, SP.text) or reading.first(subject, FOAF.name) or subject


def _list_affected(store: GraphStore, decision: Decision) -> Records:
    """List the articles that the next build would read anew."""
    rows = []
    for graph in sorted(find_affected_graphs(store, (), (decision,)))[:_MOST_SHOWN]:
        article = f"{BASE_IRI}article/{graph.rpartition('/')[2]}"
        reading = read_article_graph(store, article)
        title = reading.first(article, DCTERMS.title) or reading.first(article, DCTERMS.identifier)
        if title:
            published = reading.first(article, SCHEMA.datePublished)
            rows.append({"article": title, "article_iri": article, "published": published})
    return rows


def _write_command(decision: Decision) -> str:
    """Write the decision as a command."""
    verb = {"rejection": "reject", "confirmation": "confirm"}.get(decision.kind, decision.kind)
    words = ["kg", "curate", verb, decision.subject]
    if decision.kind == "merge" and decision.into:
        words.append(decision.into.iri)
    for article in decision.articles if decision.kind == "split" else ():
        words += ["--article", article]
    if decision.kind == "split" and decision.into:
        words += ["--as", decision.into.name]
    return shlex.join([*words, *(["--because", decision.reason] if decision.reason else ())])


DECIDE = Page(
    "decide",
    "/decide",
    "What a decision against the reading would change.",
    show_decision,
    (
        Parameter(KIND, "text", "reject", f"What is decided: {', '.join(KINDS)}"),
        Parameter(SUBJECT, "text", "", "The IRI of the fact or the actor"),
        *(Parameter(name, "text", "", meaning) for name, meaning in FIELDS.items()),
    ),
    template="decide.html",
)
