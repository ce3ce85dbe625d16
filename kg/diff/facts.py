"""Read the facts of one article out of a graph, in a form that two graphs can be compared by.

The IRI of a fact has the hash of its article in it, so a corrected comma gives every fact another one: what
is compared is who, what and when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pyoxigraph import NamedNode, Quad

from kg.diff.names import Actor, Names
from kg.store import GraphStore
from kg.vocab import DCTERMS, RDF, RDFS, SCHEMA, SP, is_local_actor

Kind = Literal["signing", "office", "statement"]

# Subject -> predicate -> values, as the IRI or the text of each.
_Subjects = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of an article. Facts with one `key` are the same fact, those with one `loose` key may be.

    `dates` are the times by what they are of (EDTF, or the words of one without a value), `details` what else
    can change, `shown` all of it for people and programs.
    """

    kind: Kind
    key: tuple[str, ...]
    loose: tuple[str, ...]
    dates: tuple[tuple[str, tuple[str, ...]], ...]
    details: tuple[Any, ...] = ()
    shown: dict[str, Any] = field(default_factory=dict, compare=False, hash=False)


class FactReader:
    """Reads the facts of one graph; `renamed` says which actor is which in the other one."""

    def __init__(self, store: GraphStore, names: Names, renamed: Mapping[str, str] | None = None) -> None:
        self.store = store
        self.names = names
        self.renamed = renamed or {}
        self._keys: dict[tuple[Kind, str], frozenset[tuple[str, ...]]] = {}

    def read(self, graph: str) -> list[Fact]:
        """Read the facts of the article that has this named graph."""
        article = ArticleGraph(self.store.quads(graph))
        facts = []
        for iri, said in sorted(article.subjects.items()):
            kinds = said.get(RDF.type, ())
            if SP.Signing in kinds:
                facts.append(self._to_signing(article, iri))
            elif SP.Role in kinds:
                facts.append(self._to_office(article, iri))
            elif SP.Statement in kinds:
                facts.append(self._to_statement(article, iri))
        return facts

    def list_keys(self, kind: Kind, about: str) -> frozenset[tuple[str, ...]]:
        """List the keys of all signings of an agreement, or offices of a person, in the whole graph."""
        if (kind, about) not in self._keys:
            predicate = SP.ofAgreement if kind == "signing" else SP.holder
            found = self.store.rdf.quads_for_pattern(None, NamedNode(predicate), NamedNode(about))
            to_fact = self._to_signing if kind == "signing" else self._to_office
            self._keys[kind, about] = frozenset(
                to_fact(
                    ArticleGraph(self.store.rdf.quads_for_pattern(one.subject, None, None, one.graph_name)),
                    one.subject.value,  # type: ignore[union-attr]
                ).key
                for one in found
            )
        return self._keys[kind, about]

    def _to_signing(self, article: ArticleGraph, iri: str) -> Fact:
        agreement = article.one(iri, SP.ofAgreement)
        label = article.one(agreement, RDFS.label) or self.names.find(agreement)
        hand, party = (self._find(article, iri, predicate) for predicate in (SP.signatory, SP.onBehalfOf))
        signers = (self._to_key(hand), self._to_key(party))
        what = label if is_local_actor(agreement) else agreement
        stage = article.one(iri, SP.stage)
        shown = {
            "agreement": {"iri": agreement, "name": label},
            "stage": stage,
            "signatory": _show(hand),
            "on_behalf_of": _show(party),
            "place": article.one(iri, SP.place) or None,
        }
        dates = (("on", article.times(iri, SP.signedOn)),)
        return Fact("signing", (what, stage, *signers), (what, *signers), dates, (), article.show(iri, shown))

    def _to_office(self, article: ArticleGraph, iri: str) -> Fact:
        person, place = (self._find(article, iri, predicate) for predicate in (SP.holder, SP.organization))
        title, former = article.one(iri, SP.title), article.one(iri, SP.former) == "true"
        keys = (self._to_key(person), self._to_key(place))
        shown = {"person": _show(person), "title": title, "organization": _show(place), "former": former}
        dates = tuple(
            (name, article.times(iri, predicate))
            for name, predicate in (("during", SP.during), ("since", SP.since))
        )
        key = (*keys, title.casefold())
        return Fact("office", key, keys, dates, (former,), article.show(iri, shown))

    def _to_statement(self, article: ArticleGraph, iri: str) -> Fact:
        claim = article.one(iri, SP.conveys)
        speakers = [self.names.actor(one) for one in article.speakers.get(iri, ())]
        words = article.one(claim, SP.text) or article.one(iri, SP.cue)
        act = article.one(iri, SP.speechAct).removeprefix(SP.iri)
        hedged, second_hand = article.one(iri, SP.hedged) == "true", bool(article.one(iri, SP.reportedIn))
        shown = {
            "who": [_show(speaker) for speaker in speakers],
            "act": act,
            "words": words,
            "strength": article.one(iri, SP.strength).removeprefix(SP.iri),
            "hedged": hedged,
            "firm": SP.FirmStatement in article.subjects[iri].get(RDF.type, ()),
            "second_hand": second_hand,
        }
        dates = (
            ("said on", article.times(iri, SP.statedOn)),
            ("about", article.times(claim, SP.refersTo)),
        )
        who = tuple(sorted(map(self._to_key, speakers)))
        details = (act, hedged, second_hand)
        return Fact("statement", (*who, words), (words,), dates, details, article.show(iri, shown))

    def _find(self, article: ArticleGraph, iri: str, predicate: str) -> Actor | None:
        found = article.one(iri, predicate)
        return self.names.actor(found) if found else None

    def _to_key(self, actor: Actor | None) -> str:
        """The IRI that an actor has in the other graph; the name of one that is known in one article only."""
        if actor is None:
            return ""
        iri = self.renamed.get(actor.iri, actor.iri)
        return actor.name if is_local_actor(iri) else iri


class ArticleGraph:
    """The named graph of one article, or some of its quads, by subject."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.speakers: dict[str, list[str]] = defaultdict(list)
        for quad in quads:
            subject, value = quad.subject.value, quad.object.value  # type: ignore[union-attr]
            subjects[subject][quad.predicate.value].append(value)
            if quad.predicate.value in (SP.madeStatement, SP.ascribedStatement):
                self.speakers[value].append(subject)
        self.subjects: _Subjects = {subject: dict(said) for subject, said in subjects.items()}
        iri = next((one for one in subjects if SP.Article in subjects[one].get(RDF.type, ())), "")
        self.article = {
            "id": self.one(iri, DCTERMS.identifier) or iri,
            "title": self.one(iri, DCTERMS.title) or None,
            "published": self.one(iri, SCHEMA.datePublished) or None,
        }

    def one(self, subject: str, predicate: str) -> str:
        """The value, the first of several; "" without one."""
        return min(self.subjects.get(subject, {}).get(predicate, ()), default="")

    def times(self, subject: str, predicate: str) -> tuple[str, ...]:
        """The times of a fact, sorted."""
        times = self.subjects.get(subject, {}).get(predicate, ())
        return tuple(sorted(self.one(time, SP.edtf) or self.one(time, RDFS.label) for time in times))

    def show(self, iri: str, shown: dict[str, Any]) -> dict[str, Any]:
        """What a fact says, with its IRI and its article."""
        return {"iri": iri, **shown, "article": self.article}


def _show(actor: Actor | None) -> dict[str, str] | None:
    return {"iri": actor.iri, "name": actor.name} if actor else None
