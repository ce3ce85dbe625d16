"""Run a SPARQL Update as a build would: into a new generation, which takes the place of the current one.

Readers see all of it or nothing. What an update changes is not what was read: the next `kg build` reads every
article anew and drops it. What is to last belongs into the curation (`kg curate`).
"""

from __future__ import annotations

from pathlib import Path

from kg.generations import building
from kg.serve.jobs import Update
from kg.serve.using import add_using
from kg.sparql import check_update
from kg.store import open_store
from kg.store_writing import new_generation


def update(location: Path, job: Update) -> None:
    """Run the update on the current graph at `location`, unless a build is on its way.

    Raises QueryError for what is no SPARQL Update or asks another host, StoreError where nothing can be
    written.
    """
    text = add_using(job.sparql, job.graphs.default, job.graphs.named)
    check_update(text)
    with (
        building(location) as site,
        open_store(location) as current,
        new_generation(site, current) as generation,
    ):
        generation.update(text, job.base)
        for article in current.articles():
            generation.add_article(article)
        # Without what it was read with, no build takes its graphs for those that would be read.
        generation.manifest = {
            key: current.manifest[key] for key in current.manifest if key not in ("reading", "counts")
        }
