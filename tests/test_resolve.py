"""Who is who inside one article, from hand-made mentions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.facts import to_facts
from kg.model import (
    ActorType,
    Article,
    Claim,
    CoreferenceLink,
    Entity,
    Extraction,
    Gender,
    Mention,
    Passage,
    Role,
    Signing,
    Tenure,
)
from kg.record import to_record
from kg.resolve import Gazetteer, resolve
from kg.spelling import to_acronym, to_sound
from kg.vocab import actor_iri

NASA = Entity(
    actor_iri("Organization", "NASA"),
    "NASA",
    "Organization",
    ("National Aeronautics and Space Administration", "US space agency"),
)
RUSSIA = Entity(actor_iri("State", "Russia"), "Russia", "State", ("Russian Federation",))
GAZETTEER = Gazetteer([NASA, RUSSIA], {"Russian": "Russia"})


def article_of(*mentions: Mention, **parts) -> tuple[Article, Extraction]:
    """An article whose text is the mentions' words at their places."""
    text = list(" " * (max(m.passage.end for m in mentions) + 1))
    for mention in mentions:
        text[mention.passage.start : mention.passage.end] = mention.name.ljust(
            mention.passage.end - mention.passage.start
        )
    return Article("test", "".join(text)), Extraction(mentions=mentions, **parts)


def mention(start: int, name: str, form="name", type=None, sentence=0, **more) -> Mention:
    head = name.split()[-1]
    return Mention(
        Passage(start, start + len(name)),
        form,
        name,
        head if form == "name" else head.lower(),
        type,
        sentence=sentence,
        **more,
    )


def names(article: Article, extraction: Extraction) -> list[str | None]:
    """The entity's name for each mention, None where it stays open."""
    resolution = resolve(article, extraction, GAZETTEER)
    entities = [resolution.entity_of(m.passage) for m in extraction.mentions]
    return [entity.name if entity else None for entity in entities]


def speaking(*mentions: Mention) -> tuple[Claim, ...]:
    """A claim for each mention, so that it acts."""
    return tuple(
        Claim(
            (Passage(900, 901),),
            (Passage(902, 903),),
            (m.passage,),
            "indirect",
            "statement",
            "test",
            1.0,
            (m.passage,),
        )
        for m in mentions
    )


def test_aliases_and_the_article_are_one_node() -> None:
    forms = ("NASA", "National Aeronautics and Space Administration", "Nasa")
    found = [mention(60 * i, name, type="Organization") for i, name in enumerate(forms)]
    assert names(*article_of(*found)) == ["NASA"] * 3


def test_people_of_a_state_are_the_state() -> None:
    assert names(*article_of(mention(0, "Russians", type="Group", number="plural"))) == ["Russia"]


def test_surname_finds_the_full_name_also_before_it() -> None:
    found = [mention(0, "Gatens", type="Person"), mention(20, "Robyn Gatens", type="Person", sentence=1)]
    assert names(*article_of(*found)) == ["Robyn Gatens"] * 2


def test_a_misspelt_surname_finds_the_one_person_it_can_be() -> None:
    found = [mention(0, "Robyn Gatens", type="Person"), mention(20, "Gates", type="Organization", sentence=1)]
    assert names(*article_of(*found, claims=speaking(found[1]))) == ["Robyn Gatens"] * 2


@pytest.mark.parametrize(("gender", "who"), [(None, "Ana Ruiz"), ("masculine", "Leo Ruiz")])
def test_a_surname_of_two_people_is_whom_the_text_introduces_first(gender: Gender | None, who: str) -> None:
    found = [
        mention(0, "Ana Ruiz", type="Person", gender="feminine"),
        mention(20, "Leo Ruiz", type="Person", gender="masculine"),
        mention(40, "Ruiz", type="Person", sentence=1, gender=gender),
    ]
    assert names(*article_of(*found))[2] == who


def test_a_name_in_capitals_is_the_quiet_one() -> None:
    found = [
        mention(0, "RUSSIA", type="Organization"),
        mention(20, "Russia", type="State"),
        mention(40, "ORBITA", type="Organization"),
        mention(60, "Orbita", type="Organization", sentence=1),
    ]
    assert names(*article_of(*found, claims=speaking(*found))) == ["Russia", "Russia", "Orbita", "Orbita"]


