"""Suspension of an organisation, in every direction: as caller, as owner of data, and as recipient."""

from __future__ import annotations

from uuid import UUID

import pytest

from api import operator
from services import organisations
from services.core.db import run_as_operator
from services.policy.actor import Kind
from tests.api.steps import (
    Json,
    accept_incident,
    decision_body,
    escalation_body,
    issue_card,
    list_subject_ids,
    open_escalation,
    read_json,
    report_incident,
    send_escalation,
    take_actions,
)
from tests.api.world import (
    AuthorizedClient,
    World,
    create_client,
    create_organisation,
    create_world,
    incident_body,
    renew_token,
    request_token,
    sign_agreement_with_helpline,
)
from tests.auth.api_clients import register_with_secret
from tests.auth.test_every_worker import count_statuses
from tests.conftest import StartService
from tests.factories.parties import create_organisation as register_organisation
from tests.support.databases import Database
from tests.support.jobs import run_pending_jobs
from tests.support.markers import slow

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def world(database: Database) -> World:
    """A world for each test, because suspensions would show in the others."""
    return create_world()


@pytest.fixture
def trust(world: World) -> AuthorizedClient:
    """A trust that oversees the school."""
    school = world.school.organisation_id
    trust = create_organisation(world, Kind.TRUST, "Ymddiriedolaeth Dysgu", known_to=(school,))
    sign_agreement_with_helpline(world, world.school, trust)
    read_json(world.school.post("/oversights", {"overseer_id": str(trust.organisation_id)}))
    return trust


def suspend(client: AuthorizedClient) -> None:
    """Suspend the client's organisation with the operator's command."""
    assert operator.main(["suspend-organisation", str(client.organisation_id)]) == 0


def reinstate(client: AuthorizedClient) -> AuthorizedClient:
    """Reinstate the client's organisation, and return the client with a new token."""
    assert operator.main(["reinstate-organisation", str(client.organisation_id)]) == 0
    return renew_token(client)


def introspect(client: AuthorizedClient, token: str) -> bool:
    """Return whether a token is active, as a client of its organisation learns it."""
    auth = (client.client_id, str(client.secret))
    response = client.app.test_client().post("/oauth/introspect", data={"token": token}, auth=auth)
    return bool(response.get_json()["active"])


def read_feed(client: AuthorizedClient) -> list[Json]:
    """Return the entries of the client's feed."""
    entries: list[Json] = client.get("/changes?limit=200").json["data"]
    return entries


def confirm_school(world: World, path: str) -> None:
    """Let the helpline name the school that an incident is about."""
    change = {"school_id": str(world.school.organisation_id)}
    read_json(world.helpline.patch(path, change, If_Match=world.helpline.get(path).headers["ETag"]))


def test_suspension_ends_tokens_and_refuses_new_ones(world: World) -> None:
    """Given a school with a token; when it is suspended and reinstated; then only new tokens work."""
    assert world.school.get("/me").status_code == 200
    suspend(world.school)
    refused = world.school.get("/me")
    assert (refused.status_code, refused.json["code"]) == (401, "invalid_token")
    assert request_token(world.school).status_code == 401
    assert world.other_school.get("/me").status_code == 200
    reinstated = reinstate(world.school)
    assert reinstated.get("/me").status_code == 200
    assert world.school.get("/me").status_code == 401


def test_clients_registered_during_the_suspension_are_refused(world: World) -> None:
    suspend(world.school)
    client = register_with_secret("", organisation=world.school.organisation_id)
    form = {"grant_type": "client_credentials"}
    response = world.anonymous_client().post("/oauth/token", data=form, auth=(client.client_id, str(client.secret)))
    assert (response.status_code, response.json["error"]) == (401, "invalid_client")


def test_introspection_calls_the_tokens_of_a_suspended_organisation_inactive(world: World) -> None:
    """Given two clients of a union; when it is suspended and reinstated; then the old tokens stay inactive."""
    colleague = create_client(world.app, world.union.organisation_id, Kind.UNION)
    assert introspect(world.union, colleague.token)
    suspend(world.union)
    auth = (world.union.client_id, str(world.union.secret))
    form = {"token": colleague.token}
    assert world.anonymous_client().post("/oauth/introspect", data=form, auth=auth).status_code == 401
    union = reinstate(world.union)
    assert not introspect(union, colleague.token)
    assert introspect(union, union.token)


