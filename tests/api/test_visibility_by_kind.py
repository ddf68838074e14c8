"""Each kind of organisation over HTTP: it sees exactly its fields of its own cases, and nothing of others' cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from services.policy.actor import Kind
from tests.api.steps import (
    Json,
    list_subject_ids,
    read_json,
    record_decision,
    report_incident,
    send_escalation,
    take_actions,
)
from tests.api.world import AuthorizedClient, World, create_organisation, incident_body, sign_agreement_with_helpline
from tests.support import permission_matrix
from tests.support.jobs import run_pending_jobs

FIELDS = permission_matrix.load_field_readers()
SCOPES = permission_matrix.load_scope_holders()
PUBLIC_BODIES = (Kind.GOVERNMENT, Kind.COORDINATION_BODY, Kind.REGULATOR, Kind.POLICE)
CASE_DETAILS = {"poster": {"relation": "pupil", "age_band": "13_15"}, "staff_absence": True}
# The kinds that see the school's incident, and those that see the other employer's.
PARTIES_OF_SCHOOL = (Kind.SCHOOL, Kind.TRUST, Kind.LOCAL_AUTHORITY, Kind.UNION, Kind.HELPLINE)
PARTIES_OF_EMPLOYER = (Kind.EMPLOYER_OTHER, Kind.UNION, Kind.HELPLINE)
# A reference of the owner's own system; nobody else sees it.
OWNER_ONLY = {"external_id"}
PARTIES = {"school": PARTIES_OF_SCHOOL, "employer": PARTIES_OF_EMPLOYER}


@dataclass(frozen=True, slots=True)
class Scene:
    """Two incidents in one escalation, with a party and an outsider of each kind.

    incidents: by reporter, `school` or `employer`.
    """

    parties: Mapping[Kind, AuthorizedClient]
    outsiders: Mapping[Kind, AuthorizedClient]
    incidents: Mapping[str, Json]
    escalation_id: str


@pytest.fixture(scope="module")
def scene(world: World) -> Scene:
    schools = (world.school.organisation_id, world.other_school.organisation_id)
    parties = {kind: _create_organisation(world, kind, "first", schools) for kind in Kind}
    parties |= {Kind.SCHOOL: world.school, Kind.UNION: world.union, Kind.HELPLINE: world.helpline}
    parties |= {Kind.PLATFORM: world.platform}
    outsiders = {kind: _create_organisation(world, kind, "second", schools) for kind in Kind}
    outsiders |= {Kind.SCHOOL: world.other_school}
    # Without the second helpline: reports could go to it if it were under the same agreement.
    others = [client for kind, client in outsiders.items() if kind is not Kind.HELPLINE]
    sign_agreement_with_helpline(world, *parties.values(), *others)
    for kind in (Kind.TRUST, Kind.LOCAL_AUTHORITY):
        read_json(world.school.post("/oversights", {"overseer_id": str(parties[kind].organisation_id)}))
    reporters = {"school": world.school, "employer": parties[Kind.EMPLOYER_OTHER]}
    incidents = {name: _create_accepted_incident(world, reporter) for name, reporter in reporters.items()}
    return Scene(parties, outsiders, incidents, _escalate_and_decide(world, *incidents.values()))


def _create_organisation(world: World, kind: Kind, number: str, schools: Sequence[UUID]) -> AuthorizedClient:
    name = f"The {number} {kind.value.replace('_', ' ')}"
    known_to = schools if kind is Kind.TRUST else ()
    return create_organisation(
        world, kind, name, known_to=known_to, platform="tiktok" if kind is Kind.PLATFORM else None
    )


def _create_accepted_incident(world: World, reporter: AuthorizedClient) -> Json:
    """Report an incident, open the union's case with its card, confirm its school and accept it."""
    incident = report_incident(reporter, **CASE_DETAILS)
    path = f"/incidents/{incident['id']}"
    card = read_json(reporter.post(f"{path}/card", {}))
    assert set(card) == granted_fields("card", Kind.SCHOOL)
    read_json(world.union.post("/member-cases", {**card, "consent_evidence_ref": "letter"}))
    take_actions(world.helpline, path, "triage")
    if incident["school_id"] is None:
        school = {"school_id": str(world.school.organisation_id)}
        read_json(world.helpline.patch(path, school, If_Match=world.helpline.get(path).headers["ETag"]))
    take_actions(world.helpline, path, "accept")
    return incident


