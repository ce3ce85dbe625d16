"""Answer with a page of the explorer, in the form that was asked for."""

from __future__ import annotations

import json
from dataclasses import replace

from kg.curation import add_decision
from kg.explorer.deciding import make_decision
from kg.explorer.pages import MissingError
from kg.explorer.registry import MENU, PAGES_BY_NAME
from kg.explorer.rendering import error_to_html, render, to_csv, to_html, to_json
from kg.export.html import to_page
from kg.export.options import ExportOptions
from kg.serve.jobs import Answer, Decide, Drawing, PageRequest
from kg.serve.media import HTML, JSON
from kg.serve.snapshot import Snapshot
from kg.serve.spool import Spool
from kg.store import GraphStore

_drawn: dict[tuple[str, str], bytes] = {}


def answer_page(store: GraphStore, job: PageRequest, snapshot: Snapshot, spool: Spool) -> Answer:
    """Answer with a page; where it is about what is not there, with what may have been meant."""
    page = PAGES_BY_NAME[job.name]
    asked = replace(
        page.read(job.rest, dict(job.parameters)), location=snapshot.location, is_writable=job.is_writable
    )
    try:
        view = page.load(store, asked)
    except MissingError as error:
        return _answer_missing(job, error, spool)
    if job.format == "html":
        text, media = to_html(page, view, asked, MENU), HTML
    elif job.format == "json":
        text, media = to_json(page, view), JSON
    else:
        text, media = to_csv(view), "text/csv"
    spool.write(text.encode("utf-8", "backslashreplace"))
    return spool.finish(media)


def answer_drawing(store: GraphStore, job: Drawing, snapshot: Snapshot, spool: Spool) -> Answer:
    """Draw the network, each clock once a generation."""
    key = (snapshot.identity, job.clock)
    if key not in _drawn:
        for old in [one for one in _drawn if one[0] != snapshot.identity]:
            del _drawn[old]
        page = to_page(store, ExportOptions(clock=job.clock))  # type: ignore[arg-type]
        _drawn[key] = json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "backslashreplace"
        )
    spool.write(_drawn[key])
    return spool.finish(JSON)


def answer_decision(store: GraphStore, job: Decide, snapshot: Snapshot, spool: Spool) -> Answer:
    """Write a decision down; the next build applies it."""
    decision = add_decision(snapshot.location, make_decision(store, dict(job.fields)))
    spool.write(render("decided.html", MENU, number=decision.number, subject=decision.subject).encode())
    return spool.finish(HTML)


def _answer_missing(job: PageRequest, error: MissingError, spool: Spool) -> Answer:
    if job.format == "html":
        text, media = error_to_html(404, str(error), error.near, MENU), HTML
    else:
        near = [{"name": name, "iri": iri} for name, iri in error.near]
        text, media = json.dumps({"error": str(error), "near": near}, ensure_ascii=False) + "\n", JSON
    spool.write(text.encode("utf-8", "backslashreplace"))
    return spool.finish(media, 404)
