"""Claims against PolNeAR (Newell, Margolin and Ruths, LREC 2018), scored by the scorer that comes with it.

Besides its table: the exact-span score of each role as in the CofeNet paper (Wang et al., COLING 2022), the
right claims of each rule and of each speech act, and a reliability diagram of the claims' confidences. A
claim is right when its content matches and its source is right. Refusals and claims inside other claims are
left out: PolNeAR annotates neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.errors import GoldError
from kg.evaluate.calibration import Judged, draw_bins, find_bins, find_calibration_error
from kg.evaluate.evaluation import Evaluation, Request
from kg.evaluate.faults import Fault, find_place, show_roles, show_spans, write_faults
from kg.evaluate.matching import Score, score_exact, share_right, show_right, show_scores, to_roles
from kg.evaluate.reading import choose_sample, read_texts
from kg.evaluate.scorer import CLAIM_SCORER, find_scorer, load_scorer
from kg.facts import to_act
from kg.model import Article, Claim

ROLES = ("source", "cue", "content")

# Role -> its spans, as the scorer normalises them.
Attribution = dict[str, tuple[tuple[int, int], ...]]


@dataclass
class Compared:
    """One article: its annotation, the claims read (in the same order), and their pairing."""

    name: str
    text: str
    gold: list[Attribution]
    read: list[Attribution] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    pairs: dict[int, int] = field(default_factory=dict)  # index in `read` -> index in `gold`
    right: set[int] = field(default_factory=set)  # of `read`: content and source are right


def evaluate_polnear(request: Request) -> Evaluation:
    """Evaluate one part of PolNeAR. Raises GoldError where a file of it is missing or broken."""
    scorer = load_scorer(request.scorer or find_scorer(request.gold, CLAIM_SCORER), CLAIM_SCORER)
    gold = read_polnear(request.gold, scorer)
    names = choose_sample(gold, request.sample)
    compared = {name: Compared(name, *gold[name]) for name in names}
    readings, skipped = read_texts([Article(name, gold[name][0]) for name in names], request)
    for reading in readings:
        compare_claims(compared[reading.article.id], reading.extraction.claims, scorer)
    articles = list(compared.values())
    result = scorer.score(
        {article.name: (article.text, article.gold) for article in articles},
        {article.name: article.read for article in articles},
        rounds=request.rounds,
    )
    more, lines = measure_more(articles)
    faults = [fault for article in articles for fault in find_faults(article)]
    text = "\n".join([scorer.table(result), *lines])
    return Evaluation({"corpus": "PolNeAR", **result, **more}, text, write_faults(faults), skipped)


def measure_more(articles: Sequence[Compared]) -> tuple[dict[str, Any], list[str]]:
    """Measure what the scorer does not: exact spans, rules, acts, calibration."""
    spans = {role: score_spans(articles, role) for role in ROLES}
    rules = judge_by(articles, attrgetter("rule"))
    acts = judge_by(articles, to_act)
    bins = find_bins(judge_claims(articles))
    error = find_calibration_error(bins)
    figures = {
        "spans": spans,
        "rules": rules,
        "acts": acts,
        "calibration": {"error": error, "bins": list(map(asdict, bins))},
    }
    lines = [
        "",
        *show_scores(spans, dict.fromkeys(spans, ""), "exact spans"),
        "",
        *show_right(rules, "rule"),
        "",
        *show_right(acts, "speech act"),
        "",
        *draw_bins(bins),
    ]
    return figures, [*lines, f"expected calibration error: {error:.3f}"]


def read_polnear(folder: Path, scorer: ModuleType) -> dict[str, tuple[str, list[Attribution]]]:
    """Read text and attributions by article name; GoldError names the file that is missing or broken."""
    try:
        gold: dict[str, tuple[str, list[Attribution]]] = scorer.read_gold(str(folder))
    except (OSError, ValueError) as error:
        raise _find_broken(folder, scorer) or GoldError(f"{folder}: {error}") from error
    if not gold:
        raise GoldError(f"{folder / 'attributions'}: holds no .ann file, so there is nothing to compare with")
    return gold


def _find_broken(folder: Path, scorer: ModuleType) -> GoldError | None:
    """Make the error for the first file that the scorer could not read."""
    for annotation in sorted((folder / "attributions").glob("*.ann")):
        text = folder / "text" / f"{annotation.stem.rpartition('_')[0]}.txt"
        if not text.is_file():
            return GoldError(f"{text}: no such file, but {annotation} annotates it")
        path = text
        try:
            words = scorer.read_text(text)
            path = annotation
            scorer.parse_ann(scorer.read_text(annotation), words)
        except (OSError, ValueError) as error:
            return GoldError(f"{path}: {error}")
    return None


def compare_claims(article: Compared, claims: Sequence[Claim], scorer: ModuleType) -> None:
    """Fill `article` with the claims read."""
    article.claims = [claim for claim in claims if _is_attribution(claim)]
    article.read = [_to_attribution(claim, article.text, scorer) for claim in article.claims]
    pairs = scorer.match_contents(article.gold, article.read, article.text)
    article.pairs = {read: gold for gold, read in pairs}
    article.right = {
        read
        for read, gold in article.pairs.items()
        if scorer.sources_agree(article.gold[gold], article.read[read], article.text)
    }


def _is_attribution(claim: Claim) -> bool:
    return claim.speech_act != "refusal" and claim.nested_in is None and bool(claim.content)


def _to_attribution(claim: Claim, text: str, scorer: ModuleType) -> Attribution:
    return {role: scorer.normalise(spans, text) for role, spans in to_roles(claim).items()}


def judge_claims(articles: Sequence[Compared]) -> Iterator[Judged]:
    """Judge the content and source of every claim; return them with its confidence."""
    for article in articles:
        for index, claim in enumerate(article.claims):
            yield claim.confidence, index in article.right


def judge_by(articles: Sequence[Compared], kind: Callable[[Claim], str]) -> dict[str, dict[str, float]]:
    """Count the claims of each kind (rule, act), and the share of them that is right."""
    found = Counter(kind(claim) for article in articles for claim in article.claims)
    right = Counter(kind(article.claims[index]) for article in articles for index in article.right)
    return share_right(found, right)


def score_spans(articles: Sequence[Compared], role: str) -> Score:
    """Compute the exact-span score of one role: every span of it counts by itself."""
    gold, read = (
        [[span for item in items for span in item[role]] for items in side]
        for side in ([article.gold for article in articles], [article.read for article in articles])
    )
    return score_exact(gold, read)


def find_faults(article: Compared) -> Iterator[Fault]:
    """List misses, false positives, and claims that are right but for their source or ends."""
    for index, item in enumerate(article.gold):
        if item["content"] and index not in article.pairs.values():
            yield Fault(article.name, find_place(item), "missed", show_roles(article.text, item))
    for index, (item, claim) in enumerate(zip(article.read, article.claims, strict=True)):
        about = {"read by": f"{claim.rule}, {to_act(claim)}, confidence {claim.confidence:.2f}"}
        if index not in article.pairs:
            yield Fault(article.name, find_place(item), "false", show_roles(article.text, item) | about)
            continue
        wanted = article.gold[article.pairs[index]]
        if index not in article.right:
            yield _fault_of("wrong source", "source", article, wanted, item, about)
        if wanted["content"] != item["content"]:
            yield _fault_of("other ends", "content", article, wanted, item, about)


def _fault_of(
    what: str, role: str, article: Compared, wanted: Attribution, read: Attribution, about: dict[str, Any]
) -> Fault:
    shown = show_roles(article.text, read)
    del shown[role]
    ends = {"annotated": show_spans(article.text, wanted[role]), "read": show_spans(article.text, read[role])}
    return Fault(article.name, find_place(read), what, shown | ends | about)