def _escalate_and_decide(world: World, *incidents: Json) -> str:
    """Escalate the incidents, decide all subjects, run the jobs, and return the id of the escalation."""
    subject_ids = list_subject_ids(*incidents)
    escalation_id: str = send_escalation(world, subject_ids)["id"]
    record_decision(world, escalation_id, subject_ids)
    run_pending_jobs()
    return escalation_id


def granted_fields(resource: str, kind: Kind) -> set[str]:
    """Return the fields of the resource that d2.md grants to the kind."""
    return {field for field, kinds in FIELDS[resource].items() if kind in kinds}


def list_field_names(resources: Sequence[Json]) -> set[frozenset[str]]:
    """Return the different sets of fields of the resources."""
    return {frozenset(resource) for resource in resources}


@pytest.mark.parametrize(
    ("reporter", "kind"), [(reporter, kind) for reporter, kinds in PARTIES.items() for kind in kinds]
)
def test_parties_of_an_incident_see_exactly_their_fields(scene: Scene, reporter: str, kind: Kind) -> None:
    client, incident_id = scene.parties[kind], scene.incidents[reporter]["id"]
    incident = read_json(client.get(f"/incidents/{incident_id}"))
    rows = read_json(client.get("/incidents?limit=200"))["data"]
    changes = read_json(client.get("/changes?limit=200"))["data"]
    assert [row for row in rows if row["id"] == incident_id] == [incident]
    assert [change["data"] for change in changes if change["resource_id"] == incident_id][-1] == incident
    is_owner = kind.value == {"school": "school", "employer": "employer_other"}[reporter]
    assert set(incident) == granted_fields("incident", kind) - (set() if is_owner else OWNER_ONLY)
    assert list_field_names(incident["subjects"]) == {frozenset(granted_fields("incident_subject", kind))}
    assert incident["subjects"][0]["outcome_code"] == "content_removed"
    assert incident["reporter"] == {"kind": "school" if reporter == "school" else "representative"}
    history = read_json(client.get(f"/incidents/{incident_id}/transitions"))["history"]
    assert list_field_names(history) == {frozenset(granted_fields("transition", kind))}


@pytest.mark.parametrize("reporter", PARTIES)
@pytest.mark.parametrize("kind", Kind)
def test_other_organisations_see_nothing_of_an_incident(scene: Scene, reporter: str, kind: Kind) -> None:
    incident = scene.incidents[reporter]
    outsiders = [scene.outsiders[kind]]
    if kind not in PARTIES[reporter]:
        outsiders.append(scene.parties[kind])
    (subject_id,) = list_subject_ids(incident)
    for outsider in outsiders:
        status = 404 if kind in SCOPES["incidents:read"] else 403
        for path in ("", "/transitions", "/subjects"):
            assert outsider.get(f"/incidents/{incident['id']}{path}").status_code == status
        assert incident["id"] not in outsider.get("/incidents").text
        assert incident["id"] not in outsider.get("/changes?limit=200").text
        # The platform of the escalation has the subject's address, but for another purpose.
        has_locator = outsider is scene.parties[Kind.PLATFORM]
        locator_status = 403 if kind not in SCOPES["subjects:locator"] or has_locator else 404
        assert outsider.get(f"/subjects/{subject_id}/locator?purpose=own_report").status_code == locator_status


