"""The register of offices: in order, closed, without two holders of one office on one day."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology import load_actors, load_tenures, offices_path
from kg.resolve import load_gazetteer

TENURES = load_tenures()


def test_stanzas_stand_in_order() -> None:
    written = re.findall(r"^<(\S+)> a ", offices_path().read_text(encoding="utf-8"), re.MULTILINE)
    assert written == sorted(written)
    years = [iri.rsplit("/", 1)[1] for iri in written]
    assert years == [tenure.since[:4] for tenure in TENURES]


def test_holders_and_places_are_actors_of_the_gazetteer() -> None:
    types = {actor.iri: actor.type for actor in load_actors()}
    holders, places = {t.holder for t in TENURES}, {t.organization for t in TENURES}
    assert [iri for iri in holders if types.get(iri) != "Person"] == [], "no person of ontology/actors.ttl"
    assert [iri for iri in places if types.get(iri) not in ("Organization", "State")] == []


def test_days_are_days_and_no_office_has_two_holders_at_once() -> None:
    for tenure in TENURES:
        assert date.fromisoformat(tenure.since) <= date.fromisoformat(tenure.until or "9999-12-31")
    for one, other in combinations(TENURES, 2):
        if one.organization == other.organization and set(one.titles) & set(other.titles):
            first, second = sorted((one, other), key=lambda tenure: tenure.since)
            assert first.until and first.until < second.since, (first, second)


@pytest.mark.parametrize(
    ("office", "day", "holder"),
    [
        ("head of Roscosmos", "2022-07-14", "Dmitry Rogozin"),
        ("Roscosmos chief", "2022-07-15", "Yuri Borisov"),
        ("director general of the European Space Agency", "2021-03-01", "Josef Aschbacher"),
        ("US president", "2024-05-01", "Joe Biden"),
        ("Russian president", "2024-05-01", "Vladimir Putin"),
        ("NASA administrator", "2021-03-01", None),
        ("administrator", "2022-03-01", None),
    ],
)
def test_an_office_finds_its_holder_on_that_day(office: str, day: str, holder: str | None) -> None:
    found = load_gazetteer().find_holder(office, day)
    assert (found.name if found else None) == holder


def test_a_tenure_without_a_day_is_refused(tmp_path: Path) -> None:
    text = offices_path().read_text(encoding="utf-8")
    path = tmp_path / "offices.ttl"
    path.write_text(re.sub(r'    sp:heldFrom "2015[^;]*;\n', "", text), encoding="utf-8")
    with pytest.raises(OntologyError, match="has no sp:heldFrom"):
        load_tenures(path)
