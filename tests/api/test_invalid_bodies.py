"""Invalid bodies get the documented problem, which names the errors and never repeats the input."""

from __future__ import annotations

import json
from typing import Any

import pytest

from api.configuration import MAX_BODY_BYTES
from tests.api.world import AuthorizedClient, World, incident_body

CANARY = "Canary9f3b"


def post_raw(client: AuthorizedClient, body: bytes, content_type: str = "application/json", **headers: str) -> Any:
    """Post bytes as an incident."""
    all_headers = {"Idempotency-Key": "k", "Content-Type": content_type, **headers}
    return client.send("POST", "/incidents", data=body, headers=all_headers)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1,]",
        b'{"a":1}{"b":2}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":1e999}',
        b'{"a":1,"a":2}',
        b'{"a":12345678901234567890}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\xff\xfe"}',
        b'{"a":"\\ud800"}',
        b"\xef\xbb\xbf{}",
        b"[" * 100_000,
        b'{"a":' * 100 + b"1" + b"}" * 100,
    ],
)
def test_invalid_json_is_rejected_as_malformed(world: World, body: bytes) -> None:
    response = post_raw(world.school, body)
    assert (response.status_code, response.json["code"]) == (400, "malformed_json")


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "application/json; charset=latin-1", "multipart/form-data", ""]
)
def test_bodies_of_other_media_types_are_rejected(world: World, content_type: str) -> None:
    response = post_raw(world.school, json.dumps(incident_body()).encode(), content_type)
    assert (response.status_code, response.json["code"]) == (415, "unsupported_media_type")


def test_compressed_bodies_are_rejected(world: World) -> None:
    assert post_raw(world.school, b"\x1f\x8b", **{"Content-Encoding": "gzip"}).status_code == 415


def test_bodies_over_the_size_limit_are_rejected(world: World) -> None:
    response = post_raw(world.school, b" " * (MAX_BODY_BYTES + 1))
    assert (response.status_code, response.json["code"]) == (413, "content_too_large")


@pytest.mark.parametrize("body", [[], None, "text", 1, True])
def test_bodies_that_are_not_objects_are_invalid(world: World, body: object) -> None:
    response = post_raw(world.school, json.dumps(body).encode())
    assert response.status_code == 422


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"unknown": 1}, "/unknown", "unknown"),
        ({"affected_person": "yes"}, "/affected_person", "wrong_type"),
        ({"affected_person": 1}, "/affected_person", "wrong_type"),
        ({"affected_kind": "pupil"}, "/affected_kind", "not_allowed"),
        ({"affected_kind": None}, "/affected_kind", "null"),
        ({"summary_neutral": "a\0b"}, "/summary_neutral", "wrong_type"),
        ({"summary_neutral": ""}, "/summary_neutral", "length"),
        ({"summary_neutral": "a" * 501}, "/summary_neutral", "length"),
        ({"summary_neutral": {}}, "/summary_neutral", "wrong_type"),
        ({"links": []}, "/links", "length"),
        ({"links": {}}, "/links", "wrong_type"),
        ({"links": [{}]}, "/links/0/url", "required"),
        ({"links": [{"url": "https://a.example/1", "thumbnail": "x"}]}, "/links/0/thumbnail", "unknown"),
        ({"links": [incident_body()["links"][0]] * 2}, "/links", "repeated"),
        ({"links": [{"url": f"https://a.example/{n}"} for n in range(21)]}, "/links", "length"),
        ({"harm_categories": ["hate", "hate"]}, "/harm_categories", "repeated"),
        ({"first_seen_at": "20261122"}, "/first_seen_at", "wrong_type"),
        ({"first_seen_at": "2026-11-22T10:00:00"}, "/first_seen_at", "wrong_type"),
        ({"first_seen_at": "0001-01-01T00:00:00+14:00"}, "/first_seen_at", "wrong_type"),
        ({"first_seen_at": 1}, "/first_seen_at", "wrong_type"),
        ({"in_app_report": {"at": "2026-11-22T10:00:00Z"}}, "/in_app_report/done", "required"),
        ({"poster": {"name": "x"}}, "/poster/name", "unknown"),
    ],
)
def test_each_invalid_field_is_reported_with_pointer_and_code(
    world: World, changes: dict[str, object], pointer: str, code: str
) -> None:
    response = world.school.post("/incidents", incident_body(**changes))
    assert response.status_code == 422, response.json
    assert (pointer, code) in [(error["pointer"], error["code"]) for error in response.json["errors"]]


@pytest.mark.parametrize(
    "changes",
    [
        {"affected_kind": CANARY},
        {"summary_neutral": f"@{CANARY} did it."},
        {"links": [{"url": f"javascript:{CANARY}"}]},
        {"links": [{"url": CANARY * 1000}]},
        {"first_seen_at": CANARY},
        {f"{CANARY} is a name": 1},
        {"harm_categories": [CANARY]},
        {"affected_person": CANARY},
    ],
)
def test_errors_never_repeat_the_input(world: World, changes: dict[str, object]) -> None:
    response = world.school.post("/incidents", incident_body(**changes))
    assert response.status_code == 422
    assert CANARY not in response.get_data(as_text=True)
