"""The operations whose work for PostgreSQL is counted. Each prepares what it needs and returns the call to count."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

from services.core import clock
from services.core.tenant_ids import get_tenant_id
from services.jobs import tasks
from tests.api.steps import (
    Json,
    accept_incident,
    decision_body,
    escalation_body,
    issue_card,
    list_subject_ids,
    open_escalation,
    record_decision,
    report_incident,
    send_escalation,
    take_actions,
)
from tests.api.world import AuthorizedClient, World, incident_body, request_token
from tests.auth.api_clients import assertion_form, register_with_key

Call: TypeAlias = Callable[..., Any]
Prepare: TypeAlias = Callable[[World], Call]


def prepare_get(world: World, kind: str, path: str) -> Call:
    """Return a GET by the organisation of this kind; the path may name ids of a new incident and escalation."""
    incident, escalation = _send_new_escalation(world)
    (subject_id,) = list_subject_ids(incident)
    ids = {"incident_id": incident["id"], "escalation_id": escalation["id"], "subject_id": subject_id}
    return partial(getattr(world, kind).get, path.format(**ids))


def prepare_report(world: World, links: int) -> Call:
    """Return a report with this number of new links."""
    body = incident_body(links=[incident_body()["links"][0] for _ in range(links)])
    return partial(world.school.post, "/incidents", body)


def prepare_repeated_report(world: World) -> Call:
    """Return the repetition of a report with the same Idempotency-Key."""
    report = partial(world.school.post, "/incidents", incident_body(), Idempotency_Key=str(clock.new_id()))
    report()
    return report


def prepare_amendment(world: World) -> Call:
    """Return a change of a reported incident."""
    incident = report_incident(world.school)
    return partial(world.school.patch, f"/incidents/{incident['id']}", {"view_band": "1k_10k"}, If_Match='"1"')


def prepare_new_link(world: World) -> Call:
    """Return one more link for a reported incident."""
    incident = report_incident(world.school)
    return partial(world.school.post, f"/incidents/{incident['id']}/subjects", incident_body()["links"][0])


def prepare_triage(world: World) -> Call:
    """Return a transition of an incident."""
    return _prepare_action(world.helpline, f"/incidents/{report_incident(world.school)['id']}", "triage")


def prepare_escalation(world: World) -> Call:
    """Return a new escalation."""
    body = escalation_body(world, list_subject_ids(accept_incident(world)))
    return partial(world.helpline.post, "/escalations", body)


def prepare_sending(world: World) -> Call:
    """Return the transition that sends an escalation to the platform."""
    escalation = open_escalation(world, list_subject_ids(accept_incident(world)))
    return _prepare_action(world.helpline, f"/escalations/{escalation['id']}", "send")


def prepare_acknowledgement(world: World) -> Call:
    """Return the platform's acknowledgement of an escalation."""
    _, escalation = _send_new_escalation(world)
    return _prepare_action(world.platform, f"/escalations/{escalation['id']}", "acknowledge")


def prepare_decision(world: World) -> Call:
    """Return the platform's decision on a subject."""
    incident, escalation = _send_new_escalation(world)
    body = decision_body(list_subject_ids(incident))
    return partial(world.platform.post, f"/escalations/{escalation['id']}/decisions", body)


def prepare_verification(world: World) -> Call:
    """Return the helpline's check of a decided subject."""
    incident, escalation = _send_new_escalation(world)
    (subject_id,) = list_subject_ids(incident)
    record_decision(world, escalation["id"], [subject_id])
    body = {"escalation_id": escalation["id"], "method": "helpline_manual", "result": "gone"}
    return partial(world.helpline.post, f"/subjects/{subject_id}/verifications", body)


def prepare_member_case(world: World) -> Call:
    """Return a new case of the union, which a card links to an incident."""
    body = {**issue_card(world), "consent_evidence_ref": "CONSENT-1"}
    return partial(world.union.post, "/member-cases", body)


def prepare_token_for_secret(world: World) -> Call:
    """Return a token request with a secret."""
    return partial(request_token, world.school)