@pytest.mark.parametrize(
    "name",
    ["RUSSIA", "Russia-led", "the Republic of Russia", "Government of the Russian Federation", "Russia-"],
)
def test_a_state_is_found_under_what_surrounds_its_name(name: str) -> None:
    assert GAZETTEER.find(name) == RUSSIA


@pytest.mark.parametrize("name", ["Republic", "Russia Office", "NASA-led", "the Republic of NASA"])
def test_no_state_is_found_in_other_names(name: str) -> None:
    assert GAZETTEER.find(name) is None


@pytest.mark.parametrize(
    ("name", "type", "score", "kept"),
    [
        ("Orbita", "Organization", 0.95, True),
        ("Orbita", "Organization", 0.8, False),
        ("NASA", "Organization", 0.5, True),
        ("NASA", "Organization", 0.0, False),
        ("Russia", "State", 0.85, True),
        ("Russia", "State", 0.5, False),
        ("Norland", "State", 0.9, False),
        ("Ana Ruiz", "Person", 0.85, True),
        ("Ana Ruiz", "Person", 0.5, False),
    ],
)
def test_a_name_that_does_nothing_stays_where_the_reader_is_sure(
    name: str, type: ActorType, score: float, kept: bool
) -> None:
    article, extraction = article_of(mention(0, name, type=type, score=score))
    assert bool(resolve(article, extraction, GAZETTEER).entities) is kept


def test_whom_somebody_signs_for_does_something() -> None:
    ruiz = mention(0, "Ana Ruiz", type="Person", score=0.95)
    state = mention(20, "Russia", type="State", score=0.5)
    cue, pact = Passage(40, 46), Passage(50, 54)
    pairs = ((ruiz.passage, state.passage),)
    signing = Signing(pact, cue, "signed", "test", 0.9, (ruiz.passage,), pairs=pairs)
    assert names(*article_of(ruiz, state, signings=(signing,))) == ["Ana Ruiz", "Russia"]


def test_what_the_reader_takes_for_no_name_is_a_thing_of_this_article() -> None:
    sheet = mention(0, "Fact Sheet", type="Organization", score=0.0)
    (entity,) = resolve(*article_of(sheet, claims=speaking(sheet)), GAZETTEER).entities
    assert entity.local and entity.naming == "unnamed"


def test_short_form_and_acronym_of_an_organization() -> None:
    found = [
        mention(0, "Norland Space Office", type="Organization"),
        mention(40, "Space Office", type="Organization", sentence=1),
        mention(60, "NSO", type="Organization", sentence=1),
    ]
    assert names(*article_of(*found)) == ["Norland Space Office"] * 3
    assert to_acronym("Office of Space") == "OS"
    assert to_acronym("Office") == ""


def test_pronoun_takes_the_subject_that_agrees() -> None:
    ruiz = mention(0, "Ana Ruiz", type="Person", gender="feminine", subject=True)
    falk = mention(20, "Leon Falk", type="Person", gender="masculine")
    she = mention(40, "she", "pronoun", "Person", 1, gender="feminine", subject=True)
    he = mention(50, "he", "pronoun", "Person", 1, gender="masculine", subject=True)
    assert names(*article_of(ruiz, falk, she, he)) == ["Ana Ruiz", "Leon Falk", "Ana Ruiz", "Leon Falk"]


@pytest.mark.parametrize(("cue", "who"), [("replied", "Mara Lind"), ("added", "Ana Ruiz")])
def test_nobody_replies_to_herself(cue: str, who: str) -> None:
    ruiz = mention(0, "Ana Ruiz", type="Person", gender="feminine", subject=True)
    lind = mention(20, "Mara Lind", type="Person", gender="feminine")
    she = mention(40, "she", "pronoun", "Person", 1, gender="feminine", subject=True)
    verb = mention(50, cue, "nominal", None, 1)
    first, second = (
        replace(claim, cue=(cue_at,))
        for claim, cue_at in zip(speaking(ruiz, she), (Passage(10, 14), verb.passage), strict=True)
    )
    article, extraction = article_of(ruiz, lind, she, verb, claims=(first, second))
    assert names(article, extraction)[2] == who


