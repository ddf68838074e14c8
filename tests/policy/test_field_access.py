"""Who sees which field: the whole table of the design's section d2, and the views that verbs really answer with."""

from __future__ import annotations

import pytest

from services.core.clock import new_id
from services.policy import field_access
from services.policy.actor import Actor, Kind
from services.queries.resources import RESOURCES
from tests.support import matrix

SEEN = matrix.fields()


def seen_by(kind: Kind) -> dict[str, set[str]]:
    return {noun: set(field_access.granted_fields(Actor(new_id(), kind), noun)) for noun in field_access.FIELDS}


def test_every_noun_is_in_the_table() -> None:
    assert set(field_access.FIELDS) == set(SEEN)
    assert set(RESOURCES) <= set(SEEN)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("noun", sorted(SEEN))
def test_a_view_holds_what_is_granted_and_the_rest_is_absent(noun: str, kind: Kind) -> None:
    everything = dict.fromkeys(field_access.FIELDS[noun], "something")
    granted = {field for field, kinds in SEEN[noun].items() if kind in kinds}
    assert set(field_access.select_granted(Actor(new_id(), kind), noun, everything)) == granted


def test_staff_absence_is_the_employers_and_nobody_elses() -> None:
    assert [kind for kind in Kind if "staff_absence" in seen_by(kind)["incident"]] == [Kind.SCHOOL, Kind.EMPLOYER_OTHER]


def test_the_exact_number_of_reporters_is_the_helplines_and_the_platform_is_told_a_band() -> None:
    counts = {"incident_count", "source_incident_count_band"}
    assert counts & seen_by(Kind.HELPLINE)["escalation"] == counts
    assert counts & seen_by(Kind.PLATFORM)["escalation"] == {"source_incident_count_band"}
    for kind in set(Kind) - {Kind.HELPLINE, Kind.PLATFORM}:
        # The count of a published figure is of no subject.
        seen = {noun: fields for noun, fields in seen_by(kind).items() if noun != "statistic"}
        assert not any("count" in field for fields in seen.values() for field in fields)


def test_an_address_is_in_no_noun_but_the_locator() -> None:
    telling = {"url", "handle", "address", "canonical_key", "native_id", "locator"}
    holding = {noun for noun, fields in field_access.FIELDS.items() if telling & set(fields)}
    assert holding == {"locator"}


def test_a_platform_is_told_of_a_suspected_minor_and_never_of_the_poster() -> None:
    seen = seen_by(Kind.PLATFORM)
    assert "suspected_minor" in seen["escalation"]
    assert not any("poster" in field or "age" in field.split("_") for fields in seen.values() for field in fields)


def test_a_platform_sees_nothing_of_incidents_nor_who_reported_them() -> None:
    seen = seen_by(Kind.PLATFORM)
    assert seen["incident"] == seen["incident_subject"] == seen["member_case"] == seen["card"] == set()
    assert not any("school" in field or "reporter" in field for fields in seen.values() for field in fields)


def test_a_member_case_is_the_unions_alone_and_no_field_names_a_union() -> None:
    assert [kind for kind in Kind if seen_by(kind)["member_case"]] == [Kind.UNION]
    assert not any("union" in field or "member" in field for fields in field_access.FIELDS.values() for field in fields)


def test_no_field_names_the_owner_of_anything() -> None:
    owners = {"owner_id", "owner_org_id", "reporting_org_id", "organisation_id", "helpline_id"}
    assert not any(owners & set(fields) for fields in field_access.FIELDS.values())


@pytest.mark.parametrize("kind", [Kind.TRUST, Kind.LOCAL_AUTHORITY])
def test_who_looks_on_sees_neither_the_poster_nor_an_absence_nor_an_address(kind: Kind) -> None:
    seen = seen_by(kind)
    assert {"poster", "staff_absence"}.isdisjoint(seen["incident"])
    assert seen["locator"] == seen["card"] == seen["escalation"] == set()


def test_what_the_platform_explains_reaches_reporters_as_a_code_and_the_helplines_wording_only() -> None:
    for kind in (Kind.SCHOOL, Kind.UNION, Kind.TRUST, Kind.LOCAL_AUTHORITY, Kind.EMPLOYER_OTHER):
        seen = seen_by(kind)
        assert seen["decision"] == seen["decision_subject"] == seen["notice"] == set()
        assert {"decline_reason", "wording"} <= seen["incident_subject"]
        assert "explanation" not in seen["incident_subject"]


@pytest.mark.parametrize("noun", sorted(RESOURCES))
def test_every_granted_field_has_a_place_where_it_comes_from(noun: str) -> None:
    shape = RESOURCES[noun]
    assert set(field_access.FIELDS[noun]) <= {*shape.columns, *shape.derived, *shape.loaded}


def test_what_every_reader_sees_is_common() -> None:
    assert field_access.common_fields("incident") == frozenset(field_access.FIELDS["incident"]) - {
        "poster",
        "staff_absence",
    }
    assert "incident_count" not in field_access.common_fields("escalation")
