"""How much of what is told of an article was read, and how much of what was read is told there.

Two names are one actor's when they are equal without case, accents, titles and articles, or when an actor,
annotated or read, bears both. An agreement is found when one that was read shares words with its mentions;
one to one, those that share most first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import TypeVar, get_args

from kg.evaluate.facts_told import ToldAct, ToldActor, ToldAgreement, ToldFacts, ToldOffice
from kg.evaluate.faults import Fault, show_around
from kg.evaluate.matching import Spans
from kg.model import Article, Stage

# What has a precision and a recall.
SCORES = {
    "actors": "that have a name",
    "offices": "a person, and the organization or nation",
    "agreements": "of all kinds",
    "acts": "an agreement and a stage",
    "rough": "the same: done, announced, planned, not done, ended",
    "persons": "who signed an agreement with their own hand",
    "parties": "who signed it, or for whom it was signed",
    "pairs": "a person and the party signed for",
    "hands": "persons, whichever agreement it is",
    "sides": "parties, whichever agreement it is",
    "signed": "agreements with a signature",
}
# What is counted of each article: of all these, and of what is told of them.
COUNTS = (
    *(f"{name}.{side}" for name in SCORES for side in ("hits", "gold", "read")),
    *("types", "titles", "main", "main.hits", "false", "dated", "dates"),
)

# A signature, whatever the instrument calls it.
DONE = ("signed", "acceded", "ratified")
ROUGH: Mapping[str, str] = dict.fromkeys(get_args(Stage), "done") | {
    "announced": "announced",
    "opened": "announced",
    "mentioned": "announced",
    "proposed": "planned",
    "unsigned": "not done",
    "suspended": "ended",
    "withdrawn": "ended",
    "terminated": "ended",
}
_TITLE = re.compile(
    r"^(?:the|mr|ms|mrs|dr|sir|dame|prof|professor|president|prime minister|vice president|king|queen|gen|"
    r"general|col|capt|lt|sen|senator|rep|ambassador|minister|secretary|admiral)\.? "
)
_EMPTY = frozenset({"of", "the", "for", "and", "a", "an", "in", "to", "at", "s"})
_Item = TypeVar("_Item")
Same = Callable[[str, str], bool]


@cache
def to_plain(name: str) -> str:
    """Give a name as it is compared: "Prime Minister Zoë Ruiz's" -> "zoe ruiz"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().strip()
    while (shorter := _TITLE.sub("", plain)) != plain:
        plain = shorter
    return " ".join(re.sub(r"[^a-z0-9]", " ", plain.replace("'s", "")).split())


def to_same(actors: Iterable[ToldActor]) -> Same:
    """Give the test whether two names are one actor's, as these actors bear them."""
    bearers: dict[str, set[int]] = defaultdict(set)
    for number, actor in enumerate(actors):
        for form in _to_forms(actor):
            bearers[form].add(number)

    def same(one: str, other: str) -> bool:
        left, right = to_plain(one), to_plain(other)
        known = left == right or not bearers.get(left, set()).isdisjoint(bearers.get(right, ()))
        return bool(left and right) and known

    return same


def _to_forms(actor: ToldActor) -> frozenset[str]:
    return frozenset(map(to_plain, (actor.name, *actor.aliases))) - {""}


