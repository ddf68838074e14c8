"""What goes over the line: JSON, compressed where it pays, kept by nobody who should not."""

from __future__ import annotations

import gzip
import json

import pytest

from tests.api.world import World, incident_body


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*", "application/json;q=0"])
def test_who_takes_no_json_gets_nothing(world: World, accept: str) -> None:
    answer = world.school.get("/me", Accept=accept)
    assert (answer.status_code, answer.json["code"]) == (406, "not_acceptable")


@pytest.mark.parametrize("accept", ["*/*", "application/*", "application/json", "text/html, */*;q=0.1", ""])
def test_who_takes_json_gets_it(world: World, accept: str) -> None:
    answer = world.school.get("/me", Accept=accept)
    assert (answer.status_code, answer.content_type) == (200, "application/json")


def test_large_answers_are_compressed_for_those_who_ask(world: World) -> None:
    plain = world.school.get("/vocabularies/harm_category")
    packed = world.school.get("/vocabularies/harm_category", Accept_Encoding="gzip, br")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.get_data()) == plain.get_data()
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] == plain.headers["ETag"].rstrip('"') + '-gzip"'
    assert int(packed.headers["Content-Length"]) == len(packed.get_data())


def test_the_tag_of_a_compressed_answer_names_the_same_version(world: World) -> None:
    path = f"/incidents/{world.school.post('/incidents', incident_body()).json['id']}"
    tag = world.school.get(path, Accept_Encoding="gzip").headers["ETag"]
    assert world.school.patch(path, {"view_band": "lt1k"}, If_Match=tag).status_code == 200


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "br"])
def test_nobody_gets_what_they_cannot_unpack(world: World, accepted: str) -> None:
    answer = world.school.get("/vocabularies/harm_category", Accept_Encoding=accepted)
    assert "Content-Encoding" not in answer.headers


def test_small_answers_are_not_compressed(world: World) -> None:
    assert "Content-Encoding" not in world.school.get("/vocabularies/ground", Accept_Encoding="gzip").headers


def test_tokens_are_never_compressed(world: World) -> None:
    answer = world.anonymous_client().get("/oauth/jwks", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


def test_every_answer_is_kept_private(world: World) -> None:
    client = world.anonymous_client()
    answers = [world.school.get("/me"), world.school.get("/incidents"), client.get("/v1/me"), client.get("/problems")]
    for answer in answers:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "max-age" in answer.headers["Strict-Transport-Security"]
        assert answer.headers["X-Request-Id"]
    assert answers[0].headers["Cache-Control"] == answers[1].headers["Cache-Control"] == "private, no-store"


def test_a_request_id_is_ours_and_new_each_time(world: World) -> None:
    ids = {world.school.get("/me", X_Request_Id="chosen by the caller").headers["X-Request-Id"] for _ in range(5)}
    assert len(ids) == 5
    assert "chosen by the caller" not in ids


def test_moments_and_ids_are_written_in_one_way(world: World) -> None:
    sent = incident_body(first_seen_at="2026-10-01T11:30:00+02:00")
    answer = world.school.post("/incidents", sent)
    told = json.loads(answer.get_data())
    assert told["first_seen_at"] == "2026-10-01T09:30:00Z"
    assert told["id"] == told["id"].lower()
    assert told["reported_at"].endswith("Z")
