"""Every text and reference that another organisation can read is checked, over HTTP, with the positions of faults."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from marshmallow.validate import OneOf

from api.schemas.base import QuerySchema, RequestSchema
from api.schemas.fields import PlainText
from services.policy.actor import Kind
from tests.api import steps
from tests.api.world import (
    AuthorizedClient,
    World,
    create_organisation,
    incident_body,
    sign_agreement_with_helpline,
)

HOSTILE_TEXT = "Seen at tiktok.com by staff."
HOSTILE_REFERENCE = "REF-rhiannon-davies"
# Fields of requests that hold words of the caller and are checked, with the code that the hostile value gets.
CHECKED_FIELDS = {
    ("NewIncident", "summary_neutral"): "contains_url",
    ("IncidentChanges", "summary_neutral"): "contains_url",
    ("InAppReport", "platform_ref"): "contains_person",
    ("IncidentMove", "note"): "contains_url",
    ("EscalationMove", "note"): "contains_url",
    ("EscalationMove", "platform_case_ref"): "contains_person",
    ("NewEscalation", "explanation"): "contains_url",
    ("NewEscalation", "policy_codes"): "contains_person",
    ("NewVerification", "wording"): "contains_url",
    ("NewDecision", "puid"): "contains_person",
    ("NewDecisionSubject", "policy_code"): "contains_person",
    ("NewDecisionSubject", "facts_neutral"): "contains_url",
    ("NewDecisionSubject", "explanation"): "contains_url",
}
# Fields that are not checked here, with the reason.
OTHER_FIELDS = {
    ("NewLink", "url"): "an address; others get one that is rebuilt from it",
    **{(schema, "case_number"): "compared with the number of a card" for schema in ("NewMemberCase", "MemberCard")},
    **{(schema, "secret"): "compared with the secret of a card" for schema in ("NewMemberCase", "MemberCard")},
    ("NewMemberCase", "consent_evidence_ref"): "encrypted, and in no response",
    ("NewMemberCase", "member_ref"): "only a keyed hash of it is stored",
    **{
        (schema, "external_id"): "shown to its owner only"
        for schema in ("NewIncident", "IncidentChanges", "NewMemberCase", "NewDecision")
    },
    ("NewDecision", "territorial_scope"): "two capital letters",
    ("NewEscalation", "jurisdictions"): "two capital letters",
    ("Move", "note"): "the base class of two schemas above",
}


def list_text_fields() -> Iterator[tuple[str, str]]:
    """Yield schema and name of the fields of request bodies that accept words of the caller."""
    for schema in list_subclasses(RequestSchema):
        if issubclass(schema, QuerySchema) or not schema.__module__.startswith("api."):
            continue
        for name, field in schema().fields.items():
            inner = getattr(field, "inner", field)
            if isinstance(inner, PlainText) and not any(isinstance(check, OneOf) for check in inner.validators):
                yield schema.__name__, name


def list_subclasses(schema: type[RequestSchema]) -> Iterator[type[RequestSchema]]:
    """Yield all subclasses of a schema."""
    for subclass in schema.__subclasses__():
        yield subclass
        yield from list_subclasses(subclass)


def test_every_field_that_accepts_words_is_checked_or_has_a_reason() -> None:
    assert {*list_text_fields()} == CHECKED_FIELDS.keys() | OTHER_FIELDS.keys()
    assert not CHECKED_FIELDS.keys() & OTHER_FIELDS.keys()


def read_faults(response: Any) -> list[tuple[str, str, str]]:
    """Return pointer, code and the characters that the positions enclose, of the faults in a 422."""
    assert response.status_code == 422, response.json
    values = {True: HOSTILE_TEXT, False: HOSTILE_REFERENCE}
    faults = []
    for fault in response.json["errors"]:
        value = values[fault["code"] == "contains_url"]
        faults.append((fault["pointer"], fault["code"], value[fault["start"] : fault["end"]]))
    return faults


def send_with_etag(client: AuthorizedClient, method: str, path: str, subpath: str, body: object) -> Any:
    """Send a request with the current ETag of the resource."""
    headers = {"If_Match": client.get(path).headers["ETag"], "Idempotency_Key": uuid4().hex}
    return client.send(method, f"{path}{subpath}", headers=headers, json=body)


def test_texts_of_reports_and_notes_are_refused(world: World) -> None:
    in_app_report = {"done": True, "platform_ref": HOSTILE_REFERENCE}
    body = incident_body(summary_neutral=HOSTILE_TEXT, in_app_report=in_app_report)
    incident = f"/incidents/{steps.report_incident(world.school)['id']}"
    changes = {"summary_neutral": HOSTILE_TEXT, "in_app_report": in_app_report}
    note = {"action": "triage", "note": HOSTILE_TEXT}

    summary = ("/summary_neutral", "contains_url", "tiktok.com")
    reference = ("/in_app_report/platform_ref", "contains_person", "rhiannon-davies")
    assert read_faults(world.school.post("/incidents", body)) == [summary, reference]
    assert read_faults(send_with_etag(world.school, "PATCH", incident, "", changes)) == [summary, reference]
    assert read_faults(send_with_etag(world.helpline, "POST", incident, "/transitions", note)) == [
        ("/note", "contains_url", "tiktok.com")
    ]


def test_texts_of_escalations_and_decisions_are_refused(world: World) -> None:
    subject_ids = steps.list_subject_ids(steps.accept_incident(world))
    opening = steps.escalation_body(world, subject_ids)
    opening |= {"explanation": HOSTILE_TEXT, "policy_codes": ["spam", HOSTILE_REFERENCE]}
    assert read_faults(world.helpline.post("/escalations", opening)) == [
        ("/explanation", "contains_url", "tiktok.com"),
        ("/policy_codes/1", "contains_person", "rhiannon-davies"),
    ]

    escalation_id = steps.send_escalation(world, subject_ids)["id"]
    escalation = f"/escalations/{escalation_id}"
    move = {"action": "acknowledge", "note": HOSTILE_TEXT, "platform_case_ref": HOSTILE_REFERENCE}
    assert read_faults(send_with_etag(world.platform, "POST", escalation, "/transitions", move)) == [
        ("/note", "contains_url", "tiktok.com"),
        ("/platform_case_ref", "contains_person", "rhiannon-davies"),
    ]

    decision = steps.decision_body(subject_ids)
    texts = {"policy_code": HOSTILE_REFERENCE, "explanation": HOSTILE_TEXT, "facts_neutral": HOSTILE_TEXT}
    hostile = {**decision, "puid": HOSTILE_REFERENCE, "subjects": [{**decision["subjects"][0], **texts}]}
    assert read_faults(world.platform.post(f"{escalation}/decisions", hostile)) == [
        ("/puid", "contains_person", "rhiannon-davies"),
        ("/subjects/0/policy_code", "contains_person", "rhiannon-davies"),
        ("/subjects/0/explanation", "contains_url", "tiktok.com"),
        ("/subjects/0/facts_neutral", "contains_url", "tiktok.com"),
    ]

    steps.record_decision(world, escalation_id, subject_ids)
    check = {"escalation_id": escalation_id, "method": "helpline_manual", "result": "gone", "wording": HOSTILE_TEXT}
    assert read_faults(world.helpline.post(f"/subjects/{subject_ids[0]}/verifications", check)) == [
        ("/wording", "contains_url", "tiktok.com")
    ]


SPELLINGS = ["Kestrelmoor", "k.e.s.t.r.e.l.m.o.o.r", "Kestrel-moor Vale", "K\u0435strelm\u043eor", "KVA", "k v a"]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_school_cannot_name_itself_in_part_or_in_disguise(world: World, spelling: str) -> None:
    school = create_school(world, "Kestrelmoor Vale Academy")

    response = school.post("/incidents", incident_body(summary_neutral=f"It mocks the staff of {spelling} today."))

    assert [(fault["code"], fault["pointer"]) for fault in response.json["errors"]] == [
        ("contains_name", "/summary_neutral")
    ]


def test_a_school_cannot_name_its_trust(world: World) -> None:
    school = create_school(world, "Kestrelmoor Vale Academy")
    create_organisation(world, Kind.TRUST, "Saltmarshe Learning Trust", known_to=(school.organisation_id,))

    response = school.post("/incidents", incident_body(summary_neutral="All schools of Saltmarshe got the clip."))

    assert [fault["code"] for fault in response.json["errors"]] == ["contains_name"]


def test_the_helpline_cannot_name_part_of_a_school_to_the_platform(world: World) -> None:
    subject_ids = steps.list_subject_ids(steps.accept_incident(world))
    opening = steps.escalation_body(world, subject_ids)

    for changes in ({"explanation": "It is about Bryn Coed and its staff."}, {"policy_codes": ["bryn-coed-2026"]}):
        response = world.helpline.post("/escalations", {**opening, **changes})
        assert [fault["code"] for fault in response.json["errors"]] == ["contains_name"], response.json


def test_ordinary_references_are_accepted(world: World) -> None:
    for reference in ("R-2026-118", "118", "2026.11.0042", "case_7f3a9c"):
        steps.report_incident(world.school, in_app_report={"done": True, "platform_ref": reference})


def create_school(world: World, name: str) -> AuthorizedClient:
    """Register a school with an agreement with the helpline, and return its client."""
    school = create_organisation(world, Kind.SCHOOL, name, known_to=(world.helpline.organisation_id,))
    sign_agreement_with_helpline(world, school)
    return school
