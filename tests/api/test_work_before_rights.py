"""Nothing in a body is examined before its caller may perform the operation, and never more than a bounded amount."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from api.configuration import DESCRIPTION, MAX_BODY_BYTES
from api.content_limits import MAX_TEXT_CHARACTERS, MAX_VALUES
from api.errors import MAX_ERRORS
from api.problems import PROBLEMS
from services.policy.actor import Kind
from tests.api.example_scenes import prepare_decided_escalation, prepare_path
from tests.api.operations import OPERATIONS_BY_ID, fill_path
from tests.api.steps import decision_body, escalation_body, report_incident
from tests.api.world import AuthorizedClient, World, create_organisation, incident_body

OPERATIONS_WITH_BODY = [operation_id for operation_id, operation in OPERATIONS_BY_ID.items() if operation.body]
CHANGES_OF_RESOURCES = [
    operation_id for operation_id in OPERATIONS_WITH_BODY if "_id}" in OPERATIONS_BY_ID[operation_id].path
]
KIND_BY_OPERATION = {"record_decision": Kind.PLATFORM, "record_verification": Kind.HELPLINE}
# One character that normalization turns into 18.
EXPANDING = "\ufdfa"
NAMES = ("summary_neutral", "explanation", "note", "wording", "url", "links", "subjects", "action", "in_force")
LONG_TEXT = "Contact @someone at https://example.org/?!00=b" + "+&" * 20_000
HOSTILE_BODIES = {
    "no JSON": b"{broken",
    "no UTF-8": b'{"a": "\xff"}',
    "nested": b"[" * 100_000,
    "as large as possible": b'{"' + b"a" * (MAX_BODY_BYTES - 10) + b'":1}',
    "long texts": json.dumps(dict.fromkeys(NAMES, LONG_TEXT)).encode(),
    "expanding texts": json.dumps(dict.fromkeys(NAMES, EXPANDING * 5000), ensure_ascii=False).encode(),
    "many unknown members": json.dumps({f"name_{number}": 1 for number in range(20_000)}).encode(),
    "many links": json.dumps({"links": [{"url": "https://example.org/" + "%2f" * 500}] * 500}).encode(),
    "empty": b"",
}
# Requests are compared by CPU time, with a margin for a loaded machine.
MAX_CPU_RATIO, REPEATS = 3, 7


def send(client: AuthorizedClient, operation_id: str, path: str, body: bytes, **headers: str) -> Any:
    """Send a body with the headers that the operation requires, unless they are given."""
    required = {"Idempotency-Key": "k", "If-Match": '"1"', "Content-Type": "application/json"}
    return client.send(OPERATIONS_BY_ID[operation_id].method, path, data=body, headers={**required, **headers})


def describe(response: Any) -> tuple[int, dict[str, object]]:
    """Return the status and the whole problem without the id of the request."""
    return response.status_code, {name: value for name, value in response.json.items() if name != "request_id"}


@pytest.fixture
def foreign(world: World, request: pytest.FixtureRequest) -> tuple[AuthorizedClient, str, str]:
    """An organisation without access, of the kind that may perform the operation, and the path with a real id."""
    operation_id = request.param
    client, path = prepare_path(world, operation_id)
    kind = next(kind for kind, owner in list_clients(world).items() if owner.client_id == client.client_id)
    return create_organisation(world, kind, f"Another {kind}", platform=platform_of(kind)), operation_id, path


def list_clients(world: World) -> dict[Kind, AuthorizedClient]:
    return {
        Kind.SCHOOL: world.school,
        Kind.HELPLINE: world.helpline,
        Kind.PLATFORM: world.platform,
        Kind.UNION: world.union,
    }


def platform_of(kind: Kind) -> str | None:
    return "tiktok" if kind is Kind.PLATFORM else None


@pytest.mark.parametrize("foreign", CHANGES_OF_RESOURCES, indirect=True)
def test_a_hostile_body_for_a_hidden_resource_looks_and_costs_like_any_other(
    foreign: tuple[AuthorizedClient, str, str],
) -> None:
    """Given a resource of others, every body gets the bytes and the CPU time of a body that is empty JSON."""
    client, operation_id, path = foreign
    expected = describe(send(client, operation_id, path, b"{}"))
    assert expected[0] == 404
    baseline = measure(client, operation_id, path, b"{}")
    for body in HOSTILE_BODIES.values():
        assert describe(send(client, operation_id, path, body)) == expected
    unusual: list[dict[str, str]] = [{"Content-Type": "text/plain"}, {"If-Match": "*"}, {"Idempotency-Key": " "}]
    for headers in unusual:
        assert describe(send(client, operation_id, path, b"{}", **headers)) == expected
    nothing = OPERATIONS_BY_ID[operation_id]
    unknown = send(client, operation_id, fill_path(nothing), HOSTILE_BODIES["long texts"])
    assert {**describe(unknown)[1], "instance": ""} == {**expected[1], "instance": ""}
    for name in ("long texts", "expanding texts", "many unknown members", "many links"):
        assert measure(client, operation_id, path, HOSTILE_BODIES[name]) < MAX_CPU_RATIO * baseline, name


def measure(client: AuthorizedClient, operation_id: str, path: str, body: bytes) -> float:
    """Return the least CPU time of several equal requests, in seconds."""
    times = []
    for _ in range(REPEATS):
        start = time.thread_time()
        send(client, operation_id, path, body)
        times.append(time.thread_time() - start)
    return min(times)


@pytest.mark.parametrize("body", HOSTILE_BODIES.values(), ids=HOSTILE_BODIES)
@pytest.mark.parametrize(
    ("operation_id", "kind"),
    [
        *(("open_escalation", Kind.PLATFORM), ("give_oversight", Kind.TRUST), ("give_oversight", Kind.UNION)),
        ("record_verification", Kind.PLATFORM),
    ],
)
def test_who_may_not_act_is_told_so_whatever_the_body(world: World, operation_id: str, kind: Kind, body: bytes) -> None:
    """Given an organisation whose scope covers more than its permission, the response is 403 and not 422."""
    if operation_id == "record_verification":
        replay = prepare_decided_escalation(world)
        client, path = world.platform, f"/subjects/{replay.values['subject_id']}/verifications"
    else:
        client = create_organisation(world, kind, "Another", platform=platform_of(kind))
        path = fill_path(OPERATIONS_BY_ID[operation_id])
    response = send(client, operation_id, path, body)
    assert (response.status_code, response.json["code"]) == (403, "forbidden")


def test_every_operation_with_a_body_declares_the_right_that_it_needs() -> None:
    for operation_id in OPERATIONS_WITH_BODY:
        operation = OPERATIONS_BY_ID[operation_id]
        assert operation.authorization, operation_id
        assert bool(operation.authorization.spec) == ("_id}" in operation.path), operation_id


def test_unions_are_recognised_by_the_check_although_their_rows_are_pseudonymous(world: World) -> None:
    """Given a union's report, the union may correct it, and another union gets the response of an unknown id."""
    path = f"/incidents/{report_incident(world.union)['id']}"
    other = create_organisation(world, Kind.UNION, "Another union")
    assert other.patch(path, {"view_band": "lt1k"}, If_Match='"1"').status_code == 404
    assert world.union.patch(path, {"view_band": "lt1k"}, If_Match='"1"').status_code == 200


