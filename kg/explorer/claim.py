"""Show a claim: its words in their place, who said it how, and where else it is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.explain import cut_evidence
from kg.explorer.article import describe_article
from kg.explorer.asking import ask_page
from kg.explorer.facts import tell_statement
from kg.explorer.missing import check_there
from kg.explorer.pages import Asked, MissingError, Page, Table, View
from kg.explorer.quotations import find_quotation
from kg.explorer.reading import Reading, read_article_graph
from kg.explorer.statements import COLUMNS, tell
from kg.store import GraphStore
from kg.vocab import SP, article_of

# So many other reports are told.
MOST_REPORTS = 200


def show_claim(store: GraphStore, asked: Asked) -> View:
    """Show a claim, or a statement that conveys none."""
    check_there(store, "claim", asked.iri)
    article = article_of(asked.iri)
    reading = read_article_graph(store, article)
    statement = _find_statement(reading, asked.iri)
    fact = tell_statement(reading, statement)
    data: dict[str, Any] = {
        "iri": asked.iri,
        "statement": statement,
        "words": fact.title,
        "parts": [{"name": part.name, "value": part.value, "iri": part.iri} for part in fact.parts],
        "passages": [{"start": span.start, "end": span.end, "kind": kind} for span, kind in fact.marks],
        "article": describe_article(reading, article),
    }
    quotation, others = find_quotation(store, asked.iri)
    data["quotation"] = quotation
    text = store.find_article(article)
    words = [span for span, kind in fact.marks if kind == "claim"] or [span for span, _ in fact.marks]
    evidence = [cut_evidence(text, span.start, span.end) for span in words] if text else []
    return View(
        f"“{fact.title}”",
        _list_reports(store, statement, fact.title, others, asked),
        data,
        {"fact": fact, "evidence": evidence},
    )


def _find_statement(reading: Reading, iri: str) -> str:
    """Find the statement that conveys a claim, the claim of a statement being itself."""
    if iri in reading.of_type(SP.Statement):
        return iri
    for statement in reading.sources(SP.conveys, iri):
        return statement
    raise MissingError("this is no claim of an article: look at the article itself")


def _list_reports(
    store: GraphStore, statement: str, words: str, contested: Sequence[str], asked: Asked
) -> Table:
    _, found = ask_page(store, "claim-reports", statement=statement)
    how: dict[str, Any] = dict.fromkeys(contested, "the same words, of another speaker")
    _, same = ask_page(store, "same-words", words=words)
    for row in (*found, *({"other": row["other"], "how": "the same words"} for row in same)):
        if row["other"] != statement:
            how.setdefault(row["other"], row["how"])
    wanted = list(how)[:MOST_REPORTS]
    start = (asked.number - 1) * asked.size
    rows = [{"how": how[other]} | row for other, row in zip(wanted, tell(store, wanted), strict=False)][
        start : start + asked.size
    ]
    return Table(("how", *COLUMNS), tuple(rows), len(wanted), asked.number, asked.size)


CLAIM = Page(
    "claim",
    "/claim/{rest:path}",
    "A claim in its words, who said it, how it was read, and other reports of it.",
    show_claim,
    template="claim.html",
)