def test_a_suspended_organisation_gets_no_feed_entries_and_reads_the_lists_again(world: World) -> None:
    """Given a suspended school; when its incident changes; then its feed gets nothing, and its cursor is gone."""
    incident = report_incident(world.school)
    cursor = world.school.get("/changes").json["next_cursor"]
    other_incident = report_incident(world.other_school)
    suspend(world.school)
    take_actions(world.helpline, f"/incidents/{incident['id']}", "triage", "accept")
    take_actions(world.helpline, f"/incidents/{other_incident['id']}", "triage", "accept")
    school = reinstate(world.school)
    gone = school.get(f"/changes?cursor={cursor}")
    assert (gone.status_code, gone.json["code"]) == (410, "cursor_expired")
    assert [entry["kind"] for entry in read_feed(school)] == ["incident.submitted"]
    assert len(read_feed(world.other_school)) == 3
    page = school.get("/incidents").json
    assert [(each["id"], each["state"]) for each in page["data"]] == [(incident["id"], "accepted")]
    assert school.get(f"/changes?cursor={page['sync_cursor']}").status_code == 200


def test_nothing_is_escalated_to_a_suspended_platform(world: World) -> None:
    """Given a queued escalation; when the platform is suspended; then it stays queued, until it is reinstated."""
    queued = open_escalation(world, list_subject_ids(accept_incident(world)))
    path = f"/escalations/{queued['id']}"
    suspend(world.platform)
    etag = world.helpline.get(path).headers["ETag"]
    refused = world.helpline.post(f"{path}/transitions", {"action": "send"}, If_Match=etag)
    assert (refused.status_code, refused.json["code"]) == (409, "platform_not_active")
    assert world.helpline.get(path).json["state"] == "queued"
    body = escalation_body(world, list_subject_ids(accept_incident(world)))
    assert world.helpline.post("/escalations", body).json["code"] == "platform_not_active"
    assert operator.main(["reinstate-organisation", str(world.platform.organisation_id)]) == 0
    assert take_actions(world.helpline, path, "send")["state"] == "sent"


def test_a_suspended_platform_neither_reads_nor_decides(world: World) -> None:
    """Given a sent escalation; when the platform is suspended; then it gets 401, no entries and no locator."""
    subject_ids = list_subject_ids(accept_incident(world))
    escalation = send_escalation(world, subject_ids)
    suspend(world.platform)
    requests = [
        world.platform.get(f"/escalations/{escalation['id']}"),
        world.platform.get(f"/subjects/{subject_ids[0]}/locator?purpose=act"),
        world.platform.post(f"/escalations/{escalation['id']}/decisions", decision_body(subject_ids)),
    ]
    assert [response.status_code for response in requests] == [401] * 3


def test_no_agreement_with_a_suspended_organisation_is_in_force(world: World) -> None:
    """Given an accepted incident; when its school is suspended; then the helpline can neither read its addresses nor
    pass them on, until the school is reinstated."""
    subject_ids = list_subject_ids(accept_incident(world))
    locator = f"/subjects/{subject_ids[0]}/locator?purpose=triage"
    suspend(world.school)
    refused = world.helpline.get(locator)
    assert (refused.status_code, refused.json["code"]) == (403, "no_agreement")
    assert world.helpline.post("/escalations", escalation_body(world, subject_ids)).status_code == 422
    reinstate(world.school)
    assert world.helpline.get(locator).status_code == 200
    assert world.helpline.post("/escalations", escalation_body(world, subject_ids)).status_code == 201


def test_reports_are_refused_while_the_helpline_is_suspended(world: World) -> None:
    suspend(world.helpline)
    assert world.school.post("/incidents", incident_body()).json["code"] == "no_agreement"
    reinstate(world.helpline)
    assert world.school.post("/incidents", incident_body()).status_code == 201


@pytest.mark.parametrize("suspended", ["school", "union", "helpline"])
def test_cards_stop_while_their_school_union_or_helpline_is_suspended(world: World, suspended: str) -> None:
    """Given a card; when its school, the union or the helpline is suspended; then it opens no case until the end."""
    body = {**issue_card(world), "consent_evidence_ref": "CONSENT-1"}
    suspend(getattr(world, suspended))
    expected_status = {"school": 404, "union": 401, "helpline": 403}[suspended]
    assert world.union.post("/member-cases", body).status_code == expected_status
    reinstated = reinstate(getattr(world, suspended))
    union = reinstated if suspended == "union" else world.union
    assert union.post("/member-cases", body).status_code == 201


def test_a_union_does_not_see_the_incident_of_a_card_while_its_school_is_suspended(world: World) -> None:
    """Given a member case; when the school is suspended; then the union's incident is 404 until the end."""
    card = issue_card(world)
    read_json(world.union.post("/member-cases", {**card, "consent_evidence_ref": "CONSENT-1"}))
    (incident,) = world.union.get("/incidents").json["data"]
    cursor = world.union.get("/changes").json["next_cursor"]
    suspend(world.school)
    assert world.union.get(f"/incidents/{incident['id']}").status_code == 404
    assert world.union.get("/incidents").json["data"] == []
    assert world.union.get(f"/changes?cursor={cursor}").status_code == 410
    assert world.helpline.get(f"/incidents/{incident['id']}").status_code == 200
    reinstate(world.school)
    assert world.union.get(f"/incidents/{incident['id']}").status_code == 200