def test_without_an_agreement_no_text_is_examined(world: World) -> None:
    """Given a school without an agreement, a summary that names an account gets the same response as a neutral one."""
    client = create_organisation(world, Kind.SCHOOL, "Ysgol Newydd")
    for summary in ("It mocks a teacher.", "See @someone, call 07700 900123"):
        response = client.post("/incidents", incident_body(summary_neutral=summary))
        assert (response.status_code, response.json["code"]) == (403, "no_agreement")


def test_texts_about_hidden_subjects_are_not_examined(world: World) -> None:
    """Given subjects that are not its own, a helpline learns that first, and nothing about its explanation."""
    body = escalation_body(world, ["2f1d8c0e-93a4-4b57-8a1e-6c0d5e7f9b32"])
    response = world.helpline.post("/escalations", {**body, "explanation": "Ask @someone"})
    assert [error["code"] for error in response.json["errors"]] == ["not_accepted"]


@pytest.mark.parametrize("filler", ["a", "é", EXPANDING, "\u3300", "\U0001d400"])
@pytest.mark.parametrize("operation_id", ["report_incident", "record_decision", "move_incident"])
def test_the_text_of_a_body_is_bounded_after_normalization(world: World, operation_id: str, filler: str) -> None:
    client, path = prepare_path(world, operation_id)
    body = json.dumps({"summary_neutral": "a" * 50, "x": filler * MAX_TEXT_CHARACTERS}, ensure_ascii=False)
    response = send(client, operation_id, path, body.encode())
    assert (response.status_code, response.json["code"]) == (422, "too_much_content")