@pytest.mark.parametrize("kind", Kind)
def test_only_helpline_and_platform_see_an_escalation_each_with_their_fields(scene: Scene, kind: Kind) -> None:
    path = f"/escalations/{scene.escalation_id}"
    client = scene.parties[kind]
    if kind not in (Kind.HELPLINE, Kind.PLATFORM):
        assert client.get(path).status_code == 403
        return
    escalation = read_json(client.get(path))
    assert set(escalation) == granted_fields("escalation", kind)
    assert len(escalation["subjects"]) == 2
    assert list_field_names(escalation["subjects"]) == {frozenset(granted_fields("escalation_subject", kind))}
    (decision,) = read_json(client.get(f"{path}/decisions"))["data"]
    assert set(decision) == granted_fields("decision", kind)
    assert list_field_names(decision["subjects"]) == {frozenset(granted_fields("decision_subject", kind))}
    notices = read_json(client.get(f"{path}/notices"))["data"]
    assert list_field_names(notices) == {frozenset(granted_fields("notice", kind))}
    assert scene.outsiders[kind].get(path).status_code == 404
    for reporter in (Kind.SCHOOL, Kind.EMPLOYER_OTHER, Kind.UNION):
        assert str(scene.parties[reporter].organisation_id) not in client.get(path).text


@pytest.mark.parametrize("kind", Kind)
def test_statistics_are_visible_to_all_but_platforms_for_their_own_nations(scene: Scene, kind: Kind) -> None:
    client = scene.parties[kind]
    own_nation, other_nation = (client.get(f"/statistics?nation={nation}&week=2026-W01") for nation in ("WLS", "SCT"))
    if kind is Kind.PLATFORM:
        assert (own_nation.status_code, other_nation.status_code) == (403, 403)
    else:
        assert set(read_json(own_nation)) == granted_fields("statistic", kind)
        assert other_nation.status_code == 404


@pytest.mark.parametrize("kind", PUBLIC_BODIES)
def test_public_bodies_see_only_statistics_and_organisations(scene: Scene, kind: Kind) -> None:
    client = scene.parties[kind]
    for path in ("/incidents", "/escalations", "/member-cases", "/oversights"):
        assert client.get(path).status_code == 403
    assert client.post("/incidents", incident_body()).status_code == 403
    for organisation in read_json(client.get("/organisations?limit=200"))["data"]:
        assert organisation["kind"] not in ("school", "trust", "union", "employer_other")
        assert set(organisation) == granted_fields("organisation", kind)
    assert read_json(client.get("/changes"))["data"] == []


def test_only_school_and_overseer_see_an_oversight_and_only_the_school_changes_it(scene: Scene) -> None:
    school, trust = scene.parties[Kind.SCHOOL], scene.parties[Kind.TRUST]
    (oversight,) = read_json(trust.get("/oversights"))["data"]
    assert set(oversight) == granted_fields("oversight", Kind.TRUST)
    path, etag = f"/oversights/{oversight['id']}", f'"{oversight["version"]}"'
    assert read_json(school.get(path)) == oversight
    assert oversight["school_id"] == str(school.organisation_id)
    assert trust.patch(path, {"in_force": False}, If_Match=etag).status_code == 403
    for other in (scene.outsiders[Kind.TRUST], scene.outsiders[Kind.SCHOOL], scene.parties[Kind.LOCAL_AUTHORITY]):
        assert other.get(path).status_code == 404
    disabled = read_json(school.patch(path, {"in_force": False}, If_Match=etag))
    later_incident = report_incident(school)
    assert trust.get(f"/incidents/{later_incident['id']}").status_code == 404
    enabled = read_json(school.patch(path, {"in_force": True}, If_Match=f'"{disabled["version"]}"'))
    assert enabled["in_force"] is True


def test_a_repeated_request_creates_one_oversight(world: World, scene: Scene) -> None:
    body = {"overseer_id": str(scene.parties[Kind.TRUST].organisation_id)}
    key = uuid4().hex
    first, repeated = (world.other_school.post("/oversights", body, Idempotency_Key=key) for _ in range(2))
    assert read_json(first) == read_json(repeated)
    assert repeated.headers["Idempotency-Replayed"] == "true"
    assert world.other_school.post("/oversights", body).json["code"] == "oversight_exists"