def test_pronoun_without_anybody_stays_open() -> None:
    she = mention(0, "she", "pronoun", "Person", 0, gender="feminine")
    assert names(*article_of(she, mention(20, "NASA", type="Organization"))) == [None, "NASA"]


def test_the_agency_is_the_one_that_is_called_so() -> None:
    found = [
        mention(0, "NASA", type="Organization", subject=True),
        mention(20, "Boeing", type="Organization", subject=True),
        mention(40, "agency", "nominal", "Organization", 1),
        mention(60, "company", "nominal", "Organization", 1),
    ]
    extraction = article_of(*found, claims=speaking(found[1]))
    assert names(*extraction) == ["NASA", "Boeing", "NASA", "Boeing"]


def test_an_office_is_its_holder() -> None:
    nelson = mention(0, "Bill Nelson", type="Person")
    chief = mention(20, "administrator", "nominal", "Person", 3)
    role = Role(nelson.passage, "administrator", Passage(0, 4), "roles.title", 0.9)
    assert names(*article_of(nelson, chief, roles=(role,))) == ["Bill Nelson"] * 2


def test_apposition_is_followed() -> None:
    described = mention(0, "representative", "nominal", "Person")
    name = mention(20, "Ned Price", type="Person")
    same = CoreferenceLink(described.passage, name.passage, "apposition")
    assert names(*article_of(described, name, coreferences=(same,))) == ["Ned Price"] * 2


def test_an_unnamed_official_is_an_actor_of_this_article_alone() -> None:
    official = mention(0, "senior official", "nominal", "Person", definite=False)
    article, extraction = article_of(official, claims=speaking(official))
    (entity,) = resolve(article, extraction, GAZETTEER).entities
    other = replace(article, title="another")
    (elsewhere,) = resolve(other, extraction, GAZETTEER).entities
    assert entity.local and entity.iri != elsewhere.iri


def test_an_unknown_name_that_never_acts_is_dropped() -> None:
    assert names(*article_of(mention(0, "Bon Voyage", type="Organization"))) == [None]


@pytest.mark.parametrize("name", ["the NASA", "NASA", "US space agency"])
def test_gazetteer_finds_with_and_without_the_article(name: str) -> None:
    assert GAZETTEER.find(name) == NASA


def test_another_spelling_of_a_known_name_is_the_known_actor() -> None:
    office = Entity(actor_iri("Organization", "Office bin Falk"), "Office bin Falk", "Organization")
    found = mention(0, "Office Bin Falk", type="Organization")
    article, extraction = article_of(found)
    assert resolve(article, extraction, Gazetteer([office])).entities[0].name == office.name


@pytest.mark.parametrize("name", ["Orbita Inc.", "Orbita Holdings Ltd", "Orbita, Inc."])
def test_a_company_is_found_behind_its_suffix(name: str) -> None:
    orbita = Entity(actor_iri("Organization", "Orbita"), "Orbita", "Organization")
    assert Gazetteer([orbita]).find(name) == orbita
    assert Gazetteer([orbita]).find("Orbita Club") is None


def test_an_alias_of_two_actors_finds_neither() -> None:
    twice = Gazetteer([NASA, replace(RUSSIA, aliases=("NASA",))])
    assert twice.find("NASA") is None


