"""Actions: the contract names them, and a resource lists those that succeed now, each with the fields it requires."""

from __future__ import annotations

from typing import Any

import pytest
from orjson import loads

from openapi.__main__ import generate_contract
from services.resources.escalation import ESCALATION
from services.resources.incident import INCIDENT
from services.vocabularies.actions import EscalationAction, IncidentAction
from tests.api.steps import Json, accept_incident, list_subject_ids, report_incident, send_escalation, take_actions
from tests.api.world import AuthorizedClient, World

SCHEMAS: Json = loads(generate_contract())["components"]["schemas"]
MOVES: dict[str, Any] = {"IncidentMove": INCIDENT, "EscalationMove": ESCALATION}


def take(client: AuthorizedClient, path: str, **body: object) -> Any:
    """Take an action on the present version; return the response."""
    return client.post(f"{path}/transitions", body, If_Match=client.get(path).headers["ETag"])


def list_allowed(client: AuthorizedClient, path: str) -> dict[str, Json]:
    """Return the actions that the client may take now, by name."""
    return {entry["action"]: entry for entry in client.get(f"{path}/transitions").json["allowed"]}


@pytest.mark.parametrize("name", MOVES)
def test_the_contract_lists_the_actions_that_a_client_can_request(name: str) -> None:
    assert SCHEMAS[name]["properties"]["action"]["enum"] == list(MOVES[name].machine.list_actions())


def test_the_vocabularies_list_every_action() -> None:
    assert {rule.action for rule in INCIDENT.machine.rules} == set(IncidentAction)
    assert {rule.action for rule in ESCALATION.machine.rules} == set(EscalationAction)


@pytest.mark.parametrize(("schema", "action"), [("NewDecision", "record_decision"), ("NewVerification", "verify")])
def test_an_action_with_a_resource_of_its_own_requires_what_that_resource_requires(schema: str, action: str) -> None:
    (requires,) = {rule.requires for rule in ESCALATION.machine.rules if rule.action == action}
    assert sorted(requires) == sorted(f"/{name}" for name in SCHEMAS[schema]["required"])


@pytest.mark.parametrize("action", ["Triage", "escalate", "apply_outcome", "send", "reopen"])
def test_an_unknown_action_of_an_incident_is_answered_with_the_known_ones(world: World, action: str) -> None:
    path = f"/incidents/{report_incident(world.school)['id']}"
    response = take(world.helpline, path, action=action)
    assert response.status_code == 422
    (error,) = response.json["errors"]
    assert error["pointer"] == "/action"
    assert all(name in error["detail"] for name in INCIDENT.machine.list_actions())


@pytest.mark.parametrize("action", ["record_decision", "verify", "recall", "triage"])
def test_an_unknown_action_of_an_escalation_is_answered_with_the_known_ones(world: World, action: str) -> None:
    path = f"/escalations/{send_escalation(world, list_subject_ids(accept_incident(world)))['id']}"
    response = take(world.platform, path, action=action)
    assert response.status_code == 422
    (error,) = response.json["errors"]
    assert all(name in error["detail"] for name in ESCALATION.machine.list_actions())


def test_acceptance_is_not_allowed_but_blocked_while_the_school_or_the_harm_is_missing(world: World) -> None:
    path = f"/incidents/{report_incident(world.union, harm_categories=[])['id']}"
    take_actions(world.helpline, path, "triage")
    transitions = world.helpline.get(f"{path}/transitions").json
    assert {entry["action"] for entry in transitions["allowed"]} == {"request_information", "close_no_action"}
    (blocked,) = transitions["blocked"]
    assert (blocked["action"], blocked["missing"]) == ("accept", ["/school_id", "/harm_categories"])
    refused = take(world.helpline, path, action="accept")
    assert (refused.status_code, refused.json["code"]) == (409, "guard_not_met")
    assert refused.json["allowed"] == ["close_no_action", "request_information"]
    assert refused.json["missing"] == blocked["missing"]


def test_acceptance_is_allowed_as_soon_as_the_missing_fields_are_set(world: World) -> None:
    path = f"/incidents/{report_incident(world.union, harm_categories=[])['id']}"
    take_actions(world.helpline, path, "triage")
    changes = {"school_id": str(world.school.organisation_id), "harm_categories": ["threat"]}
    world.helpline.patch(path, changes, If_Match=world.helpline.get(path).headers["ETag"])
    assert "accept" in list_allowed(world.helpline, path)
    assert world.helpline.get(f"{path}/transitions").json["blocked"] == []
    assert take(world.helpline, path, action="accept").status_code == 200


def test_acceptance_is_blocked_without_a_missing_field_while_safeguarding_comes_first(world: World) -> None:
    path = f"/incidents/{report_incident(world.school, allegation_flag='alleges_child_harm')['id']}"
    take_actions(world.helpline, path, "triage")
    transitions = world.helpline.get(f"{path}/transitions").json
    assert "accept" not in {entry["action"] for entry in transitions["allowed"]}
    assert [(entry["action"], entry["missing"]) for entry in transitions["blocked"]] == [("accept", [])]


def test_nobody_but_the_helpline_sees_what_blocks_acceptance(world: World) -> None:
    path = f"/incidents/{report_incident(world.union, harm_categories=[])['id']}"
    take_actions(world.helpline, path, "triage")
    assert world.union.get(f"{path}/transitions").json["blocked"] == []


def test_an_action_that_only_lacks_a_field_is_listed_with_its_pointer(world: World) -> None:
    path = f"/incidents/{report_incident(world.school)['id']}"
    allowed = list_allowed(world.helpline, path)
    assert allowed["close_no_action"]["requires"] == ["/reason"]
    assert allowed["triage"]["requires"] == []
    refused = take(world.helpline, path, action="close_no_action")
    assert [error["pointer"] for error in refused.json["errors"]] == ["/reason"]
    assert take(world.helpline, path, action="close_no_action", reason="unfounded").status_code == 200
