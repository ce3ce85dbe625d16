"""One hand-built article with everything in it, for tests that need a graph but no language model."""

from __future__ import annotations

from kg.model import (
    Agreement,
    Article,
    Claim,
    DateExpression,
    Entity,
    Event,
    Extraction,
    Figure,
    Link,
    Mention,
    Narration,
    Passage,
    Resolution,
    Role,
    Signing,
    StatedCount,
    Topic,
)
from kg.settings import BASE_IRI
from kg.vocab import actor_iri, local_actor_iri, slug

TEXT = (
    "Lunar pact signed. On July 26, agency chief Ana Ruiz of Orbita told President Leon Falk "
    'that the station "will fly until 2030". A senior official said Falk was "surprised". '
    "Ruiz signed the Harbor Accord for Freedonia in Geneva on May 4, 2022. "
    "Falk declined to comment on her words."
)

ARTICLE = Article(
    id="harbor-accord",
    title="Lunar pact signed",
    published="2022-07-27",
    url="https://example.org/harbor-accord",
    source="Example Wire",
    text=TEXT,
)


def passage(words: str, nth: int = 0) -> Passage:
    """The `nth` place where `words` stand in TEXT."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Passage(start, start + len(words))


RUIZ, FALK, ORBITA = passage("Ana Ruiz"), passage("Leon Falk"), passage("Orbita")
OFFICIAL, FREEDONIA, ACCORD = passage("A senior official"), passage("Freedonia"), passage("Harbor Accord")
FALK_AGAIN, FALK_LAST = passage("Falk", 1), passage("Falk", 2)
NARRATED = Narration(
    passage("Ruiz signed the Harbor Accord for Freedonia in Geneva on May 4, 2022."),
    Event(passage("signed", 1), "opening", ACCORD, "done", "events.verb", 0.8, date=passage("May 4, 2022")),
)
RUIZ_AGAIN, HER = passage("Ruiz", 1), passage("her words")
UNTIL_2030, JULY_26, MAY_4 = passage("until 2030"), passage("July 26"), passage("May 4, 2022")

EXTRACTION = Extraction(
    mentions=(
        Mention(RUIZ, "name", "Ana Ruiz", "ruiz", "Person", gender="feminine", subject=True),
        Mention(ORBITA, "name", "Orbita", "orbita", "Organization"),
        Mention(FALK, "name", "Leon Falk", "falk", "Person"),
        Mention(OFFICIAL, "nominal", "senior official", "official", "Person", definite=False, subject=True),
        Mention(FALK_AGAIN, "name", "Falk", "falk", "Person", sentence=2),
        Mention(RUIZ_AGAIN, "name", "Ruiz", "ruiz", "Person", sentence=3, subject=True),
        Mention(FREEDONIA, "name", "Freedonia", "freedonia", "State", sentence=3),
        Mention(FALK_LAST, "name", "Falk", "falk", "Person", sentence=4, subject=True),
        Mention(HER, "pronoun", "her", "her", "Person", gender="feminine", sentence=4),
    ),
    dates=(
        DateExpression(JULY_26, "DATE", "2022-07-26", "2022-07-26", "2022-07-26", "2022-07-26", "2022-07-27"),
        DateExpression(UNTIL_2030, "DATE", "2030", "../2030", None, "2030-12-31"),
        DateExpression(MAY_4, "DATE", "2022-05-04", "2022-05-04", "2022-05-04", "2022-05-04"),
    ),
    claims=(
        Claim(
            content=(passage('the station "will fly until 2030"'),),
            cue=(passage("told"),),
            source=(passage("agency chief Ana Ruiz of Orbita"),),
            kind="mixed",
            speech_act="statement",
            rule="claims.clause",
            confidence=0.9,
            speakers=(RUIZ,),
            addressees=(FALK,),
            dates=(UNTIL_2030,),
            stated_on=JULY_26,
        ),
        Claim(
            content=(passage('Falk was "surprised"'),),
            cue=(passage("said"),),
            source=(OFFICIAL,),
            kind="mixed",
            speech_act="statement",
            rule="claims.clause",
            confidence=0.9,
            speakers=(OFFICIAL,),
        ),
        Claim(
            content=(passage("comment on her words"),),
            cue=(passage("declined"),),
            source=(FALK_LAST,),
            kind="indirect",
            speech_act="refusal",
            rule="claims.refusal",
            confidence=0.9,
            speakers=(FALK_LAST,),
            reacts_to=(HER,),
        ),
    ),
    events=(Event(passage("fly"), "end", passage("station"), "due", "events.verb", 0.8, date=UNTIL_2030),),
    agreements=(Agreement(ACCORD, "Harbor Accord", "Accord", True, (ACCORD,), "signed", (FREEDONIA,)),),
    signings=(
        Signing(
            agreement=ACCORD,
            cue=passage("signed", 1),
            stage="signed",
            rule="agreements.verb",
            confidence=0.9,
            signatories=(RUIZ_AGAIN,),
            on_behalf_of=(FREEDONIA,),
            place=passage("Geneva"),
            date=MAY_4,
        ),
    ),
    roles=(Role(RUIZ, "agency chief", passage("agency chief"), "roles.title", 0.9, ORBITA),),
)

_RUIZ = Entity(actor_iri("Person", "Ana Ruiz"), "Ana Ruiz", "Person", ("Ruiz",))
_FALK = Entity(actor_iri("Person", "Leon Falk"), "Leon Falk", "Person", ("Falk",))
_ORBITA = Entity(actor_iri("Organization", "Orbita"), "Orbita", "Organization")
_FREEDONIA = Entity(actor_iri("State", "Freedonia"), "Freedonia", "State")
_OFFICIAL = Entity(
    local_actor_iri(ARTICLE.content_hash, OFFICIAL),
    "a senior official",
    "Person",
    local=True,
    naming="unnamed",
)


def topic_iri(name: str) -> str:
    """The IRI under which topics.ttl has a topic."""
    return f"{BASE_IRI}topic/{slug(name)}"


STATIONS = Topic(
    topic_iri("space stations"), "space stations", ("station",), (), topic_iri("human spaceflight")
)

RESOLUTION = Resolution(
    entities=(_RUIZ, _FALK, _ORBITA, _FREEDONIA, _OFFICIAL),
    links=(
        Link(RUIZ, _RUIZ.iri, "names.canonical", 0.95),
        Link(ORBITA, _ORBITA.iri, "names.canonical", 0.95),
        Link(FALK, _FALK.iri, "names.canonical", 0.95),
        Link(OFFICIAL, _OFFICIAL.iri, "local.description", 0.9),
        Link(FALK_AGAIN, _FALK.iri, "names.surname", 0.9),
        Link(RUIZ_AGAIN, _RUIZ.iri, "names.surname", 0.9),
        Link(FREEDONIA, _FREEDONIA.iri, "names.canonical", 0.95),
        Link(FALK_LAST, _FALK.iri, "names.surname", 0.9),
        Link(HER, _RUIZ.iri, "anaphora.pronoun", 0.7),
    ),
    topics=((passage("station"), STATIONS),),
)

# What the article does not say, for tests of what it might.
COUNTED = StatedCount(
    ACCORD,
    passage("Accord"),
    passage("signed", 1),
    2,
    "exactly",
    "signed",
    "counts.total",
    0.9,
    True,
    (FREEDONIA,),
)
FIGURE = Figure(passage("2030"), "cost", passage("station"), "USD", "due", "figures.amount", 0.8, 2030.0)
