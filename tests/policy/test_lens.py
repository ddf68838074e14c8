"""Who sees which field: the whole table of the design's section d2, and the views that verbs really answer with."""

from __future__ import annotations

import pytest

from services.clock import new_id
from services.policy import lens
from services.policy.actor import Actor, Kind
from services.reading.shapes import SHAPES
from tests.support.grids import COLUMNS

# Every noun, every field, and the kinds that see it; * is every kind.
SEEN = {
    "incident": """
        id reference version created_at updated_at state closure_reason: SUH
        nation school_id school_confirmed reporter affected_kind affected_person: SUH
        summary_neutral harm_categories priority in_app_report first_seen_at: SUH
        reported_at view_band allegation_flag subjects: SUH
        poster: SH
        staff_absence: S""",
    "incident_subject": """
        subject_id platform type role added_at escalation_state tier due_ack_at due_decision_at: SUH
        outcome_code decline_reason outcome_at verification wording: SUH""",
    "escalation": """
        id reference version created_at updated_at state platform_id channel tier priority basis: HP
        policy_codes harm_categories jurisdictions notifier source_incident_count_band: HP
        sent_at due_ack_at due_decision_at subjects suspected_minor platform_case_ref: HP
        incident_count: H""",
    "escalation_subject": "subject_id type action decline_reason decided_at verification: HP",
    "notice": "escalation_id seq format state sent_at good_faith_statement payload_sha256 payload: HP",
    "decision": """
        id escalation_id puid decided_at applied_at recorded_at territorial_scope: HP
        automated_detection automated_decision late subjects: HP
        posted_by_client_id: P""",
    "decision_subject": "subject_id action ground policy_code decline_reason facts_neutral explanation: HP",
    "verification": """
        id escalation_id subject_id checked_at recorded_at method result: HP
        wording: H""",
    "transition": "version action source target by reason note at: SUHP",
    "card": "case_number secret: S",
    "member_case": "id version created_at updated_at incident_id stage: U",
    "locator": "subject_id url: SUHP",
    "organisation": "id kind name name_cy nations platform: *",
    "release": "id version nation week as_at: HG",
    "statistic": "nation week platform count suppressed as_at: G",
}


def expected(noun: str) -> dict[str, frozenset[Kind]]:
    fields = {}
    for line in SEEN[noun].strip().splitlines():
        names, _, letters = line.rpartition(":")
        kinds = COLUMNS.values() if letters.strip() == "*" else (COLUMNS[letter] for letter in letters.strip())
        fields.update(dict.fromkeys(names.split(), frozenset(kinds)))
    return fields


def seen_by(kind: Kind) -> dict[str, set[str]]:
    return {noun: set(lens.granted(Actor(new_id(), kind), noun)) for noun in lens.FIELDS}


def test_every_noun_is_in_the_table() -> None:
    assert set(lens.FIELDS) == set(SEEN)
    assert set(SHAPES) <= set(SEEN)


@pytest.mark.parametrize("noun", sorted(SEEN))
def test_every_field_is_seen_by_exactly_these_kinds(noun: str) -> None:
    assert dict(lens.FIELDS[noun]) == expected(noun)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("noun", sorted(SEEN))
def test_a_view_holds_what_is_granted_and_the_rest_is_absent(noun: str, kind: Kind) -> None:
    everything = dict.fromkeys(lens.FIELDS[noun], "something")
    granted = {field for field, kinds in expected(noun).items() if kind in kinds}
    assert set(lens.view(Actor(new_id(), kind), noun, everything)) == granted


def test_staff_absence_is_the_schools_and_nobody_elses() -> None:
    assert [kind for kind in Kind if "staff_absence" in seen_by(kind)["incident"]] == [Kind.SCHOOL]


def test_the_exact_number_of_reporters_is_the_helplines_and_the_platform_is_told_a_band() -> None:
    counts = {"incident_count", "source_incident_count_band"}
    assert counts & seen_by(Kind.HELPLINE)["escalation"] == counts
    assert counts & seen_by(Kind.PLATFORM)["escalation"] == {"source_incident_count_band"}
    for kind in (Kind.SCHOOL, Kind.UNION):
        assert not any("count" in field for fields in seen_by(kind).values() for field in fields)


def test_an_address_is_in_no_noun_but_the_locator() -> None:
    telling = {"url", "handle", "address", "canonical_key", "native_id", "locator"}
    holding = {noun for noun, fields in lens.FIELDS.items() if telling & set(fields)}
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
    assert not any("union" in field or "member" in field for fields in lens.FIELDS.values() for field in fields)


def test_no_field_names_the_owner_of_anything() -> None:
    owners = {"owner_id", "owner_org_id", "reporting_org_id", "organisation_id", "helpline_id"}
    assert not any(owners & set(fields) for fields in lens.FIELDS.values())


def test_a_government_sees_figures_and_releases_and_who_takes_part() -> None:
    assert {noun for noun, fields in seen_by(Kind.GOVERNMENT).items() if fields} == {
        "organisation",
        "release",
        "statistic",
    }


@pytest.mark.parametrize(
    "kind", sorted(set(Kind) - {Kind.SCHOOL, Kind.UNION, Kind.HELPLINE, Kind.PLATFORM, Kind.GOVERNMENT})
)
def test_every_other_kind_sees_nothing_but_who_takes_part(kind: Kind) -> None:
    assert {noun for noun, fields in seen_by(kind).items() if fields} == {"organisation"}


def test_what_the_platform_explains_reaches_reporters_as_a_code_and_the_helplines_wording_only() -> None:
    for kind in (Kind.SCHOOL, Kind.UNION):
        seen = seen_by(kind)
        assert seen["decision"] == seen["decision_subject"] == seen["notice"] == set()
        assert {"decline_reason", "wording"} <= seen["incident_subject"]
        assert "explanation" not in seen["incident_subject"]


@pytest.mark.parametrize("noun", sorted(SHAPES))
def test_every_granted_field_has_a_place_where_it_comes_from(noun: str) -> None:
    shape = SHAPES[noun]
    assert set(lens.FIELDS[noun]) <= {*shape.columns, *shape.derived, *shape.loaded}


def test_what_every_reader_sees_is_common() -> None:
    assert lens.common("incident") == frozenset(lens.FIELDS["incident"]) - {"poster", "staff_absence"}
    assert "incident_count" not in lens.common("escalation")
