"""Each kind of organisation over HTTP with a token of its own: it gets exactly its fields, and a third gets nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from services.core import clock
from services.policy.actor import Kind
from tests.api.world import ApiClient, World, create_organisation, incident_body, sign_agreement_with_helpline
from tests.support import matrix
from tests.support.jobs import run_pending_jobs

FIELDS = matrix.fields()
BODIES = (Kind.GOVERNMENT, Kind.COORDINATION_BODY, Kind.REGULATOR, Kind.POLICE)
CASE = {"poster": {"relation": "pupil", "age_band": "13_15"}, "staff_absence": True}
# Who has to do with the school's incident, and who with the employer's.
OF_SCHOOL = (Kind.SCHOOL, Kind.TRUST, Kind.LOCAL_AUTHORITY, Kind.UNION, Kind.HELPLINE)
OF_EMPLOYER = (Kind.EMPLOYER_OTHER, Kind.UNION, Kind.HELPLINE)


@dataclass(frozen=True, slots=True)
class Scene:
    """Two incidents with one escalation behind them, whom they concern, and a third of each kind."""

    concerned: Mapping[Kind, ApiClient]
    thirds: Mapping[Kind, ApiClient]
    of_school: dict[str, Any]
    of_employer: dict[str, Any]
    escalation: str


def ok(answer: Any) -> Any:
    """The body of what went well."""
    assert answer.status_code in (200, 201), answer.json
    return answer.json


def move(party: ApiClient, path: str, *actions: str) -> None:
    for action in actions:
        tag = party.get(path).headers["ETag"]
        ok(party.post(f"{path}/transitions", {"action": action}, If_Match=tag))


@pytest.fixture(scope="module")
def scene(world: World) -> Scene:
    schools = (world.school.organisation_id, world.other_school.organisation_id)
    concerned, thirds = ({kind: _joined(world, kind, n, schools) for kind in Kind} for n in ("first", "second"))
    concerned |= {Kind.SCHOOL: world.school, Kind.UNION: world.union, Kind.HELPLINE: world.helpline}
    concerned[Kind.PLATFORM] = world.platform
    thirds[Kind.SCHOOL] = world.other_school
    # Another helpline under the same agreement could be the one that reports go to.
    sign_agreement_with_helpline(
        world, *concerned.values(), *(one for kind, one in thirds.items() if kind is not Kind.HELPLINE)
    )
    for kind in (Kind.TRUST, Kind.LOCAL_AUTHORITY):
        overseer = {"overseer_id": str(concerned[kind].organisation_id)}
        ok(world.school.post("/oversights", overseer))
    return Scene(concerned, thirds, *_story(world, concerned[Kind.EMPLOYER_OTHER]))


def _joined(world: World, kind: Kind, place: str, schools: Any) -> ApiClient:
    known_to = schools if kind is Kind.TRUST else ()
    platform = "tiktok" if kind is Kind.PLATFORM else None
    return create_organisation(
        world, kind, f"The {place} {kind.value.replace('_', ' ')}", known_to=known_to, platform=platform
    )


def _story(world: World, employer: ApiClient) -> tuple[dict[str, Any], dict[str, Any], str]:
    incidents = [ok(one.post("/incidents", incident_body(**CASE))) for one in (world.school, employer)]
    for reporter, incident in zip((world.school, employer), incidents, strict=True):
        card = ok(reporter.post(f"/incidents/{incident['id']}/card", {}))
        assert set(card) == {field for field, kinds in FIELDS["card"].items() if Kind.SCHOOL in kinds}
        ok(world.union.post("/member-cases", {**card, "consent_evidence_ref": "letter"}))
        path = f"/incidents/{incident['id']}"
        move(world.helpline, path, "triage")
        if incident["school_id"] is None:
            found = {"school_id": str(world.school.organisation_id)}
            ok(world.helpline.patch(path, found, If_Match=world.helpline.get(path).headers["ETag"]))
        move(world.helpline, path, "accept")
    escalation = _decided(world, [incident["subjects"][0]["subject_id"] for incident in incidents])
    run_pending_jobs()
    return incidents[0], incidents[1], escalation


def _decided(world: World, subjects: list[str]) -> str:
    told: dict[str, Any] = {
        "priority": "P2",
        "basis": "terms",
        "explanation": "It imitates a school.",
        "good_faith_statement": True,
    }
    sent = {"subject_ids": subjects, "platform_id": str(world.platform.organisation_id)}
    made = ok(world.helpline.post("/escalations", {**told, **sent, "jurisdictions": ["GB"], "policy_codes": ["I"]}))
    path = f"/escalations/{made['id']}"
    move(world.helpline, path, "send")
    answers = [{"subject_id": subject, "action": "content_removed", "policy_code": "I"} for subject in subjects]
    decided: dict[str, Any] = {"puid": uuid4().hex, "decided_at": clock.now().isoformat(), "subjects": answers}
    decided |= {"automated_detection": False, "automated_decision": "not_automated"}
    ok(world.platform.post(f"{path}/decisions", decided))
    return str(made["id"])


def granted(noun: str, kind: Kind) -> set[str]:
    """The fields of the noun in d2.md."""
    return {field for field, kinds in FIELDS[noun].items() if kind in kinds}


def whose(scene: Scene, of: str) -> dict[str, Any]:
    return scene.of_school if of == "school" else scene.of_employer


@pytest.mark.parametrize(
    ("of", "kind"), [*(("school", kind) for kind in OF_SCHOOL), *(("employer", kind) for kind in OF_EMPLOYER)]
)
def test_whom_an_incident_concerns_gets_exactly_its_fields(scene: Scene, of: str, kind: Kind) -> None:
    reader, wanted = scene.concerned[kind], whose(scene, of)["id"]
    seen = ok(reader.get(f"/incidents/{wanted}"))
    (listed,) = [one for one in ok(reader.get("/incidents?limit=200"))["data"] if one["id"] == wanted]
    told = [one["data"] for one in ok(reader.get("/changes?limit=200"))["data"] if one["resource_id"] == wanted]
    assert told
    for incident in (seen, listed, told[-1]):
        assert incident == seen
        assert set(incident) == granted("incident", kind)
        assert [set(link) for link in incident["subjects"]] == [granted("incident_subject", kind)]
        assert incident["subjects"][0]["outcome_code"] == "content_removed"
        assert incident["reporter"] == {"kind": "school" if of == "school" else "representative"}
    history = ok(reader.get(f"/incidents/{wanted}/transitions"))["history"]
    assert {frozenset(one) for one in history} == {frozenset(granted("transition", kind))}


@pytest.mark.parametrize("of", ["school", "employer"])
@pytest.mark.parametrize("kind", Kind)
def test_whom_it_does_not_concern_gets_nothing(scene: Scene, of: str, kind: Kind) -> None:
    incident = whose(scene, of)
    strangers = [scene.thirds[kind]]
    if kind not in (OF_SCHOOL if of == "school" else OF_EMPLOYER):
        strangers.append(scene.concerned[kind])
    for stranger in strangers:
        status = 404 if kind in ALLOWED["incidents:read"] else 403
        for path in ("", "/transitions", "/subjects"):
            assert stranger.get(f"/incidents/{incident['id']}{path}").status_code == status
        listed = stranger.get("/incidents")
        assert incident["id"] not in listed.text
        assert stranger.get(_locator(incident)).status_code == _status("subjects:locator", kind, stranger, scene)
        assert incident["id"] not in stranger.get("/changes?limit=200").text


@pytest.mark.parametrize("kind", Kind)
def test_an_escalation_is_seen_by_its_two_ends_with_exactly_their_fields(scene: Scene, kind: Kind) -> None:
    path = f"/escalations/{scene.escalation}"
    reader = scene.concerned[kind]
    if kind not in (Kind.HELPLINE, Kind.PLATFORM):
        assert reader.get(path).status_code == 403
        return
    seen = ok(reader.get(path))
    assert set(seen) == granted("escalation", kind)
    assert [set(part) for part in seen["subjects"]] == [granted("escalation_subject", kind)] * 2
    (decision,) = ok(reader.get(f"{path}/decisions"))["data"]
    assert set(decision) == granted("decision", kind)
    assert {frozenset(part) for part in decision["subjects"]} == {frozenset(granted("decision_subject", kind))}
    assert {frozenset(one) for one in ok(reader.get(f"{path}/notices"))["data"]} == {frozenset(granted("notice", kind))}
    assert scene.thirds[kind].get(path).status_code == 404
    text = reader.get(path).text
    for reporter in (Kind.SCHOOL, Kind.EMPLOYER_OTHER, Kind.UNION):
        assert str(scene.concerned[reporter].organisation_id) not in text


@pytest.mark.parametrize("kind", Kind)
def test_published_figures_are_for_all_but_platforms_and_of_own_nations(scene: Scene, kind: Kind) -> None:
    own, foreign = (scene.concerned[kind].get(f"/statistics?nation={one}&week=2026-W01") for one in ("WLS", "SCT"))
    if kind is Kind.PLATFORM:
        assert (own.status_code, foreign.status_code) == (403, 403)
    else:
        assert set(ok(own)) == granted("statistic", kind)
        assert foreign.status_code == 404


@pytest.mark.parametrize("kind", BODIES)
def test_public_bodies_have_figures_and_who_takes_part_and_nothing_else(scene: Scene, kind: Kind) -> None:
    body = scene.concerned[kind]
    for path in ("/incidents", "/escalations", "/member-cases", "/oversights"):
        assert body.get(path).status_code == 403
    assert body.post("/incidents", incident_body()).status_code == 403
    for each in ok(body.get("/organisations?limit=200"))["data"]:
        hidden = each["kind"] in ("school", "trust", "union", "employer_other")
        assert not hidden
        assert set(each) == granted("organisation", kind)
    assert ok(body.get("/changes"))["data"] == []


def test_an_oversight_is_seen_by_its_two_ends_and_ended_by_the_school(scene: Scene) -> None:
    school, trust = scene.concerned[Kind.SCHOOL], scene.concerned[Kind.TRUST]
    (seen,) = ok(trust.get("/oversights"))["data"]
    assert set(seen) == granted("oversight", Kind.TRUST)
    path, tag = f"/oversights/{seen['id']}", f'"{seen["version"]}"'
    assert ok(school.get(path)) == seen
    assert seen["school_id"] == str(school.organisation_id)
    assert trust.patch(path, {"in_force": False}, If_Match=tag).status_code == 403
    for other in (scene.thirds[Kind.TRUST], scene.thirds[Kind.SCHOOL], scene.concerned[Kind.LOCAL_AUTHORITY]):
        assert other.get(path).status_code == 404
    ended = ok(school.patch(path, {"in_force": False}, If_Match=tag))
    later = ok(school.post("/incidents", incident_body()))
    assert trust.get(f"/incidents/{later['id']}").status_code == 404
    again = ok(school.patch(path, {"in_force": True}, If_Match=f'"{ended["version"]}"'))
    assert again["in_force"] is True


def test_an_oversight_that_is_given_twice_by_the_same_request_is_given_once(world: World, scene: Scene) -> None:
    overseer = {"overseer_id": str(scene.concerned[Kind.TRUST].organisation_id)}
    key = uuid4().hex
    first, again = (world.other_school.post("/oversights", overseer, Idempotency_Key=key) for _ in range(2))
    assert ok(first) == ok(again)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert world.other_school.post("/oversights", overseer).json["code"] == "oversight_exists"


ALLOWED = matrix.scopes()


def _locator(incident: Mapping[str, Any]) -> str:
    return f"/subjects/{incident['subjects'][0]['subject_id']}/locator?purpose=own_report"


def _status(scope: str, kind: Kind, stranger: ApiClient, scene: Scene) -> int:
    """Without the scope, or for the platform that has the address for another purpose: 403; else there is nothing."""
    has_it = stranger is scene.concerned[Kind.PLATFORM]
    return 403 if kind not in ALLOWED[scope] or has_it else 404