def test_an_overseer_reads_nothing_of_a_suspended_school(world: World, trust: AuthorizedClient) -> None:
    """Given an overseen incident; when its school is suspended; then the overseer sees it again only after the end."""
    incident = report_incident(world.school)
    path = f"/incidents/{incident['id']}"
    assert trust.get(path).status_code == 200
    entries = len(read_feed(trust))
    suspend(world.school)
    assert trust.get(path).status_code == 404
    take_actions(world.helpline, path, "triage")
    assert len(read_feed(trust)) == entries
    reinstate(world.school)
    assert trust.get(path).json["state"] == "in_triage"
    assert world.other_school.get(path).status_code == 404


def test_a_suspended_overseer_reads_nothing_and_gets_nothing(world: World, trust: AuthorizedClient) -> None:
    """Given an oversight; when the trust is suspended; then new incidents are not shared with it, also afterwards."""
    shared = report_incident(world.school)
    suspend(trust)
    assert trust.get(f"/incidents/{shared['id']}").status_code == 401
    unshared = report_incident(world.school)
    trust = reinstate(trust)
    assert trust.get(f"/incidents/{shared['id']}").status_code == 200
    assert trust.get(f"/incidents/{unshared['id']}").status_code == 404


def test_no_oversight_by_a_suspended_organisation_is_created_or_enabled(world: World, trust: AuthorizedClient) -> None:
    """Given a suspended trust; when schools give it oversight, or enable one again; then they are refused."""
    (oversight,) = world.school.get("/oversights").json["data"]
    path = f"/oversights/{oversight['id']}"
    disabled = world.school.patch(path, {"in_force": False}, If_Match=f'"{oversight["version"]}"')
    suspend(trust)
    enabled = world.school.patch(path, {"in_force": True}, If_Match=disabled.headers["ETag"])
    assert (enabled.status_code, enabled.json["code"]) == (403, "no_agreement")
    created = world.other_school.post("/oversights", {"overseer_id": str(trust.organisation_id)})
    assert created.status_code == 422


@pytest.mark.parametrize("reporter", ["school", "union"])
def test_outcomes_reach_a_suspended_reporter_when_it_is_reinstated(world: World, reporter: str) -> None:
    """Given a decision about a suspended reporter's incident; when it is reinstated; then it gets the outcome."""
    client = getattr(world, reporter)
    path = f"/incidents/{report_incident(client)['id']}"
    if reporter == "union":
        confirm_school(world, path)
    subject_ids = list_subject_ids(take_actions(world.helpline, path, "triage", "accept"))
    escalation = send_escalation(world, subject_ids)
    run_pending_jobs()
    entries = len(read_feed(client))
    suspend(client)
    read_json(world.platform.post(f"/escalations/{escalation['id']}/decisions", decision_body(subject_ids)))
    run_pending_jobs()
    client = reinstate(client)
    assert len(read_feed(client)) == entries
    run_pending_jobs()
    assert client.get(path).json["subjects"][0]["outcome_code"] == "content_removed"
    assert len(read_feed(client)) == entries + 1


@pytest.mark.parametrize("suspended", ["school", "employer"])
def test_cards_of_a_representative_stop_while_it_or_the_school_is_suspended(world: World, suspended: str) -> None:
    """Given a card of another employer, about a school; when either is suspended; then it opens no case."""
    employer = create_organisation(world, Kind.EMPLOYER_OTHER, "Staff agency")
    sign_agreement_with_helpline(world, employer)
    path = f"/incidents/{report_incident(employer)['id']}"
    confirm_school(world, path)
    card = read_json(employer.post(f"{path}/card", {}))
    organisation = {"school": world.school, "employer": employer}[suspended]
    suspend(organisation)
    body = {**card, "consent_evidence_ref": "CONSENT-1"}
    assert world.union.post("/member-cases", body).status_code == 404
    reinstate(organisation)
    assert world.union.post("/member-cases", body).status_code == 201


@pytest.mark.parametrize("command", ["suspend-organisation", "reinstate-organisation"])
def test_the_command_refuses_unknown_organisations(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert operator.main([command, str(UUID(int=0))]) == 1
    assert capsys.readouterr().err.startswith("operator: There is no organisation with this id")


@slow
def test_every_worker_refuses_the_tokens_of_a_suspended_organisation(
    database: Database, start_service: StartService
) -> None:
    with start_service(database, web_workers=4, job_worker=False) as running:
        school = register_organisation(Kind.SCHOOL)
        client = register_with_secret(running.base_url, organisation=school)
        token = client.get_token()
        assert count_statuses(running, [token]) == {200: 4}
        run_as_operator(school, lambda session: organisations.suspend_organisation(session, school))
        assert count_statuses(running, [token]) == {401: 4}
