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
from kg.placing import put_in_place
from kg.printable import to_printable

Outcome = Literal["read", "unchanged", "copy", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class Account:
    """What became of one input: a file, or the line or entry of one, as "news.jsonl:12".

    `article` is its id where it is one, `of` the id of the article that it is a copy of, `reason` why it was
    skipped or failed.
    """

    input: str
    outcome: Outcome
    article: str | None = None
    of: str | None = None
    reason: str | None = None


def account_inputs(
    collection: Collection, read: Items[Article] = (), faults: Sequence[ArticleError] = ()
) -> tuple[Account, ...]:
    """Account for the inputs of a collection, of which these articles were read, the others unchanged.

    `faults` are those of the reading, named as `kg.pipeline.reading` names them.
    """
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
        accounts.append(Account(article.where, "failed" if reason else outcome, article.id, reason=reason))
    return tuple(sorted(accounts, key=lambda account: (account.input, account.article or "")))


def write_report(path: Path, accounts: Iterable[Account], inputs: Inputs) -> None:
    """Write a line of JSON an input, in the order of the inputs. Raises ExportError."""
    lines = (
        json.dumps({key: value for key, value in asdict(account).items() if value is not None})
        for account in accounts
    )
    text = "".join(f"{line}\n" for line in lines)
    put_in_place(path, lambda file: file.write_text(text, encoding="utf-8"), inputs)