class Tally:
    """The counts of one article, and its faults."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.counts: Counter[str] = Counter(dict.fromkeys(COUNTS, 0))
        self.faults: list[Fault] = []

    def score(self, name: str, hits: int, gold: int, read: int) -> None:
        """Count what was found of `gold` things, and how many were read."""
        self.counts.update({f"{name}.hits": hits, f"{name}.gold": gold, f"{name}.read": read})

    def fault(self, what: str, told: str, words: str = "", cue: Sequence[int] = ()) -> None:
        """Note a miss or a false positive, at its cue or where its words (else what is told) stand first."""
        text = self.article.text
        start = text.find(words or told)
        span = cue or ((start, start + len(words or told)) if start >= 0 else ())
        around = {"around": show_around(text, *span)} if span else {}
        self.faults.append(Fault(self.article.id, span[0] if span else 0, what, {"told": told} | around))


def compare_facts(article: Article, gold: ToldFacts, read: ToldFacts) -> Tally:
    """Count what is right, missed and false of one article."""
    tally = Tally(article)
    same = to_same((*gold.actors, *read.actors))
    _compare_actors(tally, gold.actors, read.actors)
    _compare_offices(tally, same, gold.offices, read.offices)
    pairs = pair_agreements(gold.agreements, read.agreements)
    _compare_agreements(tally, pairs, gold.agreements, read.agreements)
    for told, found in _align(pairs, gold.agreements, read.agreements):
        _compare_acts(tally, same, told, found)
    every = [[act for one in side.agreements for act in one.acts] for side in (gold, read)]
    _score_names(tally, "hands", same, *(_find_signers(acts, same, _get_persons) for acts in every))
    _score_names(tally, "sides", same, *(_find_signers(acts, same, _get_parties) for acts in every))
    return tally


def _compare_actors(tally: Tally, gold: Sequence[ToldActor], read: Sequence[ToldActor]) -> None:
    """Each annotated actor takes the one that shares most names with it; the same main name counts thrice."""
    left = dict(enumerate(read))
    for actor in gold:
        shared = {
            -index: len(_to_forms(actor) & _to_forms(other)) + 2 * _have_one_name(actor, other)
            for index, other in left.items()
        }
        best = max(shared, key=lambda index: (shared[index], index), default=0)
        if shared.get(best, 0):
            tally.counts["types"] += left.pop(-best).type == actor.type
        else:
            tally.fault("actor missed", actor.name)
    for actor in left.values():
        tally.fault("actor false", actor.name)
    tally.score("actors", len(read) - len(left), len(gold), len(read))


def _have_one_name(one: ToldActor, other: ToldActor) -> bool:
    return to_plain(one.name) == to_plain(other.name)


def _compare_offices(
    tally: Tally, same: Same, gold: Sequence[ToldOffice], read: Sequence[ToldOffice]
) -> None:
    def fits(one: ToldOffice, other: ToldOffice) -> bool:
        return same(one.person, other.person) and any(same(place, other.places[0]) for place in one.places)

    found = match(gold, read, fits)
    tally.score("offices", len(found), len(gold), len(read))
    tally.counts["titles"] += sum(
        bool((_words(gold[left].title) & _words(read[right].title)) - _EMPTY) for left, right in found.items()
    )
    for what, offices, known in (("missed", gold, found.keys()), ("false", read, found.values())):
        for index, office in enumerate(offices):
            if index not in known:
                told = f"{office.person}: {office.title}, {', '.join(office.places)}"
                tally.fault(f"office {what}", told, office.person)


def _words(title: str) -> set[str]:
    return set(to_plain(title).split())


def match(
    gold: Sequence[_Item], read: Sequence[_Item], same: Callable[[_Item, _Item], bool]
) -> dict[int, int]:
    """Pair the same things, by index, one to one: first come, first served."""
    pairs: dict[int, int] = {}
    for left, wanted in enumerate(gold):
        for right, found in enumerate(read):
            if right not in pairs.values() and same(wanted, found):
                pairs[left] = right
                break
    return pairs


def pair_agreements(gold: Sequence[ToldAgreement], read: Sequence[ToldAgreement]) -> dict[int, int]:
    """Pair the agreements, by index, one to one: those whose mentions share most characters first."""
    ranked = sorted(
        (
            (_count_shared(wanted.mentions, found.mentions), left, right)
            for left, wanted in enumerate(gold)
            for right, found in enumerate(read)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for shared, left, right in ranked:
        if shared and left not in pairs and right not in pairs.values():
            pairs[left] = right
    return pairs


def _count_shared(left: Spans, right: Spans) -> int:
    return sum(max(0, min(one[1], two[1]) - max(one[0], two[0])) for one in left for two in right)


def _compare_agreements(
    tally: Tally,
    pairs: Mapping[int, int],
    gold: Sequence[ToldAgreement],
    read: Sequence[ToldAgreement],
) -> None:
    tally.score("agreements", len(pairs), len(gold), len(read))
    tally.counts["main"] += sum(one.main for one in gold)
    tally.counts["main.hits"] += sum(gold[left].main for left in pairs)
    for what, agreements, known in (("missed", gold, pairs.keys()), ("false", read, pairs.values())):
        for index, agreement in enumerate(agreements):
            if index not in known:
                tally.fault(f"agreement {what}", agreement.name)


def _align(
    pairs: Mapping[int, int], gold: Sequence[ToldAgreement], read: Sequence[ToldAgreement]
) -> Iterator[tuple[Sequence[ToldAct], Sequence[ToldAct]]]:
    """The acts on each agreement, as annotated and as read; those on one that is nowhere else stand alone."""
    for left, agreement in enumerate(gold):
        yield agreement.acts, read[pairs[left]].acts if left in pairs else ()
    for right, agreement in enumerate(read):
        if right not in pairs.values():
            yield (), agreement.acts


def _compare_acts(tally: Tally, same: Same, gold: Sequence[ToldAct], read: Sequence[ToldAct]) -> None:
    """The acts on one agreement: which stages, who signed, for whom, when."""
    for name, fold in (("acts", str), ("rough", ROUGH.__getitem__)):
        wanted, found = ({fold(act.stage) for act in acts} for acts in (gold, read))
        tally.score(name, len(wanted & found), len(wanted), len(found))
    for name, get_names in (("persons", _get_persons), ("parties", _get_parties)):
        names = [_find_signers(acts, same, get_names) for acts in (gold, read)]
        _score_names(tally, name, same, *names)
        _note_names(tally, name, same, *names)
    _compare_pairs(
        tally, same, *([pair for act in _signed(acts) for pair in act.pairs] for acts in (gold, read))
    )
    _compare_signed(tally, _signed(gold), _signed(read))


def _signed(acts: Iterable[ToldAct]) -> list[ToldAct]:
    return [act for act in acts if act.stage in DONE]


def _compare_pairs(
    tally: Tally, same: Same, gold: Sequence[tuple[str, str]], read: Sequence[tuple[str, str]]
) -> None:
    both = match(gold, read, lambda one, other: same(one[0], other[0]) and same(one[1], other[1]))
    tally.score("pairs", len(both), len(gold), len(read))


def _compare_signed(tally: Tally, gold: Sequence[ToldAct], read: Sequence[ToldAct]) -> None:
    """Whether the agreement is signed at all, and on which days."""
    tally.score("signed", bool(gold and read), bool(gold), bool(read))
    if gold and read:
        days = [{act.date for act in acts} for acts in (gold, read)]
        tally.counts.update(dated=1, dates=not days[0].isdisjoint(days[1]))
    elif read:
        tally.counts["false"] += 1
        told = f"{read[0].stage} by {', '.join((*read[0].persons, *read[0].parties)) or '-'}"
        tally.fault("false signature", told, cue=read[0].cue)


def _get_persons(act: ToldAct) -> Sequence[str]:
    return act.persons


def _get_parties(act: ToldAct) -> Sequence[str]:
    return act.parties


def _find_signers(
    acts: Iterable[ToldAct], same: Same, get_names: Callable[[ToldAct], Sequence[str]]
) -> list[str]:
    """The persons or parties of all signatures, each once, by whatever name."""
    found: list[str] = []
    for act in _signed(acts):
        for name in get_names(act):
            if not any(map(partial(same, name), found)):
                found.append(name)
    return found


def _score_names(tally: Tally, name: str, same: Same, gold: Sequence[str], read: Sequence[str]) -> None:
    tally.score(name, len(match(gold, read, same)), len(gold), len(read))


def _note_names(tally: Tally, name: str, same: Same, gold: Sequence[str], read: Sequence[str]) -> None:
    for what, names, others in (("missed", gold, read), ("false", read, gold)):
        for one in names:
            if not any(map(partial(same, one), others)):
                tally.fault(f"{name} {what}", one)
