"""Which claims report one thing said: by words, speakers and days; and how their words differ."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Quotations, Report, Touched, Variant, VariantKind
from kg.ontology import ontology_path
from kg.quotations import align, find_quotations, find_quoted, split
from kg.settings import BASE_IRI, LONGEST_QUOTED_DAYS, QUOTED_DAYS
from kg.verify.shapes import shapes_path

WHOLE = (
    "We counted four leaks in the hull of the tug. Nobody was hurt, and we will not fly before "
    "the last of them is closed."
)
ANA, ED = f"{BASE_IRI}person/ana-ruiz", f"{BASE_IRI}person/ed-falk"
ORBITA = f"{BASE_IRI}organization/orbita"


def report(
    name: str,
    text: str = WHOLE,
    speaker: str | None = ANA,
    day: str | None = "2031-03-04",
    kind: str = "direct",
) -> Report:
    """A report in an article, and a story, of its own."""
    speakers = frozenset({speaker} if speaker else ())
    article = f"{BASE_IRI}article/{name}"
    return Report(f"{article}/claim/0-9", article, f"story {name}", text, kind, speakers, published=day)  # type: ignore[arg-type]


def names(quotations: Quotations) -> list[tuple[str, dict[str, str], list[str]]]:
    """The fullest report, the kinds of the others and the first, by the names of their articles."""

    def name(claim: str) -> str:
        return claim.removeprefix(f"{BASE_IRI}article/").partition("/")[0]

    return [
        (name(one.fullest), {name(v.claim): v.kind for v in one.variants}, sorted(map(name, one.first)))
        for one in quotations.gathered
    ]


def find(*reports: Report) -> list[tuple[str, dict[str, str], list[str]]]:
    return names(find_quotations(reports))


def compare(text: str, other: str, kind: str = "direct") -> Variant:
    """The variant that `other` is of `text`, said on one day."""
    (quotation,) = find_quotations([report("a", text), report("b", other, kind=kind)]).gathered
    (variant,) = quotation.variants
    return variant


def test_one_thing_said_has_its_reports_and_the_earliest_is_marked() -> None:
    later, undated = report("b", day="2031-03-05"), report("c", day=None)
    cut = report("d", "We counted four leaks in the hull of the tug", day="2031-03-06")
    assert find(cut, undated, later, report("a")) == [("a", {"b": "same", "c": "same", "d": "cut"}, ["a"])]
    assert find(replace(later, published=None), undated) == [("b", {"c": "same"}, [])]
    same_day = find(report("a"), report("b"))
    assert same_day == [("a", {"b": "same"}, ["a", "b"])]


@pytest.mark.parametrize(
    ("other", "kind", "changes", "touches"),
    [
        (WHOLE, "same", (), ()),
        (WHOLE.upper(), "same", (), ()),
        (WHOLE.replace("four", "4"), "same", (), ()),
        (WHOLE.replace(". Nobody", ",” … “Nobody"), "same", (), ()),
        ("We counted four leaks in the hull of the tug.", "cut", (), ()),
        ("We counted four leaks in the hull", "cut", ("− of the tug",), ()),
        (WHOLE.replace(" in the hull of the tug", " …"), "cut", ("− in the hull of the tug",), ()),
        (WHOLE.replace("four", "forty"), "altered", ("four → forty",), ("number",)),
        (WHOLE.replace("will not fly", "will fly"), "altered", ("− not",), ("negation",)),
        (WHOLE.replace("will not fly", "won’t fly"), "altered", ("will not → won’t",), ()),
        (WHOLE.replace("tug", "Heron"), "altered", ("tug → Heron",), ("name",)),
        (WHOLE.replace("hull", "old hull"), "fuller", (), ()),
        (
            WHOLE.replace(" Nobody was hurt, and we", " We"),
            "altered",
            ("− Nobody was hurt and",),
            ("negation",),
        ),
        (
            WHOLE.replace(" tug. Nobody was hurt, and we will not fly before the", " …"),
            "cut",
            ("− tug", "− Nobody was hurt and we will not fly before the"),
            ("negation",),
        ),
        (
            WHOLE.partition(". ")[2] + " The crew is on land and the weather is fine",
            "overlap",
            (),
            (),
        ),
    ],
)
def test_the_words_that_differ_are_told(
    other: str, kind: str, changes: tuple[str, ...], touches: tuple[str, ...]
) -> None:
    found = align(split(WHOLE), split(other))
    assert found.kind == kind
    assert found.find_touched() == touches
    if kind != "fuller":
        assert found.list_changes() == changes
    variant = compare(WHOLE, other)
    assert variant.of != variant.claim and variant.kind in (kind, "cut")


def test_words_of_several_pieces_of_a_sentence_are_a_cut() -> None:
    mixed = "they “counted four leaks in the hull” and “will not fly before the last of them is closed”"
    assert [word.folded for word in find_quoted(mixed, "mixed")][:3] == ["counted", "4", "leaks"]
    assert compare(WHOLE, mixed, "mixed").kind == "cut"
    assert find_quoted(mixed, "indirect") == ()
    assert len(find_quoted("an end “that is open and", "mixed")) == 4
    assert len(find_quoted("it’s ‘the dog’s own bone’ he said", "mixed")) == 4


def test_a_short_run_is_a_phrase() -> None:
    assert find(report("a", "We will fly in autumn"), report("b", "We will fly in autumn")) == []
    words = "It will be one of those that we have had for all of us"
    assert find(report("a", words), report("b", words)) == []


def test_who_speaks_decides() -> None:
    assert find(report("a"), report("b", speaker=None)) == [("a", {"b": "same"}, ["a", "b"])]
    body = replace(report("a"), principals=frozenset({ORBITA}))
    assert find(body, report("b", speaker=ORBITA))
    assert find(report("a", speaker=f"{BASE_IRI}person/ruiz"), report("b"))
    short = "We counted four leaks in the hull"
    assert find(report("a", short), report("b", short))
    assert not find(report("a", short), report("b", short, speaker=None))


def test_the_same_words_of_two_named_speakers_are_contested() -> None:
    one, other = report("a"), report("b", speaker=ED)
    found = find_quotations([one, other])
    assert found == Quotations((), ((one.claim, other.claim),))
    # Who is not named brings no two together that are.
    several = find_quotations([one, other, report("c", speaker=None)])
    assert sorted(map(len, (one.speakers for one in several.gathered))) == [1]
    assert several.contested == ((one.claim, other.claim),)


def test_days_decide() -> None:
    short = "We counted four leaks in the hull"
    near, far, never = (f"2031-{4 + days // 30:02}-{1 + days % 30:02}" for days in (QUOTED_DAYS, 20, 31))
    assert LONGEST_QUOTED_DAYS < 31
    begin = "2031-04-01"
    assert find(report("a", short, day=begin), report("b", short, day=near))
    assert not find(report("a", short, day=begin), report("b", short, day=far))
    assert find(report("a", day=begin), report("b", day=far))
    assert not find(report("a", day=begin), report("b", day=never))
    assert not find(report("a", short, day=begin), report("b", short, day=None))
    said = [("2031-04-01", "2031-04-01"), ("2031-04-02", "2031-04-02")]
    apart = [replace(report(name, short), said=day) for name, day in zip("ab", said, strict=True)]
    assert not find(*apart)
    assert find(*(replace(one, text=WHOLE) for one in apart))


def test_what_is_said_again_at_another_time_is_a_phrase() -> None:
    slogan = "We build the harbor from which our children sail"
    days = ("2031-04-01", "2031-04-03", "2031-09-09")
    said = [report(name, slogan, day=day) for name, day in zip("abc", days, strict=True)]
    assert find(*said[:2])
    assert not find(*said)
    assert not find(*(report(name, slogan, f"{ANA}-{name}x") for name in "abc"))


def test_other_names_on_other_days_are_of_another_occasion() -> None:
    welcome = (
        "Today Sylvania becomes the 31st nation to sign the accord, and I welcome it to our family of friends"
    )
    other = welcome.replace("Sylvania", "Ruritania").replace("31st", "32nd")
    assert not find(report("a", welcome), report("b", other, day="2031-03-07"))
    assert compare(welcome, other).touches == ("name", "number")


def test_copies_are_no_reports_of_their_own() -> None:
    copy = replace(report("b"), story="story a")
    assert find(report("a"), copy) == []
    assert find(report("a"), copy, report("c")) == [("a", {"b": "same", "c": "same"}, ["a", "b", "c"])]


def test_other_words_need_the_same_speaker_in_the_same_days() -> None:
    one = (
        "We have lost one satellite, but we have not lost our course, and the next launch will come in autumn"
    )
    other = "One satellite is lost, our course is not lost: autumn will bring the next launch"
    indirect = "that one satellite was lost but not the course, and that the next launch will come in autumn"
    assert compare(one, other).kind == "reworded"
    assert compare(one, indirect, "indirect").kind == "indirect"
    assert not find(report("a", one), report("b", other, speaker=None))
    assert not find(report("a", one), report("b", other, day="2031-03-09"))
    assert not find(report("a", one), report("b", other.replace("not lost", "lost")))
    assert not find(report("a", one), report("b", other.replace("One satellite", "Two satellites")))
    assert not find(report("a", one), replace(report("b", other), is_denial=True))
    assert not find(report("a", indirect, kind="indirect"), report("b", indirect, kind="indirect"))


def test_the_kinds_are_those_of_the_ontology_and_the_shapes() -> None:
    shapes = shapes_path().read_text("utf-8")
    terms = ontology_path().read_text("utf-8")
    assert f'"^({"|".join(sorted(get_args(VariantKind)))})$"' in shapes
    assert f'"^({"|".join(sorted(get_args(Touched)))})$"' in shapes
    kinds = terms.partition("sp:variantKind a ")[2].partition(" .\n")[0]
    assert all(kind in kinds for kind in get_args(VariantKind))


SENTENCES = st.lists(
    st.sampled_from(
        [
            "The engine ran for nine minutes without a fault.",
            "We will fly two crews before the end of the year.",
            "We will fly three crews before the end of the year.",
            "Nobody asked the fishermen of the bay about the noise.",
        ]
    ),
    min_size=1,
    max_size=3,
    unique=True,
).map(" ".join)
REPORTS = st.lists(
    st.tuples(
        SENTENCES,
        st.sampled_from([ANA, ED, ORBITA, None]),
        st.sampled_from([None, "2031-03-01", "2031-03-04", "2031-03-30", "2031-05-01"]),
        st.sampled_from(["direct", "direct", "indirect"]),
        st.sampled_from("xyz "),
    ),
    max_size=9,
)


@settings(max_examples=150, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False))
def test_order_changes_nothing_and_what_is_gathered_holds(
    given_: list[tuple[str, str | None, str | None, str, str]], chance: random.Random
) -> None:
    reports = [
        replace(report(f"n{number}", text, speaker, day, kind), **({"story": story} if story != " " else {}))
        for number, (text, speaker, day, kind, story) in enumerate(given_)
    ]
    found = find_quotations(reports)
    chance.shuffle(reports)
    assert find_quotations(reports) == found
    by_claim = {one.claim: one for one in reports}
    seen: set[str] = set()
    for quotation in found.gathered:
        members = [quotation.fullest, *(variant.claim for variant in quotation.variants)]
        assert not seen & {*members} and len({*members}) == len(members)
        seen |= {*members}
        assert len({by_claim[claim].story for claim in members}) > 1
        assert {variant.of for variant in quotation.variants} <= {*members}
        assert by_claim[quotation.fullest].kind != "indirect"
        days = [day for claim in members if (day := by_claim[claim].published)]
        assert {by_claim[claim].published for claim in quotation.first} == ({min(days)} if days else set())
        people = {speaker for claim in members for speaker in by_claim[claim].speakers} & {ANA, ED}
        assert len(people) < 2
    for one, other in found.contested:
        assert not by_claim[one].speakers & by_claim[other].speakers


VOCABULARY = ("the", "engine", "ran", "not", "4", "four", "Norland", "well", ".", "and", "we")
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_an_alignment_accounts_for_every_word(one: str, other: str) -> None:
    found = align(split(one), split(other))
    differences = list(found.differences())
    shared = sum(size for _, _, size in found.blocks)
    assert shared + sum(len(each.ours) for each in differences) == len(found.words)
    assert shared + sum(len(each.theirs) for each in differences) == len(found.others)
    assert (found.kind == "same") == ([w.folded for w in found.words] == [w.folded for w in found.others])
    assert align(split(one), split(one)).kind == "same"
