"""Define namespaces with their closed terms, and mint IRIs. Strings only: no RDF library.

A term that is not listed here fails at once (`SP.statd` raises AttributeError); `tests/test_vocab.py` ties
every `sp:` term to a definition in `ontology/space-policy.ttl`, and the other way round.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.settings import BASE_IRI, FIRM_CONFIDENCE

if TYPE_CHECKING:
    from kg.model import ActorType, Passage


class Vocabulary:
    """A namespace that knows its terms: attribute access gives the IRI, an unknown name raises."""

    def __init__(self, prefix: str, iri: str, terms: str) -> None:
        self.prefix = prefix
        self.iri = iri
        self.terms = frozenset(terms.split())
        # As attributes they are found without a call; __getattr__ is for what is no term.
        vars(self).update({name: iri + name for name in self.terms})

    def __getattr__(self, name: str) -> str:
        # Dunder look-ups (copy, pickle) must not end in the KeyError of a half-made object.
        if name.startswith("__") or name not in self.terms:
            raise AttributeError(f"{self.__dict__.get('prefix')}:{name} is not a term of this project")
        return self[name]

    def __getitem__(self, name: str) -> str:
        if name not in self.terms:
            raise KeyError(f"{self.prefix}:{name} is not a term of this project")
        return self.iri + name


SP = Vocabulary(
    "sp",
    "https://w3id.org/spacepolicy/ontology#",
    """
    Actor Person Organization State Group
    Article Mention Statement FirmStatement Claim Role
    Telling Event Figure Narration Matter
    Disagreement Contradiction Shift
    Agreement Treaty Accord Contract Memorandum Signing
    Rule SpeechActs Strengths Outlooks
    madeStatement conveys stated denied feels intends refusedComment refersTo signedBy
    ascribedStatement reportedIn
    speechAct strength anonymity hedged polarity cue addressee reactsTo onBehalfOf statedOn
    text quotationKind mentions tellsOf matter eventKind theme agent takesPlace outlook negated
    measure amount least most unit
    earlier later earlierTelling laterTelling earlierSaid laterSaid clash over by
    about ofAgreement signatory party stage place signedOn ordinal
    StatedCount countOf count countBound countedStage includesSigner newSigner countedOn
    Instrument kind openedOn inForceSince depositary binding Roster member signatoriesOf
    Topic topic
    Tenure heldBy heldAt heldAs heldFrom heldUntil
    Source identifiedBy Forerunner renamedTo succeededBy activeFrom activeUntil
    holder organization title former during since
    Story story original sameStory copyOf repeats
    Quotation quotation fullestReport firstReport variantOf variantKind changes touches otherSpeaker
    denotes groundedIn extractedBy confidence
    edtf timexType timexValue anchor unresolvedBecause earliest latest
    contentHash wordCount outlet country parent demonym capital foldedName
    Decision Merge Split Rejection Confirmation decidesOn onWords confirmedBy alternative
    into intoName intoType forName inArticle because
    statement belief attitude intention decree denial evidence question refusal unclassified
    named office unnamed document done due
    """,
)
RDF = Vocabulary("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type")
RDFS = Vocabulary("rdfs", "http://www.w3.org/2000/01/rdf-schema#", "label comment subClassOf")
XSD = Vocabulary("xsd", "http://www.w3.org/2001/XMLSchema#", "string integer decimal date boolean anyURI")
SKOS = Vocabulary("skos", "http://www.w3.org/2004/02/skos/core#", "altLabel hiddenLabel definition broader")
DCTERMS = Vocabulary("dcterms", "http://purl.org/dc/terms/", "title identifier created source rights")
OWL = Vocabulary("owl", "http://www.w3.org/2002/07/owl#", "sameAs")
FOAF = Vocabulary("foaf", "http://xmlns.com/foaf/0.1/", "name")
SCHEMA = Vocabulary("schema", "https://schema.org/", "datePublished text url")
OA = Vocabulary(
    "oa",
    "http://www.w3.org/ns/oa#",
    "hasSource hasSelector TextPositionSelector TextQuoteSelector start end exact",
)
PROV = Vocabulary(
    "prov", "http://www.w3.org/ns/prov#", "wasAttributedTo wasDerivedFrom wasRevisionOf SoftwareAgent"
)
CITO = Vocabulary("cito", "http://purl.org/spar/cito/", "disagreesWith disputes updates")
TIME = Vocabulary(
    "time", "http://www.w3.org/2006/time#", "TemporalEntity Instant ProperInterval hasBeginning hasEnd"
)
EDTF_DATATYPE = "http://id.loc.gov/datatypes/edtf/EDTF"

VOCABULARIES = (SP, RDF, RDFS, XSD, SKOS, DCTERMS, OWL, FOAF, SCHEMA, OA, PROV, CITO, TIME)

# What the SPARQL files and the Turtle writer may abbreviate.
PREFIXES = {vocabulary.prefix: vocabulary.iri for vocabulary in VOCABULARIES} | {
    "org": "http://www.w3.org/ns/org#",
    "sh": "http://www.w3.org/ns/shacl#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "id": BASE_IRI,
}

# Those that Turtle and TriG are written with. With one prefix for all of our IRIs half of the names would
# need escapes, and rdflib 7.6 cannot read a name that ends in an escaped dot, as that of the time "2024/..".
# So each kind whose names are slugs has its own, and all other IRIs are written in full.
SLUGGED = ("agreement", "group", "organization", "person", "roster", "state", "topic")
WRITTEN_PREFIXES = {prefix: iri for prefix, iri in PREFIXES.items() if prefix != "id"} | {
    kind: f"{BASE_IRI}{kind}/" for kind in SLUGGED
}
# Those that a query need not declare.
KNOWN_PREFIXES = PREFIXES | WRITTEN_PREFIXES

# One edge of everyday querying per speech act: a plan or a silence is never read as a statement. A refusal
# conveys no claim: its edge, `SP.refusedComment`, ends at the Statement. What is unclassified has no edge.
DIRECT_EDGE = {
    "statement": SP.stated,
    "belief": SP.stated,
    "decree": SP.stated,
    "evidence": SP.stated,
    "question": SP.stated,
    "denial": SP.denied,
    "attitude": SP.feels,
    "intention": SP.intends,
}


def is_firm(act: str, confidence: float | None) -> bool:
    """Whether a statement counts by default: its act is known, its confidence high enough."""
    return act != "unclassified" and (confidence is None or confidence >= FIRM_CONFIDENCE)


ONTOLOGY_GRAPH = BASE_IRI + "graph/ontology"
GAZETTEER_GRAPH = BASE_IRI + "graph/gazetteer"
# What only the whole set of articles can say: the one label and the type of each actor.
ENTITIES_GRAPH = BASE_IRI + "graph/entities"
# Which articles are one story, which only all of them can say, too.
STORIES_GRAPH = BASE_IRI + "graph/stories"
# Which claims report one thing said, in the same words or other ones.
QUOTATIONS_GRAPH = BASE_IRI + "graph/quotations"
# Which claims cannot all be so, which only all articles together can say.
DISAGREEMENTS_GRAPH = BASE_IRI + "graph/disagreements"
# By which names things are found, whatever the case: an index over the names in all other graphs.
NAMES_GRAPH = BASE_IRI + "graph/names"
# What people decided against the reading.
CURATION_GRAPH = BASE_IRI + "graph/curation"
# Those that are no article's.
SHARED_GRAPHS = frozenset(
    {
        CURATION_GRAPH,
        DISAGREEMENTS_GRAPH,
        ENTITIES_GRAPH,
        GAZETTEER_GRAPH,
        NAMES_GRAPH,
        ONTOLOGY_GRAPH,
        QUOTATIONS_GRAPH,
        STORIES_GRAPH,
    }
)


def abbreviate(iri: str) -> str:
    """Abbreviate an IRI by the longest prefix that fits."""
    fitting = [(namespace, prefix) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    if not fitting:
        return iri
    namespace, prefix = max(fitting, key=lambda pair: len(pair[0]))
    return f"{prefix}:{iri.removeprefix(namespace)}"


def fold_name(name: str) -> str:
    """Fold a name as sp:foldedName holds it: lower case, single spaces."""
    return " ".join(name.casefold().split())


def slug(name: str) -> str:
    """Make a readable IRI part: "Études Spatiales" -> "etudes-spatiales"."""
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return quote(re.sub(r"[\W_]+", "-", plain).strip("-"), safe="-") or "unnamed"


def article_iri(content_hash: str) -> str:
    """Mint the IRI of an article version; the same content has the same IRI on every machine."""
    return f"{BASE_IRI}article/{content_hash[:20]}"


def graph_iri(content_hash: str) -> str:
    """Mint the IRI of the named graph of an article version."""
    return f"{BASE_IRI}graph/{content_hash[:20]}"


def story_iri(content_hash: str) -> str:
    """Mint the IRI of the story that was first printed as that article version."""
    return f"{BASE_IRI}story/{content_hash[:20]}"


def quotation_iri(claim: str) -> str:
    """Mint the IRI of the quotation of which that claim is the fullest report."""
    article, _, place = claim.removeprefix(BASE_IRI + "article/").partition("/claim/")
    return f"{BASE_IRI}quotation/{article}/{place}"


def actor_iri(type: ActorType, name: str) -> str:
    """Mint the IRI of an actor known by name in every article: .../organization/nasa."""
    return f"{BASE_IRI}{type.lower()}/{slug(name)}"


def local_actor_iri(content_hash: str, passage: Passage) -> str:
    """Mint the IRI of an actor that is known in one article only ("a senior official")."""
    return f"{article_iri(content_hash)}/actor/{passage.start}-{passage.end}"


def is_local_actor(iri: str) -> bool:
    """Whether the actor is known in one article only."""
    return iri.startswith(BASE_IRI + "article/")


def part_iri(content_hash: str, part: str, passages: Iterable[Passage]) -> str:
    """Mint the IRI of a `part` of an article (mention, claim, signing ...), from its passages."""
    where = "_".join(f"{passage.start}-{passage.end}" for passage in passages)
    return f"{article_iri(content_hash)}/{part}/{where}"


def article_of(part: str) -> str:
    """Return the IRI of the article of a part, as `part_iri` makes it."""
    return BASE_IRI + "article/" + part.removeprefix(BASE_IRI + "article/").partition("/")[0]


def agreement_iri(name: str) -> str:
    """Mint the IRI of an agreement that has a proper name, the same in every article."""
    return f"{BASE_IRI}agreement/{slug(name)}"


def matter_iri(kind: str, theme: str, whose: str | None = None) -> str:
    """Mint the IRI of a matter: .../matter/launch/artemis-ii, .../matter/ratification/moon-agreement/peru."""
    return "/".join([f"{BASE_IRI}matter", *(slug(part) for part in (kind, theme, whose) if part)])


def disagreement_iri(kind: str, first: str, second: str) -> str:
    """Mint the IRI of a contradiction or a shift, by the two parts of articles that clash in it."""
    return "/".join(
        [f"{BASE_IRI}{kind}", *(part.removeprefix(BASE_IRI + "article/") for part in (first, second))]
    )


def time_iri(edtf: str) -> str:
    """Mint the IRI of a time, shared by all claims about it: "2024/.." -> .../time/2024_..."""
    return f"{BASE_IRI}time/{quote(edtf.replace('/', '_'), safe='-.~_')}"


def decision_iri(number: int) -> str:
    """Mint the IRI of a decision of a person; decisions are numbered from 1."""
    return f"{BASE_IRI}decision/{number}"


def rule_iri(rule: str) -> str:
    """Mint the IRI of an extraction rule, for provenance."""
    return f"{BASE_IRI}rule/{quote(rule, safe='-./')}"