def test_the_bound_counts_all_texts_of_a_body_together(world: World) -> None:
    """Given texts that are short enough one by one, their sum after normalization is refused."""
    client, path = prepare_path(world, "record_decision")
    decision = decision_body(["2f1d8c0e-93a4-4b57-8a1e-6c0d5e7f9b32"])
    subjects = decision["subjects"] * 6
    below = [{**subject, "explanation": EXPANDING * 500} for subject in subjects]
    above = [{**subject, "explanation": EXPANDING * 1000} for subject in subjects]
    accepted = client.post(path, {**decision, "subjects": below})
    refused = client.post(path, {**decision, "subjects": above})
    assert (accepted.json["code"], refused.json["code"]) == ("invalid", "too_much_content")


def test_the_limits_are_those_that_the_problems_document() -> None:
    for limit in (MAX_TEXT_CHARACTERS, MAX_VALUES):
        assert f"{limit:,}" in PROBLEMS["too_much_content"].description
    assert "at most 64 levels" in PROBLEMS["malformed_json"].resolution
    assert f"at most {MAX_ERRORS} errors" in DESCRIPTION


def test_the_number_of_values_in_a_body_is_bounded(world: World) -> None:
    response = world.school.post("/incidents", incident_body(links=[0] * MAX_VALUES))
    assert (response.status_code, response.json["code"]) == (422, "too_much_content")


def test_a_response_lists_a_bounded_number_of_errors(world: World) -> None:
    """Given more errors than the limit, the response lists as many as the limit and says how many it leaves out."""
    response = world.school.post("/incidents", incident_body(**{f"unknown_{n}": 1 for n in range(MAX_ERRORS + 20)}))
    assert (len(response.json["errors"]), response.json["errors_omitted"]) == (MAX_ERRORS, 20)
    exactly = world.school.post("/incidents", incident_body(**{f"unknown_{n}": 1 for n in range(MAX_ERRORS)}))
    assert len(exactly.json["errors"]) == MAX_ERRORS
    assert "errors_omitted" not in exactly.json


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"links": [{"url": 5, "role": []}] * 300}, "/links"),
        ({"harm_categories": ["no such code"] * 300}, "/harm_categories"),
        ({"summary_neutral": "\x00" * 600}, "/summary_neutral"),
        ({"links": [{"url": "\x00" * 20_000}]}, "/links/0/url"),
    ],
)
def test_lengths_are_checked_before_items(world: World, changes: dict[str, object], pointer: str) -> None:
    """Given a list or text that is too long, its length is the only error, whatever it contains."""
    response = world.school.post("/incidents", incident_body(**changes))
    assert [(error["pointer"], error["code"]) for error in response.json["errors"]] == [(pointer, "length")]


def test_lengths_of_query_parameters_are_checked_before_items(world: World) -> None:
    response = world.school.get("/incidents?state=" + "x," * 600)
    assert [(error["parameter"], error["code"]) for error in response.json["errors"]] == [("state", "length")]


@pytest.mark.parametrize("innermost", ["1", "null", '"x"', "[]", "{}"])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_nesting_is_accepted_up_to_the_limit_and_not_beyond(
    world: World, opening: str, closing: str, innermost: str
) -> None:
    """Given 64 levels of arrays and objects the fields are examined; one level more is malformed."""
    client, path = prepare_path(world, "amend_incident")
    for levels, code in ((64, "invalid"), (65, "malformed_json")):
        # The body itself is the first level, an empty array or object the last.
        inner = levels - 1 - (innermost in ("[]", "{}"))
        body = f'{{"x": {opening * inner}{innermost}{closing * inner}}}'
        assert send(client, "amend_incident", path, body.encode()).json["code"] == code
