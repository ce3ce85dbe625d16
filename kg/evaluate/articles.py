"""Claims against annotated space-policy articles (`gold.py` tells their form).

Compared are the claims that an analyst would find as stated or denied: those read as anything else (attitude,
intention, refusal, unclassified) are counted by their act only. A claim is found when its content is that of
an annotated one (`matching.pair_contents`); core claims choose first. Of two precisions the one counts
peripheral claims as right, the other leaves them out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import ArticleError, GoldError
from kg.evaluate.evaluation import Evaluation, Request
from kg.evaluate.faults import Fault, find_place, show_roles, show_spans, write_faults
from kg.evaluate.gold import GoldArticle, GoldClaim, read_gold
from kg.evaluate.matching import divide, pair_contents, share_right, show_right, to_roles, to_spans
from kg.evaluate.reading import choose_sample, read_texts
from kg.facts import Facts, Statement, list_names, to_facts
from kg.model import Passage
from kg.rules import read_rules
from kg.vocab import DIRECT_EDGE, SP

STATED = frozenset(act for act, edge in DIRECT_EDGE.items() if edge in (SP.stated, SP.denied))


@dataclass
class Compared:
    """One article: its annotation, the facts read, its stated and other claims, and their pairing."""

    gold: GoldArticle
    facts: Facts
    stated: list[Statement] = field(default_factory=list)
    others: list[Statement] = field(default_factory=list)
    pairs: dict[int, int] = field(default_factory=dict)  # index of the annotated claim -> index in `stated`
    other_pairs: dict[int, int] = field(default_factory=dict)  # the same of those missed -> index in `others`

    @property
    def found(self) -> Iterator[tuple[GoldClaim, Statement]]:
        """The core claims that were found, each with the claim read."""
        return (
            (self.gold.claims[gold], self.stated[read])
            for gold, read in sorted(self.pairs.items())
            if self.gold.claims[gold].core
        )

    @property
    def wrong(self) -> list[Statement]:
        """The stated claims that are annotated nowhere."""
        return [claim for index, claim in enumerate(self.stated) if index not in self.pairs.values()]


def evaluate_articles(request: Request) -> Evaluation:
    """Evaluate a folder of annotated articles; raises GoldError as `read_compared` does."""
    articles, skipped = read_compared(request)
    counts: Counter[str] = Counter()
    for article in articles:
        counts.update(count_claims(article))
    figures = to_figures(counts, len(articles)) | {"acts": judge_acts(articles)}
    faults = [fault for article in articles for fault in find_faults(article)]
    text = "\n".join([show_figures(figures), "", *show_right(figures["acts"], "speech act")])
    return Evaluation(figures, text, write_faults(faults), skipped)


def read_compared(request: Request) -> tuple[list[Compared], tuple[ArticleError, ...]]:
    """Read the articles and compare them; return the articles in which the pipeline failed, too.

    Raises GoldError where an annotation is broken or there is no core claim.
    """
    gold = {one.article.id: one for one in read_gold(request.gold)}
    sample = [gold[name] for name in choose_sample(gold, request.sample)]
    if not any(claim.core for one in sample for claim in one.claims):
        raise GoldError(
            f"{request.gold}: the articles hold no core claim, so there is nothing to compare with"
        )
    readings, skipped = read_texts([one.article for one in sample], request)
    read = {one.article.id: to_facts(one.article, one.extraction, one.resolution) for one in readings}
    return [compare_claims(one, read.get(one.article.id, Facts(one.article))) for one in sample], skipped


def compare_claims(gold: GoldArticle, facts: Facts) -> Compared:
    """Pair the statements on record with the annotated claims; the core ones choose first."""
    compared = Compared(gold, facts)
    for statement in facts.statements:
        (compared.stated if statement.act in STATED else compared.others).append(statement)
    compared.pairs = _pair_core_first(gold.claims, compared.stated)
    missed = [index for index in range(len(gold.claims)) if index not in compared.pairs]
    others = _pair_core_first([gold.claims[index] for index in missed], compared.others)
    compared.other_pairs = {missed[index]: read for index, read in others.items()}
    return compared


def _pair_core_first(gold: Sequence[GoldClaim], read: Sequence[Statement]) -> dict[int, int]:
    core = sum(claim.core for claim in gold)
    wanted, found = [claim.content for claim in gold], [to_spans(one.claim.content) for one in read]
    pairs = pair_contents(wanted[:core], found)
    left = [index for index in range(len(read)) if index not in pairs.values()]
    rest = pair_contents(wanted[core:], [found[index] for index in left])
    return pairs | {core + claim: left[index] for claim, index in rest.items()}


def judge_acts(articles: Sequence[Compared]) -> dict[str, dict[str, float]]:
    """Count the claims of each speech act, and the share of them that is annotated, core or not."""
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for article in articles:
        for claims, pairs in ((article.stated, article.pairs), (article.others, article.other_pairs)):
            found.update(claim.act for claim in claims)
            right.update(claims[index].act for index in pairs.values())
    return share_right(found, right)


def count_claims(article: Compared) -> Counter[str]:
    """Count the claims of one article for the figures."""
    text, found = article.gold.article.text, list(article.found)
    counts = Counter(
        core=sum(claim.core for claim in article.gold.claims),
        found=len(found),
        peripheral=len(article.pairs) - len(found),
        read=len(article.stated),
        other_act=sum(article.gold.claims[index].core for index in article.other_pairs),
        plans=sum(is_no_statement(show_spans(text, to_spans(one.claim.cue))) for one in article.wrong),
    )
    for gold, read in found:
        counts.update(
            kind=gold.kind == read.claim.kind,
            speaker=is_speaker(gold, read),
            source=any(Passage(*left).meets(right) for left in gold.source for right in read.claim.source),
            dates=len(gold.dates),
            dates_found=len(gold.dates & {date.edtf for date in read.conveys.dates}),
        )
    return counts


def is_speaker(gold: GoldClaim, read: Statement) -> bool:
    """Whether a name that the article gives the speaker is the annotated one, or one is part of the other."""
    names = [name for speaker in read.speakers[:1] for name in (speaker.name, *speaker.aliases)]
    return any(name and gold.speaker and (name in gold.speaker or gold.speaker in name) for name in names)


def is_no_statement(cue: str) -> bool:
    """Whether the words of a cue tell a plan, a hope or a silence (not_statements.toml)."""
    return bool(_load_pattern().search(cue.casefold()))


@cache
def _load_pattern() -> re.Pattern[str]:
    tables = read_rules(Path(__file__).parent / "not_statements.toml", dict[str, frozenset[str]])
    return re.compile(
        r"\b(?:" + "|".join(re.escape(word) for words in tables.values() for word in words) + r")\b"
    )


def to_figures(counts: Mapping[str, int], articles: int) -> dict[str, Any]:
    """Compute shares (0 to 1), with the counts that they are made of.

    "other_act" are core claims that were found, but neither as stated nor as denied; "plans" the plans, hopes
    and refusals among the statements read.
    """
    right = counts["found"] + counts["peripheral"]
    return {
        "corpus": "annotated articles",
        "articles": articles,
        "recall": divide(counts["found"], counts["core"]),
        "precision": divide(right, counts["read"]),
        "precision_core": divide(counts["found"], counts["read"] - counts["peripheral"]),
        "kind": divide(counts["kind"], counts["found"]),
        "source": divide(counts["source"], counts["found"]),
        "speaker": divide(counts["speaker"], counts["found"]),
        "dates": divide(counts["dates_found"], counts["dates"]),
        "plans": counts["plans"],
        "counts": {name: counts[name] for name in sorted(counts)},
    }


def show_figures(figures: Mapping[str, Any]) -> str:
    """Write the figures as a table."""
    counts = Counter(figures["counts"])
    found, right = counts["found"], counts["found"] + counts["peripheral"]
    rows = [
        ("recall", found, counts["core"], f"core claims; {counts['other_act']} more have another speech act"),
        ("precision", right, counts["read"], "statements read; peripheral claims count as right"),
        (
            "precision_core",
            found,
            counts["read"] - counts["peripheral"],
            "the same without peripheral claims",
        ),
        ("kind", counts["kind"], found, "direct, indirect or mixed, of the claims found"),
        ("source", counts["source"], found, "the source's words, of the claims found"),
        ("speaker", counts["speaker"], found, "who that is, of the claims found"),
        ("dates", counts["dates_found"], counts["dates"], "dates in the claims found"),
    ]
    lines = [f"articles: {figures['articles']}"]
    for name, part, whole, what in rows:
        lines.append(f"{name:<16}{100 * figures[name]:6.1f}   {part:>4} of {whole:<5} {what}")
    return "\n".join(
        [*lines, f"{'plans':<16}{figures['plans']:6}   plans, hopes and refusals read as statements"]
    )


def find_faults(article: Compared) -> Iterator[Fault]:
    """List the core claims missed, the statements annotated nowhere, and the differences of the others."""
    text, name = article.gold.article.text, article.gold.article.id
    for index, gold in enumerate(article.gold.claims):
        if gold.core and index not in article.pairs:
            roles = {"source": gold.source, "cue": gold.cue, "content": gold.content}
            yield Fault(name, find_place(roles), "missed", show_roles(text, roles))
    for read in article.wrong:
        said = to_roles(read.claim)
        what = "a plan, hope or refusal" if is_no_statement(show_spans(text, said["cue"])) else "false"
        about = {"read by": f"{read.claim.rule}, {read.act}, confidence {read.claim.confidence:.2f}"}
        yield Fault(name, find_place(said), what, show_roles(text, said) | about)
    for gold, read in article.found:
        yield from _find_differences(article, gold, read)


def _find_differences(article: Compared, gold: GoldClaim, read: Statement) -> Iterator[Fault]:
    text, name = article.gold.article.text, article.gold.article.id
    said = next(iter(list_names(read.speakers)), "-")
    dates = sorted(str(date.edtf) for date in read.conveys.dates)
    differences = [
        ("wrong kind", gold.kind == read.claim.kind, gold.kind, read.claim.kind),
        ("wrong speaker", is_speaker(gold, read), gold.speaker, said),
        ("dates missed", gold.dates <= set(dates), ", ".join(sorted(gold.dates)), ", ".join(dates) or "-"),
    ]
    for what, same, wanted, found in differences:
        if not same:
            words = {"content": show_spans(text, gold.content), "annotated": wanted, "read": found}
            yield Fault(name, gold.content[0][0] if gold.content else 0, what, words)
