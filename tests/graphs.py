"""Small graphs written by hand, in the shape of kg.triples, for what the one sample article cannot show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kg.settings import BASE_IRI
from kg.vocab import DCTERMS, OA, RDF, RDFS, SCHEMA, SP, XSD, is_firm


def actor(name: str, type_: str = "person") -> str:
    """The IRI of an actor."""
    return f"{BASE_IRI}{type_}/{name.lower()}"


class ArticleGraph:
    """The named graph of one article; every method adds one thing that the article says."""

    def __init__(
        self, name: str, published: str | None = None, title: str | None = None, story: str = ""
    ) -> None:
        self.iri = f"{BASE_IRI}article/{name}"
        self.graph = NamedNode(f"{BASE_IRI}graph/{name}")
        self.quads: list[Quad] = []
        self.add(self.iri, RDF.type, NamedNode(SP.Article))
        self.add(self.iri, SP.story, NamedNode(f"{BASE_IRI}story/{story or name}"))
        if not story:
            self.add(f"{BASE_IRI}story/{name}", SP.original, NamedNode(self.iri))
        if title:
            self.add(self.iri, DCTERMS.title, Literal(title))
        if published:
            self.add(self.iri, SCHEMA.datePublished, Literal(published, datatype=NamedNode(XSD.date)))
            self.add(self.iri, SCHEMA.url, Literal(f"https://example.org/{name}"))

    def add(self, subject: str, predicate: str, value: NamedNode | Literal) -> None:
        """One quad; an actor gets its type from its IRI."""
        self.quads.append(Quad(NamedNode(subject), NamedNode(predicate), value, self.graph))
        for iri in (subject, value.value):
            for type_ in ("person", "organization", "state"):
                if iri.startswith(f"{BASE_IRI}{type_}/"):
                    class_ = NamedNode(SP[type_.capitalize()])
                    self.quads.append(Quad(NamedNode(iri), NamedNode(RDF.type), class_, self.graph))

    def ground(self, part: str, confidence: float) -> str:
        """The IRI of a new part of the article, grounded in a mention."""
        iri = f"{self.iri}/{part}/{len(self.quads)}"
        self.add(iri, SP.groundedIn, NamedNode(iri + "/mention"))
        self.add(iri + "/mention", OA.hasSource, NamedNode(self.iri))
        self.add(iri, SP.confidence, Literal(str(confidence), datatype=NamedNode(XSD.decimal)))
        return iri

    def say(
        self,
        speaker: str,
        words: str = "words",
        to: Iterable[str] = (),
        about: Iterable[str] = (),
        reacting_to: Iterable[str] = (),
        confidence: float = 0.9,
        denied: bool = False,
    ) -> None:
        """`speaker` said `words`."""
        statement, claim = self.ground("statement", confidence), self.ground("claim", confidence)
        self.add(statement, RDF.type, NamedNode(SP.Statement))
        if is_firm("statement", confidence):
            self.add(statement, RDF.type, NamedNode(SP.FirmStatement))
        self.add(speaker, SP.madeStatement, NamedNode(statement))
        self.add(statement, SP.speechAct, NamedNode(SP.denial if denied else SP.statement))
        self.add(statement, SP.conveys, NamedNode(claim))
        self.add(speaker, SP.denied if denied else SP.stated, NamedNode(claim))
        self.add(claim, SP.text, Literal(words))
        for predicate, others in ((SP.addressee, to), (SP.reactsTo, reacting_to)):
            for other in others:
                self.add(statement, predicate, NamedNode(other))
        for other in about:
            self.add(claim, SP.mentions, NamedNode(other))

    def sign(
        self, agreement: str, hands: Sequence[str] = (), parties: Sequence[str] = (), stage: str = "signed"
    ) -> None:
        """`hands` signed the agreement, each for the one party; several parties signed for themselves."""
        shared = parties[0] if len(parties) == 1 and hands else None
        alone = [(None, party) for party in parties if party != shared]
        for hand, party in [*((hand, shared) for hand in hands), *alone]:
            self._sign(agreement, hand, party, stage)

    def _sign(self, agreement: str, hand: str | None, party: str | None, stage: str) -> None:
        signing = self.ground("signing", 0.8)
        self.add(signing, RDF.type, NamedNode(SP.Signing))
        self.add(signing, SP.stage, Literal(stage))
        self.add(signing, SP.ofAgreement, NamedNode(f"{BASE_IRI}agreement/{agreement}"))
        self.add(f"{BASE_IRI}agreement/{agreement}", RDFS.label, Literal(agreement.title()))
        for predicate, signer in ((SP.signatory, hand), (SP.onBehalfOf, party)):
            if signer:
                self.add(signing, predicate, NamedNode(signer))

    def hold(self, person: str, title: str, organization: str, former: bool = False) -> None:
        """`person` holds (or held) an office."""
        role = self.ground("role", 0.9)
        self.add(role, RDF.type, NamedNode(SP.Role))
        self.add(role, SP.holder, NamedNode(person))
        self.add(role, SP.title, Literal(title))
        self.add(role, SP.organization, NamedNode(organization))
        if former:
            self.add(role, SP.former, Literal("true", datatype=NamedNode(XSD.boolean)))


def all_quads(*articles: ArticleGraph) -> list[Quad]:
    """The quads of all articles."""
    return [quad for article in articles for quad in article.quads]
