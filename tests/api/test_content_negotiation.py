"""Accept, compression, and the headers and formats of all responses."""

from __future__ import annotations

import gzip

import pytest

from services.core.settings import get_settings
from tests.api.steps import read_json, report_incident
from tests.api.world import World, incident_body

# Long enough for a response that is worth compressing.
LONG_SUMMARY = " ".join(["An account imitates the school and mocks a member of staff."] * 8)


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*", "application/json;q=0"])
def test_clients_that_do_not_accept_json_are_rejected(world: World, accept: str) -> None:
    response = world.school.get("/me", Accept=accept)
    assert (response.status_code, response.json["code"]) == (406, "not_acceptable")


@pytest.mark.parametrize("accept", ["*/*", "application/*", "application/json", "text/html, */*;q=0.1", ""])
def test_clients_that_accept_json_get_json(world: World, accept: str) -> None:
    response = world.school.get("/me", Accept=accept)
    assert (response.status_code, response.content_type) == (200, "application/json")


def test_large_responses_are_compressed_on_request(world: World) -> None:
    uncompressed = world.school.get("/vocabularies/harm_category")
    compressed = world.school.get("/vocabularies/harm_category", Accept_Encoding="gzip, br")
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.get_data()) == uncompressed.get_data()
    assert compressed.headers["Vary"] == uncompressed.headers["Vary"] == "Accept-Encoding"
    assert compressed.headers["ETag"] == uncompressed.headers["ETag"]
    assert int(compressed.headers["Content-Length"]) == len(compressed.get_data())


def test_the_etag_of_a_compressed_response_is_that_of_the_version(world: World) -> None:
    """Given a response that was compressed, its ETag works in If-None-Match and If-Match with any encoding."""
    path = f"/incidents/{report_incident(world.school, summary_neutral=LONG_SUMMARY)['id']}"
    compressed = world.school.get(path, Accept_Encoding="gzip")
    etag = compressed.headers["ETag"]
    assert (compressed.headers["Content-Encoding"], etag) == ("gzip", '"1"')
    for encoding in ("gzip", "identity"):
        unchanged = world.school.get(path, Accept_Encoding=encoding, If_None_Match=etag)
        assert (unchanged.status_code, unchanged.headers["ETag"]) == (304, etag)
        assert unchanged.headers["Vary"] == "Accept-Encoding"
    changed = world.school.patch(path, {"view_band": "lt1k"}, If_Match=etag, Accept_Encoding="gzip")
    assert (changed.status_code, changed.headers["Content-Encoding"], changed.headers["ETag"]) == (200, "gzip", '"2"')


@pytest.mark.parametrize("accept_encoding", ["identity", "gzip;q=0", "br"])
def test_responses_are_not_compressed_for_clients_without_gzip(world: World, accept_encoding: str) -> None:
    response = world.school.get("/vocabularies/harm_category", Accept_Encoding=accept_encoding)
    assert "Content-Encoding" not in response.headers


def test_small_responses_are_not_compressed(world: World) -> None:
    assert "Content-Encoding" not in world.school.get("/vocabularies/ground", Accept_Encoding="gzip").headers


def test_tokens_are_never_compressed(world: World) -> None:
    response = world.anonymous_client().get("/oauth/jwks", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers


def test_every_response_has_the_security_headers(world: World) -> None:
    client = world.anonymous_client()
    responses = [world.school.get("/me"), world.school.get("/incidents"), client.get("/v1/me"), client.get("/problems")]
    for response in responses:
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "max-age" in response.headers["Strict-Transport-Security"]
        assert response.headers["X-Request-Id"]
    assert responses[0].headers["Cache-Control"] == responses[1].headers["Cache-Control"] == "private, no-store"


def test_request_ids_are_generated_by_the_server(world: World) -> None:
    ids = {world.school.get("/me", X_Request_Id="chosen by the caller").headers["X-Request-Id"] for _ in range(5)}
    assert len(ids) == 5
    assert "chosen by the caller" not in ids


def test_location_is_the_absolute_address_of_the_new_resource(world: World) -> None:
    created = world.school.post("/incidents", incident_body())
    assert created.headers["Location"] == f"{get_settings().issuer}/v1/incidents/{created.json['id']}"
    assert world.school.get(f"/incidents/{created.json['id']}").status_code == 200


def test_times_are_returned_in_utc_and_ids_in_lower_case(world: World) -> None:
    body = incident_body(first_seen_at="2026-10-01T11:30:00+02:00")
    incident = read_json(world.school.post("/incidents", body))
    assert incident["first_seen_at"] == "2026-10-01T09:30:00Z"
    assert incident["id"] == incident["id"].lower()
    assert incident["reported_at"].endswith("Z")
