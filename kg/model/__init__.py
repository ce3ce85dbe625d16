"""What flows between the stages: frozen records, standard library only.

    texts.py        articles, passages, mentions
    moving.py       the passages of a record moved to another text
    actors.py       actors, treaties, topics, offices
    marks.py        what the trained reader marks, in tokens of a Doc
    agreements.py   agreements, the acts on them, how many have signed
    readings.py     dates, claims and what they tell of, roles; all that is read of an article
    resolution.py   which actor each mention is
    stories.py      which articles are one text
    disagreements.py claims about one matter, and where they clash
    quotations.py   which claims report one thing said
    places.py       passages looked up by their place

Every offset is a code point of `Article.text`; a `Passage` is half-open, [start, end). A record points at
mentions and dates by their passage, so everything pickles, sorts and compares without spaCy or RDF.
"""

from __future__ import annotations

from kg.model.actors import (
    NOUN_RULE,
    OFFICE_RULE,
    AgreementKind,
    Entity,
    Instrument,
    Link,
    Naming,
    Strength,
    Tenure,
    Topic,
    counts_as_mention,
)
from kg.model.agreements import Agreement, CountBound, Signing, Stage, StatedCount
from kg.model.disagreements import Clash, Disagreement, Telling
from kg.model.marks import ActMark, AgreementMark, FactMarks, Mark, OfficeMark, Part, Run
from kg.model.moving import move_passages
from kg.model.places import Placed, Places, find_meeting
from kg.model.quotations import Quotation, Quotations, Report, Touched, Variant, VariantKind
from kg.model.readings import (
    Claim,
    DateExpression,
    Event,
    Extraction,
    Figure,
    Narration,
    Outlook,
    Polarity,
    QuotationKind,
    Role,
    SpeechAct,
    TimexMod,
    TimexType,
)
from kg.model.resolution import Resolution
from kg.model.stories import Story
from kg.model.texts import (
    ActorType,
    Article,
    CoreferenceLink,
    Gender,
    Markup,
    Mention,
    MentionForm,
    Number,
    Passage,
)

__all__ = [
    "NOUN_RULE",
    "OFFICE_RULE",
    "ActMark",
    "ActorType",
    "Agreement",
    "AgreementKind",
    "AgreementMark",
    "Article",
    "Claim",
    "Clash",
    "CoreferenceLink",
    "CountBound",
    "DateExpression",
    "Disagreement",
    "Entity",
    "Event",
    "Extraction",
    "FactMarks",
    "Figure",
    "Gender",
    "Instrument",
    "Link",
    "Mark",
    "Markup",
    "Mention",
    "MentionForm",
    "Naming",
    "Narration",
    "Number",
    "OfficeMark",
    "Outlook",
    "Part",
    "Passage",
    "Placed",
    "Places",
    "Polarity",
    "Quotation",
    "QuotationKind",
    "Quotations",
    "Report",
    "Resolution",
    "Role",
    "Run",
    "Signing",
    "SpeechAct",
    "Stage",
    "StatedCount",
    "Story",
    "Strength",
    "Telling",
    "Tenure",
    "TimexMod",
    "TimexType",
    "Topic",
    "Touched",
    "Variant",
    "VariantKind",
    "counts_as_mention",
    "find_meeting",
    "move_passages",
]
