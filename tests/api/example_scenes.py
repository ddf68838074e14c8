"""For each operation, the client that may send its example and the resources that the example needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from api.operation import PATH_PARAMETER
from services.policy.actor import Kind
from tests.api.operations import OPERATIONS_BY_ID
from tests.api.steps import (
    accept_incident,
    issue_card,
    list_subject_ids,
    open_escalation,
    open_member_case,
    read_json,
    record_decision,
    report_incident,
    send_escalation,
    take_actions,
)
from tests.api.world import AuthorizedClient, World, create_organisation, sign_agreement_with_helpline


@dataclass(frozen=True, slots=True)
class Replay:
    """The client that sends an example, and the real values in place of the ids and secrets of the example."""

    client: AuthorizedClient
    values: Mapping[str, object]


def prepare_path(world: World, operation_id: str) -> tuple[AuthorizedClient, str]:
    """Prepare an operation, and return its client and the path with the real ids; without a preparation the school."""
    replay = PREPARATIONS[operation_id](world) if operation_id in PREPARATIONS else Replay(world.school, {})
    path = OPERATIONS_BY_ID[operation_id].path
    return replay.client, PATH_PARAMETER.sub(lambda parameter: str(replay.values[parameter[1]]), path)


def prepare_incident(world: World) -> Replay:
    return Replay(world.school, {"incident_id": report_incident(world.school)["id"]})


def prepare_triage(world: World) -> Replay:
    return Replay(world.helpline, prepare_incident(world).values)


def prepare_triaged_incident(world: World) -> Replay:
    replay = prepare_triage(world)
    take_actions(world.helpline, f"/incidents/{replay.values['incident_id']}", "triage")
    return replay


def prepare_subjects(world: World) -> Replay:
    subject_ids = list_subject_ids(accept_incident(world))
    platform_id = str(world.platform.organisation_id)
    return Replay(world.helpline, {"subject_ids": subject_ids, "platform_id": platform_id})


def prepare_locator(world: World) -> Replay:
    return Replay(world.helpline, {"subject_id": list_subject_ids(report_incident(world.school))[0]})


def prepare_queued_escalation(world: World) -> Replay:
    escalation = open_escalation(world, list_subject_ids(accept_incident(world)))
    return Replay(world.helpline, {"escalation_id": escalation["id"]})


def prepare_sent_escalation(world: World) -> Replay:
    (subject_id,) = list_subject_ids(accept_incident(world))
    escalation = send_escalation(world, [subject_id])
    return Replay(world.platform, {"escalation_id": escalation["id"], "subject_id": subject_id})


def prepare_decided_escalation(world: World) -> Replay:
    replay = prepare_sent_escalation(world)
    record_decision(world, str(replay.values["escalation_id"]), [str(replay.values["subject_id"])])
    return Replay(world.helpline, replay.values)


def prepare_overseer(world: World) -> Replay:
    trust = create_organisation(world, Kind.TRUST, "Trust of the valley", known_to=[world.school.organisation_id])
    sign_agreement_with_helpline(world, world.school, trust)
    return Replay(world.school, {"overseer_id": str(trust.organisation_id)})


def prepare_oversight(world: World) -> Replay:
    oversight = read_json(world.school.post("/oversights", prepare_overseer(world).values))
    return Replay(world.school, {"oversight_id": oversight["id"]})


def prepare_card(world: World) -> Replay:
    return Replay(world.union, issue_card(world))


def prepare_member_case(world: World) -> Replay:
    return Replay(world.union, {"member_case_id": open_member_case(world)["id"]})


def prepare_case_without_card(world: World) -> Replay:
    case = read_json(world.union.post("/member-cases", {"consent_evidence_ref": "CONSENT-1"}))
    return Replay(world.union, {**issue_card(world), "member_case_id": case["id"]})


def prepare_organisation(world: World) -> Replay:
    return Replay(world.school, {"organisation_id": str(world.school.organisation_id)})


# Operations that need more than `prepare_by_example`.
PREPARATIONS: Mapping[str, Callable[[World], Replay]] = {
    "report_incident": prepare_organisation,
    "list_incidents": prepare_incident,
    "read_incident": prepare_incident,
    "amend_incident": prepare_incident,
    "add_subject": prepare_incident,
    "list_subjects": prepare_incident,
    "read_incident_transitions": prepare_triaged_incident,
    "move_incident": prepare_triage,
    "issue_card": prepare_incident,
    "open_escalation": prepare_subjects,
    "list_escalations": prepare_subjects,
    "read_escalation": prepare_queued_escalation,
    "read_escalation_transitions": prepare_sent_escalation,
    "move_escalation": prepare_sent_escalation,
    "list_notices": prepare_sent_escalation,
    "record_decision": prepare_sent_escalation,
    "list_decisions": prepare_decided_escalation,
    "read_locator": prepare_locator,
    "record_verification": prepare_decided_escalation,
    "list_verifications": prepare_decided_escalation,
    "open_member_case": prepare_card,
    "link_card": prepare_case_without_card,
    "list_member_cases": prepare_member_case,
    "read_member_case": prepare_member_case,
    "give_oversight": prepare_overseer,
    "list_oversights": prepare_oversight,
    "read_oversight": prepare_oversight,
    "amend_oversight": prepare_oversight,
    "list_organisations": prepare_organisation,
    "read_organisation": prepare_organisation,
    "list_changes": prepare_organisation,
    "read_me": prepare_organisation,
    "list_vocabularies": prepare_organisation,
    "read_vocabulary": prepare_organisation,
    "read_statistic": lambda world: Replay(world.government, {}),
}
