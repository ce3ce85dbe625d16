"""Evaluate actors against annotated space-policy articles (`gold.py` tells their form).

The actors that have a name are compared: identity, type, and the offices of people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kg.evaluate.articles import Compared, read_compared
from kg.evaluate.evaluation import Evaluation, Request
from kg.evaluate.faults import Fault, write_faults
from kg.evaluate.gold import GoldActor
from kg.evaluate.matching import Score, divide, show_scores, to_score
from kg.evaluate.names import pair_names, to_forms, to_words
from kg.model import Entity

# A slot of a person: the office, or the organization where it is held.
Slot = tuple[str, frozenset[str]]


class Actors:
    """The actors of one article: annotated, read, and paired by index."""

    def __init__(self, article: Compared) -> None:
        self.id, self.gold = article.gold.article.id, article.gold.actors
        self.read = [one for one in article.facts.actors if one.naming == "named" and not one.modifier_only]
        self.offices = article.facts.offices
        self.forms = [to_forms([actor.name, *actor.aliases]) for actor in self.gold]
        self.pairs = pair_names(self.forms, [to_forms([one.name, *one.aliases]) for one in self.read])

    @property
    def found(self) -> Iterator[tuple[GoldActor, Entity]]:
        """The annotated actors that were found, each with the actor read."""
        return ((self.gold[gold], self.read[read]) for gold, read in sorted(self.pairs.items()))

    def forms_of(self, name: str) -> frozenset[str]:
        """Return all forms of the annotated actor called `name`; those of the name where there is none."""
        forms = to_forms([name])
        return next((known for known in self.forms if known & forms), forms)


def evaluate_actors(request: Request) -> Evaluation:
    """Evaluate a folder of annotated articles; raises GoldError as `read_compared` does."""
    compared, skipped = read_compared(request)
    articles = [Actors(one) for one in compared]
    figures = to_figures(articles)
    faults = [fault for article in articles for fault in find_faults(article)]
    return Evaluation(figures, show_figures(figures), write_faults(faults), skipped)


def to_figures(articles: Sequence[Actors]) -> dict[str, Any]:
    """Compute the scores of the names and of the slots, and the share of right types of the actors found."""
    found = [pair for article in articles for pair in article.found]
    return {
        "corpus": "annotated articles",
        "articles": len(articles),
        "names": to_score(
            len(found), sum(len(one.gold) for one in articles), sum(len(one.read) for one in articles)
        ),
        "types": divide(sum(gold.type == read.type for gold, read in found), len(found)),
        "roles": score_slots(articles),
        "found": len(found),
    }


def score_slots(articles: Sequence[Actors]) -> Score:
    """Score offices and affiliations of all people, each a slot that is right, wrong or missing."""
    hits = wanted = read = 0
    for article in articles:
        read += sum(len(read_slots(article, actor)) for actor in article.read if actor.type == "Person")
        found = {id(gold): actor for gold, actor in article.found}
        for actor in article.gold:
            slots = gold_slots(article, actor) if actor.type == "Person" else []
            wanted += len(slots)
            if id(actor) in found:
                hits += count_right(slots, read_slots(article, found[id(actor)]))
    return to_score(hits, wanted, read)


def gold_slots(article: Actors, actor: GoldActor) -> list[Slot]:
    """List the slots of a person as annotated; the office without the words of the organization."""
    organization = article.forms_of(actor.affiliation) if actor.affiliation else frozenset()
    slots = [("role", frozenset([strip_name(actor.role, organization)]))] if actor.role else []
    return [*slots, ("affiliation", organization)] if organization else slots


def read_slots(article: Actors, actor: Entity) -> list[Slot]:
    """List the slots of a person as read, all offices in one and all organizations in another."""
    held = [office for office in article.offices if office.holder.iri == actor.iri]
    titles = frozenset(to_words(office.role.title) for office in held)
    organizations = [office.held_at.name for office in held if office.held_at]
    slots: list[Slot] = [("role", titles)] if titles else []
    return [*slots, ("affiliation", to_forms(organizations))] if organizations else slots


def strip_name(role: str, organization: frozenset[str]) -> str:
    """Strip an office of its organization: "NASA Administrator" -> "administrator"."""
    words = to_words(role)
    for form in sorted(organization, key=len, reverse=True):
        words = words.replace(f" of the {form}", "").replace(f" of {form}", "").replace(form, "")
    return " ".join(words.split())


def count_right(gold: Sequence[Slot], read: Sequence[Slot]) -> int:
    """Count the slots that agree: an organization by any name, an office by all words or the last ones."""
    theirs = dict(read)
    return sum(
        any(_same(kind, one, other) for one in names for other in theirs.get(kind, ()))
        for kind, names in gold
    )


def _same(kind: str, one: str, other: str) -> bool:
    if kind == "affiliation" or one == other:
        return one == other
    return bool(one and other) and (
        set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split())
    )


def show_figures(figures: dict[str, Any]) -> str:
    """Write the figures as a table."""
    told = {"names": "actors that have a name", "roles": "offices of people, and where they hold them"}
    types = f"types  {100 * figures['types']:7.1f}   of {figures['found']} actors found"
    return "\n".join([f"articles: {figures['articles']}", *show_scores(figures, told), types])


def find_faults(article: Actors) -> Iterator[Fault]:
    """List missed actors, false ones, wrong types and wrong offices."""
    for index, actor in enumerate(article.gold):
        if index not in article.pairs:
            yield Fault(article.id, 0, "missed", {"name": actor.name, "type": actor.type})
    for index, read in enumerate(article.read):
        if index not in article.pairs.values():
            yield Fault(article.id, 1, "false", {"name": read.name, "type": read.type})
    for gold, read in article.found:
        if gold.type != read.type:
            words = {"name": gold.name, "annotated": gold.type, "read": read.type}
            yield Fault(article.id, 2, "wrong type", words)
        wanted, found = gold_slots(article, gold), read_slots(article, read)
        if gold.type == "Person" and count_right(wanted, found) < max(len(wanted), len(found)):
            words = {"name": gold.name, "annotated": _show(wanted), "read": _show(found)}
            yield Fault(article.id, 3, "role", words)


def _show(slots: Sequence[Slot]) -> str:
    return "; ".join(f"{kind} {' / '.join(sorted(names))}" for kind, names in slots) or "-"
