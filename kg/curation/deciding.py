"""Make a decision from a user's input: look up names, and refuse what cannot be meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pyoxigraph import NamedNode

from kg.curation.anchoring import quote_fact
from kg.curation.decisions import Decision, DecisionKind, Target
from kg.errors import CurationError, UsageError
from kg.model import ActorType
from kg.ontology import TYPES
from kg.printable import shorten
from kg.query_parameters import expand_iri, to_terms
from kg.settings import BASE_IRI
from kg.store import GraphStore
from kg.vocab import DCTERMS, OA, RDF, RDFS, SP, actor_iri, article_of, is_local_actor

_ABOUT = f"""
SELECT DISTINCT ?actor ?type ?name WHERE {{
  ?actor <{RDF.type}> ?type ; <{RDFS.label}> ?name
}} ORDER BY ?type ?name"""
_MENTIONS = f"""
SELECT DISTINCT ?actor ?id ?words WHERE {{
  ?mention <{SP.denotes}> ?actor ; <{OA.hasSource}> ?article ; <{OA.hasSelector}> ?selector .
  ?selector <{OA.exact}> ?words . ?article <{DCTERMS.identifier}> ?id
}}"""
_FACT = f"SELECT ?fact ?type WHERE {{ ?fact <{RDF.type}> ?type }}"
_CLAIMS = f"SELECT DISTINCT ?claim ?text WHERE {{ ?claim <{SP.text}> ?text }} ORDER BY ?claim"

_ARTICLES = f"{BASE_IRI}article/"

# What can be decided on, as people call it: it is read from words of one article.
FACTS = {
    SP.Claim: "claim",
    SP.Statement: "statement",
    SP.Signing: "signing",
    SP.StatedCount: "stated count",
    SP.Role: "role",
    SP.Event: "event",
    SP.Figure: "figure",
    SP.Narration: "narration",
    SP.Mention: "mention (of an actor, a date, a topic or an agreement)",
    SP.Agreement: "agreement without a name",
}


def decide_merge(store: GraphStore, actor: str, into: str, reason: str = "") -> Decision:
    """Decide that every mention of `actor` denotes `into`. Raises CurationError where that cannot be."""
    _check_text(reason)
    source, target = find_one_actor(store, actor), find_one_actor(store, into)
    if source.iri == target.iri:
        raise CurationError(f"{shorten(actor)} and {shorten(into)} are one actor already: {target.iri}")
    if is_local_actor(target.iri) and not source.iri.startswith(target.iri.rpartition("/actor/")[0] + "/"):
        raise CurationError(f"{target.iri} is known in one article only; merge it into {source.iri} instead")
    return Decision("merge", source.iri, target, reason=reason, day=_today())


def decide_split(
    store: GraphStore,
    actor: str,
    names: Sequence[str] = (),
    articles: Sequence[str] = (),
    new_name: str = "",
    reason: str = "",
) -> Decision:
    """Decide that the mentions of `actor` under `names` or in `articles` denote another actor, `new_name`.

    Without any of these each article has an actor of its own. Raises UsageError where only some are given,
    CurationError where no mention is like that.
    """
    _check_text(new_name + reason)
    source = find_one_actor(store, actor)
    if bool(new_name) != bool(names or articles):
        raise UsageError(
            "to part some mentions from the others say which (--name, --article) and who they are (--as); "
            "with none of the three each article has an actor of its own"
        )
    rows = store.select(_MENTIONS, {"actor": NamedNode(source.iri)})
    mentions = [(row["id"].value, row["words"].value) for row in rows]
    _check_known("article", articles, {article for article, _ in mentions}, source)
    _check_known("name", names, {words for _, words in mentions}, source)
    into = _name_apart(source, new_name) if new_name else None
    return Decision(
        "split", source.iri, into, tuple(sorted(names)), tuple(sorted(articles)), reason, _today()
    )


def decide_rejection(store: GraphStore, fact: str, reason: str = "") -> Decision:
    """Decide that a fact is wrong, given by its IRI, or words of one claim.

    Raises CurationError where it is none of FACTS, or stands in no article of its own.
    """
    return _decide_on_fact(store, "rejection", fact, reason)


def decide_confirmation(store: GraphStore, fact: str, reason: str = "") -> Decision:
    """Decide that a fact is right; it is given, and errors are raised, as in `decide_rejection`."""
    return _decide_on_fact(store, "confirmation", fact, reason)


def _decide_on_fact(store: GraphStore, kind: DecisionKind, fact: str, reason: str) -> Decision:
    _check_text(reason)
    iri = _find_fact(store, fact)
    rows = store.select(_FACT, {"fact": NamedNode(iri)})
    types = {row["type"].value for row in rows}
    if types.isdisjoint(FACTS) or not iri.startswith(_ARTICLES):
        what = (
            f"{iri} is nothing that the graph says" if not types else f"{iri} is read from no single passage"
        )
        kinds = ", ".join(FACTS.values())
        raise CurationError(f"{what}; decide on a {kinds}: `kg explain` shows their IRIs")
    article = store.find_article(article_of(iri))
    ids, words = ((article.id,), quote_fact(article, iri)) if article else ((), ())
    return Decision(kind, iri, articles=ids, reason=reason, day=_today(), words=words)


def find_one_actor(store: GraphStore, wanted: str) -> Target:
    """Find the one actor of that name or IRI. Raises CurationError where there are several, or none."""
    terms = to_terms(store, "actor", "actor", wanted) or []
    found = [target for term in terms if (target := _describe(store, term.value))]
    if len(found) == 1:
        return found[0]
    if not found:
        raise CurationError(f"{shorten(wanted)} is no actor of this graph")
    listed = (f"  {target.iri}  {target.name}" for target in found)
    message = f"{len(found)} actors are called {shorten(wanted)}; say which one by its IRI:"
    raise CurationError(message, *listed)


def _describe(store: GraphStore, iri: str) -> Target | None:
    rows = store.select(_ABOUT, {"actor": NamedNode(iri)})
    known: Iterable[tuple[ActorType, str]] = (
        (TYPES[row["type"].value], row["name"].value) for row in rows if row["type"].value in TYPES
    )
    return next((Target(iri, name, type_) for type_, name in known), None)


def _check_known(what: str, given: Iterable[str], known: set[str], actor: Target) -> None:
    folded = {one.casefold() for one in known}
    for one in given:
        if one.casefold() not in folded:
            listed = ", ".join(sorted(known)[:10])
            raise CurationError(
                f"no {what} '{shorten(one)}' speaks of {actor.name}; there are, among others: {listed}"
            )


def _check_text(text: str) -> None:
    """Raise CurationError for text that is not UTF-8: an argument may have lone surrogates."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CurationError(f"{text!r} is not UTF-8: write it in the encoding of your terminal") from error


def _name_apart(source: Target, name: str) -> Target:
    """Name the new actor; where its name would give the old IRI, append a 2."""
    iri = actor_iri(source.type, name)
    return Target(f"{iri}-2" if iri == source.iri else iri, name, source.type)


def _find_fact(store: GraphStore, wanted: str) -> str:
    rows = store.select(_CLAIMS)
    claims = [(row["claim"].value, row["text"].value) for row in rows] if " " in wanted else []
    found = [(claim, text) for claim, text in claims if wanted.casefold() in text.casefold()]
    if len(found) == 1:
        return str(found[0][0])
    if found:
        listed = (f"  {claim}  {text[:60]}" for claim, text in found[:10])
        raise CurationError(f"{len(found)} claims have these words; say which one by its IRI:", *listed)
    if claims:
        raise CurationError(f"no claim has the words '{shorten(wanted)}'")
    try:
        return expand_iri(wanted)
    except ValueError as error:
        raise CurationError(f"{shorten(wanted)}: {error}") from error


def _today() -> str:
    return date.today().isoformat()