@pytest.mark.parametrize(
    ("words", "form", "type", "more", "naming"),
    [
        ("Leon Falk", "name", "Person", {}, "named"),
        ("Crane", "name", "Person", {}, "named"),
        ("Republicans", "name", "Group", {}, "unnamed"),
        ("ministry spokesman", "nominal", "Person", {"definite": False}, "office"),
        ("minister", "nominal", "Person", {}, "office"),
        ("minister", "nominal", "Person", {"definite": False}, "unnamed"),
        ("company", "nominal", "Organization", {}, "office"),
        ("House committee", "nominal", "Organization", {"definite": False}, "office"),
        ("companies", "nominal", "Organization", {"definite": False, "number": "plural"}, "unnamed"),
        ("senior official", "nominal", "Person", {"definite": False}, "unnamed"),
        ("officials", "nominal", "Group", {"number": "plural"}, "unnamed"),
        ("anonymous spokesman", "nominal", "Person", {"modifiers": ("anonymous",)}, "unnamed"),
    ],
)
def test_an_actor_is_told_by_name_by_office_or_not_at_all(
    words: str, form: str, type: str, more: dict[str, object], naming: str
) -> None:
    speaker = mention(0, words, form=form, type=type, **more)
    article, extraction = article_of(speaker, claims=speaking(speaker))
    (entity,) = resolve(article, extraction, GAZETTEER).entities
    assert entity.naming == naming


def test_who_stands_for_a_name_is_as_firm_as_the_name() -> None:
    name = mention(0, "NASA", type="Organization")
    agency = mention(20, "agency", form="nominal", type="Organization", sentence=1)
    nobody = mention(40, "he", form="pronoun", type="Person", gender="masculine", sentence=2)
    article, extraction = article_of(name, agency, nobody, claims=speaking(name, agency, nobody))
    resolution = resolve(article, extraction, GAZETTEER)
    statements = to_facts(article, extraction, resolution).statements
    assert [statement.strength for statement in statements] == ["named", "named", "unnamed"]


JAPAN = Entity(actor_iri("State", "Japan"), "Japan", "State")
CABINET = Entity(
    actor_iri("Organization", "Japanese government"), "Japanese government", "Organization", country="Japan"
)
WITH_CAPITALS = Gazetteer(
    [JAPAN, CABINET, RUSSIA], {"Japanese": "Japan"}, capitals={"Tokyo": "Japan", "Moscow": "Russia"}
)


def test_a_capital_that_speaks_is_the_government_and_keeps_its_name_to_itself() -> None:
    tokyo = mention(0, "Tokyo", type="State")
    article, extraction = article_of(tokyo, claims=speaking(tokyo))
    resolution = resolve(article, extraction, WITH_CAPITALS)
    (entity,), link = resolution.entities, resolution.link_of(tokyo.passage)
    assert link and (link.iri, link.rule) == (CABINET.iri, "metonymy.capital")
    assert (entity.name, entity.aliases) == ("Japanese government", ())


def test_a_capital_without_a_known_government_is_the_state() -> None:
    moscow = mention(0, "Moscow", type="State")
    article, extraction = article_of(moscow, claims=speaking(moscow))
    assert [entity.name for entity in resolve(article, extraction, WITH_CAPITALS).entities] == ["Russia"]


def test_a_capital_that_signs_is_the_state() -> None:
    tokyo = mention(0, "Tokyo", type="State")
    signing = Signing(Passage(900, 901), Passage(902, 903), "signed", "test", 1.0, (tokyo.passage,))
    article, extraction = article_of(tokyo, signings=(signing,))
    assert [entity.name for entity in resolve(article, extraction, WITH_CAPITALS).entities] == ["Japan"]


def test_a_capital_that_the_reader_marks_as_a_state_is_the_state() -> None:
    article, extraction = article_of(mention(0, "Tokyo", type="State", score=0.9))
    assert [entity.name for entity in resolve(article, extraction, WITH_CAPITALS).entities] == ["Japan"]


def test_a_capital_where_something_happens_is_nobody() -> None:
    article, extraction = article_of(mention(0, "Tokyo", type="State", modifier_only=True))
    assert resolve(article, extraction, WITH_CAPITALS).entities == ()


def test_a_state_that_only_lends_its_name_to_an_office_stands_aside() -> None:
    nation = mention(0, "Japanese", type="Group", modifier_only=True)
    minister = mention(30, "Ana Ruiz", type="Person")
    role = Role(minister.passage, "Minister", Passage(20, 28), "test", 1.0, nation=nation.passage)
    article, extraction = article_of(nation, minister, roles=(role,), claims=speaking(minister))
    resolution = resolve(article, extraction, WITH_CAPITALS)
    assert {entity.name: entity.modifier_only for entity in resolution.entities} == {
        "Ana Ruiz": False,
        "Japan": True,
    }
    assert resolution.entity_of(nation.passage).name == "Japan"  # type: ignore[union-attr]
    record = to_record(to_facts(article, extraction, resolution))
    (actor,) = record["actors"]
    assert (actor["name"], actor["roles"][0]["organization"]) == ("Ana Ruiz", "Japan")