def prepare_token_for_assertion(world: World) -> Call:
    """Return a token request with a signed assertion."""
    form = {"grant_type": "client_credentials", **assertion_form(register_with_key("").sign_assertion())}
    return partial(world.app.test_client().post, "/oauth/token", data=form)


def prepare_fan_out(world: World, incidents: int) -> Call:
    """Return the job that passes a decision on to this number of incidents with the same link."""
    links = incident_body()["links"]
    reported = [report_incident(world.school, links=links) for _ in range(incidents)]
    for incident in reported:
        take_actions(world.helpline, f"/incidents/{incident['id']}", "triage", "accept")
    subject_ids = list_subject_ids(reported[0])
    escalation = send_escalation(world, subject_ids)
    record_decision(world, escalation["id"], subject_ids)
    helpline_id = get_tenant_id(world.helpline.organisation_id, "helpline")
    return partial(
        tasks.fan_out_escalation,
        organisation_id=str(helpline_id),
        escalation_id=escalation["id"],
        cause_id=str(clock.new_id()),
    )


def _send_new_escalation(world: World) -> tuple[Json, Json]:
    """Return an accepted incident with one subject, and the escalation of it that was sent."""
    incident = accept_incident(world)
    return incident, send_escalation(world, list_subject_ids(incident))


def _prepare_action(client: AuthorizedClient, path: str, action: str) -> Call:
    """Return a transition of the resource with this path."""
    etag = client.get(path).headers["ETag"]
    return partial(client.post, f"{path}/transitions", {"action": action}, If_Match=etag)


def _get(kind: str, path: str) -> Prepare:
    """Return the function that prepares a GET."""
    return partial(prepare_get, kind=kind, path=path)


OPERATIONS: dict[str, Prepare] = {
    "get an incident": _get("helpline", "/incidents/{incident_id}"),
    "get an own incident": _get("school", "/incidents/{incident_id}"),
    "get an escalation": _get("platform", "/escalations/{escalation_id}"),
    "list incidents": _get("helpline", "/incidents"),
    "list own incidents": _get("school", "/incidents"),
    "list subjects of an incident": _get("school", "/incidents/{incident_id}/subjects"),
    "list transitions of an incident": _get("helpline", "/incidents/{incident_id}/transitions"),
    "list escalations": _get("helpline", "/escalations"),
    "list escalations of a platform": _get("platform", "/escalations"),
    "list decisions": _get("platform", "/escalations/{escalation_id}/decisions"),
    "list notices": _get("helpline", "/escalations/{escalation_id}/notices"),
    "list verifications": _get("helpline", "/subjects/{subject_id}/verifications"),
    "list changes": _get("helpline", "/changes"),
    "list changes of a platform": _get("platform", "/changes"),
    "get a locator": _get("platform", "/subjects/{subject_id}/locator?purpose=act"),
    "get statistics": _get("government", "/statistics?nation=WLS&week=2026-W01"),
    "list organisations": _get("helpline", "/organisations"),
    "list member cases": _get("union", "/member-cases"),
    "list oversights": _get("school", "/oversights"),
    "get me": _get("school", "/me"),
    "list vocabularies": _get("school", "/vocabularies"),
    "report with one link": partial(prepare_report, links=1),
    "report with three links": partial(prepare_report, links=3),
    "repeat a report": prepare_repeated_report,
    "amend an incident": prepare_amendment,
    "add a link": prepare_new_link,
    "triage an incident": prepare_triage,
    "open an escalation": prepare_escalation,
    "send an escalation": prepare_sending,
    "acknowledge an escalation": prepare_acknowledgement,
    "post a decision": prepare_decision,
    "post a verification": prepare_verification,
    "open a member case": prepare_member_case,
    "token for a secret": prepare_token_for_secret,
    "token for an assertion": prepare_token_for_assertion,
    "fan out to two incidents": partial(prepare_fan_out, incidents=2),
    "fan out to six incidents": partial(prepare_fan_out, incidents=6),
}
