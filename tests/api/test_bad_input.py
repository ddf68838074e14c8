"""Whatever comes in: the documented problem, nothing changed, never a 500."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.configuration import MEBIBYTE
from api.operation import PARAMETER, Operation
from api.schemas.incidents import NewIncident
from api.v1 import DOORWAYS
from tests.api.world import Party, World, report

CANARY = "Canary9f3b"
WRITES = [each for doorway in DOORWAYS for each in doorway.operations.values() if each.body]
READS = [each for doorway in DOORWAYS for each in doorway.operations.values() if each.method == "GET"]
NOBODY = "00000000-0000-4000-8000-000000000000"


def raw(party: Party, body: bytes, content_type: str = "application/json", **headers: str) -> Any:
    sent = {"Idempotency-Key": "k", "Content-Type": content_type, **headers}
    return party.send("POST", "/incidents", data=body, headers=sent)


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
def test_what_is_not_json_is_malformed(world: World, body: bytes) -> None:
    answer = raw(world.school, body)
    assert (answer.status_code, answer.json["code"]) == (400, "malformed_json")


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "application/json; charset=latin-1", "multipart/form-data", ""]
)
def test_what_does_not_say_that_it_is_json_is_not_read(world: World, content_type: str) -> None:
    answer = raw(world.school, json.dumps(report()).encode(), content_type)
    assert (answer.status_code, answer.json["code"]) == (415, "unsupported_media_type")


def test_a_compressed_body_is_not_read(world: World) -> None:
    assert raw(world.school, b"\x1f\x8b", **{"Content-Encoding": "gzip"}).status_code == 415


def test_too_large_a_body_is_refused(world: World) -> None:
    answer = raw(world.school, b" " * (MEBIBYTE + 1))
    assert (answer.status_code, answer.json["code"]) == (413, "content_too_large")


@pytest.mark.parametrize("body", [[], None, "text", 1, True])
def test_a_body_that_is_no_object_is_invalid(world: World, body: Any) -> None:
    answer = raw(world.school, json.dumps(body).encode())
    assert answer.status_code == 422


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
        ({"links": [report()["links"][0]] * 2}, "/links", "repeated"),
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
def test_a_wrong_field_is_named_with_its_place_and_a_code(
    world: World, changes: dict[str, Any], pointer: str, code: str
) -> None:
    answer = world.school.post("/incidents", report(**changes))
    assert answer.status_code == 422, answer.json
    assert (pointer, code) in [(fault["pointer"], fault["code"]) for fault in answer.json["errors"]]


@pytest.mark.parametrize(
    "changes",
    [
        {"affected_kind": CANARY},
        {"summary_neutral": f"@{CANARY} said so."},
        {"links": [{"url": f"javascript:{CANARY}"}]},
        {"links": [{"url": CANARY * 1000}]},
        {"first_seen_at": CANARY},
        {f"{CANARY} is a name": 1},
        {"harm_categories": [CANARY]},
        {"affected_person": CANARY},
    ],
)
def test_a_refusal_never_repeats_what_was_sent(world: World, changes: dict[str, Any]) -> None:
    answer = world.school.post("/incidents", report(**changes))
    assert answer.status_code == 422
    assert CANARY not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("colour=red", "colour", "unknown"),
        ("limit=5&limit=6", "limit", "repeated"),
        ("limit=0", "limit", "range"),
        ("limit=201", "limit", "range"),
        ("limit=1.5", "limit", "wrong_type"),
        ("limit=%D9%A3", "limit", "wrong_type"),
        ("limit=" + "9" * 5000, "limit", "wrong_type"),
        ("cursor=%00", "cursor", "wrong_type"),
        ("cursor=zzzz", "cursor", "cursor"),
        ("state=submitted,nowhere", "state", "not_allowed"),
    ],
)
def test_a_wrong_parameter_is_named(world: World, query: str, parameter: str, code: str) -> None:
    answer = world.school.get(f"/incidents?{query}")
    assert answer.status_code == 422
    assert {"parameter": parameter, "code": code} == {
        name: answer.json["errors"][0][name] for name in ("parameter", "code")
    }


def test_a_query_that_is_not_utf8_is_malformed(world: World) -> None:
    assert world.school.get("/incidents?state=%FF").status_code == 400


@pytest.mark.parametrize("operation", READS, ids=lambda one: one.path)
def test_no_reading_takes_a_parameter_that_it_does_not_document(world: World, operation: Operation) -> None:
    path = PARAMETER.sub(NOBODY, operation.path)
    for query in ("?surprise=1", "?limit=%00", "?%00=1", "?=1"):
        answer = world.helpline.get(path + query)
        assert answer.status_code == 422, query


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("operation", WRITES, ids=lambda one: f"{one.method} {one.path}")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_body_makes_it_fail(world: World, operation: Operation, data: st.DataObject) -> None:
    """Given any JSON at all, alone or in the place of any field, the answer is a refusal or a success."""
    assert operation.body
    names = list(operation.body._declared_fields)
    body = data.draw(JSON | st.dictionaries(st.sampled_from(names), JSON, max_size=len(names)))
    path = PARAMETER.sub(NOBODY, operation.path)
    headers = {"Idempotency-Key": data.draw(st.uuids()).hex, "If-Match": '"1"'}
    for party in (world.school, world.helpline):
        answer = party.send(operation.method, path, json=body, headers=headers)
        assert answer.status_code < 500


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(list(NewIncident._declared_fields)), value=JSON, text=st.text(max_size=40), key=st.uuids())
def test_no_value_in_a_sound_report_makes_it_fail(world: World, name: str, value: Any, text: str, key: UUID) -> None:
    """Given a report that would be taken, any value in any field, and any text in its link, is refused or taken."""
    bodies = [report(**{name: value}), report(summary_neutral=text), report(links=[{"url": text}])]
    for place, body in enumerate(bodies):
        assert world.school.post("/incidents", body, Idempotency_Key=f"{key.hex}-{place}").status_code in (
            201,
            400,
            422,
        )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.text(alphabet=st.characters(codec="utf-8"), max_size=30),
    query=st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=3),
)
def test_no_address_makes_it_fail(world: World, path: str, query: dict[str, str]) -> None:
    for start in ("", "/incidents/", "/vocabularies/", "/statistics"):
        answer = world.government.send("GET", f"{start}{path}".split("?")[0] or "/", query_string=query)
        assert answer.status_code < 500