ROGOZIN = Entity(actor_iri("Person", "Dmitry Rogozin"), "Dmitry Rogozin", "Person")


def test_another_spelling_of_a_known_person_is_the_known_one() -> None:
    person = mention(0, "Dmitri Rogosin", type="Person")
    article, extraction = article_of(person, claims=speaking(person))
    link = resolve(article, extraction, Gazetteer([ROGOZIN])).link_of(person.passage)
    assert link and (link.iri, link.rule, link.confidence) == (ROGOZIN.iri, "names.transliteration", 0.77)


def test_two_spellings_in_one_article_are_one_person() -> None:
    found = [mention(0, "Sergei Krikalyov", type="Person"), mention(40, "Sergey Krikalev", type="Person")]
    article, extraction = article_of(*found, claims=speaking(*found))
    assert len({link.iri for link in resolve(article, extraction, GAZETTEER).links}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Yuri Borisov", "Juri Borissow"), ("Josef Aschbacher", "Joseph Aschbacher")]
)
def test_one_sound_for_all_spellings(one: str, other: str) -> None:
    assert to_sound(one) == to_sound(other)


@pytest.mark.parametrize(("one", "other"), [("Wang Yaping", "Wang Yiping"), ("Anil Menon", "Anna Menon")])
def test_two_sounds_for_two_names(one: str, other: str) -> None:
    assert to_sound(one) != to_sound(other)


ROSCOSMOS = Entity(actor_iri("Organization", "Roscosmos"), "Roscosmos", "Organization")
WITH_OFFICES = Gazetteer(
    [ROGOZIN, ROSCOSMOS],
    tenures=[Tenure(ROGOZIN.iri, ROSCOSMOS.iri, ("head",), "2018-05-24", "2022-07-14")],
)


@pytest.mark.parametrize(
    ("published", "name", "definite", "holder"),
    [
        ("2022-07-14", "head of Roscosmos", True, "Dmitry Rogozin"),
        ("2018-05-24", "Roscosmos head", True, "Dmitry Rogozin"),
        ("2022-07-15", "head of Roscosmos", True, "head of Roscosmos"),
        ("2020-01-01", "former head of Roscosmos", True, "former head of Roscosmos"),
        ("2020-01-01", "head of Roscosmos", False, "head of Roscosmos"),
        (None, "head of Roscosmos", True, "head of Roscosmos"),
    ],
)
def test_an_office_is_its_holder_on_the_day_of_publication(
    published: str | None, name: str, definite: bool, holder: str
) -> None:
    office = replace(mention(0, name, "nominal", "Person", definite=definite), head="head")
    article, extraction = article_of(office, claims=speaking(office))
    resolution = resolve(replace(article, published=published), extraction, WITH_OFFICES)
    entity = resolution.entity_of(office.passage)
    assert entity and entity.name == holder
    (statement,) = to_facts(replace(article, published=published), extraction, resolution).statements
    assert statement.strength != "named"


GEORGIA = Entity(actor_iri("State", "Georgia"), "Georgia", "State")


@pytest.mark.parametrize(
    ("beside", "name"),
    [
        ("Alabama", "Georgia (United States)"),
        ("Tbilisi", "Georgia"),
        ("Norland", "Georgia"),
        ("Armenia, Alabama", "Georgia"),
    ],
)
def test_a_state_and_its_namesake_are_told_apart_by_the_text(beside: str, name: str) -> None:
    georgia, other = mention(0, "Georgia", type="State"), mention(20, beside, type="State")
    article, extraction = article_of(georgia, other, claims=speaking(georgia))
    resolution = resolve(article, extraction, Gazetteer([GEORGIA]))
    entity = resolution.entity_of(georgia.passage)
    assert entity is not None
    assert entity.name == name
    assert (entity.iri == GEORGIA.iri) == (name == "Georgia")
