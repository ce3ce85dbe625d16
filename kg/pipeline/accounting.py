"""Account for every input of a build: what became of each, so that the counts add up."""

from __future__ import annotations

import json
from collections.abc import Collection as Items
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from kg.errors import ArticleError
from kg.finding import Inputs
from kg.model import Article
from kg.pipeline.collecting import Collection
from kg.pipeline.telling import Links
from kg.placing import put_in_place
from kg.printable import to_printable

Outcome = Literal["read", "unchanged", "copy", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class Account:
    """What became of one input: a file, or the line or entry of one, as "news.jsonl:12".

    `article` is its id where it is one, `of` the id of the article that it repeats word for word, which is in
    the graph in its place, `reason` why it was skipped or failed. Of an article in the graph `copy_of` is the
    id of the original of its story, `revision_of` that of the version before it under its address.
    """

    input: str
    outcome: Outcome
    article: str | None = None
    of: str | None = None
    reason: str | None = None
    copy_of: str | None = None
    revision_of: str | None = None


def account_inputs(
    collection: Collection,
    read: Items[Article] = (),
    faults: Sequence[ArticleError] = (),
    links: Links | None = None,
) -> tuple[Account, ...]:
    """Account for the inputs of a collection, of which these articles were read, the others unchanged.

    `faults` are those of the reading, named as `kg.pipeline.reading` names them; `links` lead from an article
    to its original and to the version before it.
    """
    links = links or Links()
    reasons = {fault.where: fault.reason for fault in faults}
    new = {(article.where, article.id) for article in read}
    accounts = [Account(error.where, "failed", reason=error.reason) for error in collection.failed]
    accounts += [Account(copy.where, "copy", copy.id, copy.of) for copy in collection.copies]
    accounts += [
        Account(to_printable(str(one.path)), "skipped", reason=one.reason) for one in collection.skipped
    ]
    for article in collection.articles:
        reason = reasons.get(article.where)
        outcome: Outcome = "read" if (article.where, article.id) in new else "unchanged"
        accounts.append(
            Account(
                article.where,
                "failed" if reason else outcome,
                article.id,
                reason=reason,
                copy_of=links.copies.get(article.content_hash),
                revision_of=links.revisions.get(article.content_hash),
            )
        )
    return tuple(sorted(accounts, key=lambda account: (account.input, account.article or "")))


def write_report(path: Path, accounts: Iterable[Account], inputs: Inputs) -> None:
    """Write a line of JSON an input, in the order of the inputs. Raises ExportError."""
    lines = (
        json.dumps({key: value for key, value in asdict(account).items() if value is not None})
        for account in accounts
    )
    text = "".join(f"{line}\n" for line in lines)
    put_in_place(path, lambda file: file.write_text(text, encoding="utf-8"), inputs)
