"""Field-level access: the design's table d2, and the rules that no field may break."""

from __future__ import annotations

import pytest

from services.core.clock import new_id
from services.policy.actor import Actor, Kind
from services.policy.field_access import common_fields, granted_fields, select_granted
from services.policy.resource_spec import ResourceSpec
from services.resources.escalation import ESCALATION
from services.resources.incident import INCIDENT
from services.resources.registry import list_queryable, load_specs
from tests.support import permission_matrix

DESIGN = permission_matrix.load_field_readers()
SPECS = load_specs()
FIELD_NAMES = {name: {field.name for field in spec.fields} for name, spec in SPECS.items()}


def list_visible_fields(kind: Kind) -> dict[str, set[str]]:
    """Return the names of the fields that the kind may see, by resource."""
    actor = Actor(new_id(), kind)
    return {name: {field.name for field in granted_fields(actor, spec)} for name, spec in SPECS.items()}


def test_every_resource_of_the_design_exists() -> None:
    assert set(DESIGN) <= set(SPECS)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("name", sorted(DESIGN))
def test_a_view_holds_the_granted_fields_and_no_others(name: str, kind: Kind) -> None:
    actor = Actor(new_id(), kind)
    row = {**dict.fromkeys(FIELD_NAMES[name], "something"), "owner_id": actor.organisation_id}
    granted = {field for field, kinds in DESIGN[name].items() if kind in kinds}
    assert set(select_granted(actor, SPECS[name], row)) == granted


@pytest.mark.parametrize("kind", Kind)
def test_a_reference_of_the_owner_is_in_no_view_of_another_organisation(kind: Kind) -> None:
    row = {**dict.fromkeys(FIELD_NAMES["incident"], "something"), "owner_id": new_id()}
    assert "external_id" not in select_granted(Actor(new_id(), kind), INCIDENT, row)


def test_only_employers_see_staff_absence() -> None:
    kinds = [kind for kind in Kind if "staff_absence" in list_visible_fields(kind)["incident"]]
    assert kinds == [Kind.SCHOOL, Kind.EMPLOYER_OTHER]


def test_the_helpline_sees_the_exact_number_of_reporters_and_the_platform_a_band() -> None:
    counts = {"incident_count", "source_incident_count_band"}
    assert counts & list_visible_fields(Kind.HELPLINE)["escalation"] == counts
    assert counts & list_visible_fields(Kind.PLATFORM)["escalation"] == {"source_incident_count_band"}
    for kind in set(Kind) - {Kind.HELPLINE, Kind.PLATFORM}:
        # The count of a published figure belongs to no subject.
        visible = {name: fields for name, fields in list_visible_fields(kind).items() if name != "statistic"}
        assert not any("count" in field for fields in visible.values() for field in fields)


def test_only_the_locator_holds_an_address() -> None:
    revealing = {"url", "handle", "address", "canonical_key", "native_id", "locator"}
    assert {name for name, fields in FIELD_NAMES.items() if revealing & fields} == {"locator"}


def test_a_platform_sees_a_suspected_minor_and_never_the_poster() -> None:
    visible = list_visible_fields(Kind.PLATFORM)
    assert "suspected_minor" in visible["escalation"]
    assert not any("poster" in field or "age" in field.split("_") for fields in visible.values() for field in fields)


def test_a_platform_sees_neither_incidents_nor_their_reporters() -> None:
    visible = list_visible_fields(Kind.PLATFORM)
    assert visible["incident"] == visible["incident_subject"] == visible["member_case"] == visible["card"] == set()
    assert not any("school" in field or "reporter" in field for fields in visible.values() for field in fields)


def test_only_unions_see_member_cases_and_no_field_names_a_union() -> None:
    assert [kind for kind in Kind if list_visible_fields(kind)["member_case"]] == [Kind.UNION]
    assert not any("union" in field or "member" in field for fields in FIELD_NAMES.values() for field in fields)


def test_no_field_names_the_owner_of_a_resource() -> None:
    owners = {"owner_id", "owner_org_id", "reporting_org_id", "organisation_id", "helpline_id"}
    assert not any(owners & fields for fields in FIELD_NAMES.values())


@pytest.mark.parametrize("kind", [Kind.TRUST, Kind.LOCAL_AUTHORITY])
def test_an_overseer_sees_neither_poster_nor_absence_nor_address(kind: Kind) -> None:
    visible = list_visible_fields(kind)
    assert {"poster", "staff_absence"}.isdisjoint(visible["incident"])
    assert visible["locator"] == visible["card"] == visible["escalation"] == set()


def test_reporters_see_the_decline_code_and_the_helplines_wording_but_not_the_platforms_explanation() -> None:
    for kind in (Kind.SCHOOL, Kind.UNION, Kind.TRUST, Kind.LOCAL_AUTHORITY, Kind.EMPLOYER_OTHER):
        visible = list_visible_fields(kind)
        assert visible["decision"] == visible["decision_subject"] == visible["notice"] == set()
        assert {"decline_reason", "wording"} <= visible["incident_subject"]
        assert "explanation" not in visible["incident_subject"]


@pytest.mark.parametrize("spec", list_queryable(), ids=lambda spec: spec.name)
def test_every_field_of_a_queryable_resource_has_a_source(spec: ResourceSpec[object]) -> None:
    columns = set(spec.table_model.__table__.columns.keys())
    sourceless = [field.name for field in spec.fields if field.expression is None and field.parts is None]
    assert set(sourceless) <= columns


def test_fields_that_every_reader_sees_are_common() -> None:
    assert common_fields(INCIDENT) == FIELD_NAMES["incident"] - {"poster", "staff_absence", "external_id"}
    assert "incident_count" not in common_fields(ESCALATION)
