"""The log: one line for each request, and nothing in it that was said or asked for."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from uuid import uuid4

import pytest

from api.request_log import JsonFormatter
from tests.api.world import World, incident_body

CANARY = "Canary7d21"
TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything that any logger of this process says meanwhile, as it would be written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    loggers = [logging.getLogger(), logging.getLogger("tarian")]
    for logger in loggers:
        logger.addHandler(handler)
    yield stream
    for logger in loggers:
        logger.removeHandler(handler)


def test_a_request_is_one_line(world: World, lines: io.StringIO) -> None:
    identifier = str(uuid4())
    answer = world.school.get(f"/incidents/{identifier}", traceparent=f"00-{TRACE}-b7ad6b7169203331-01")
    (line,) = [json.loads(text) for text in lines.getvalue().splitlines()]
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/v1/incidents/<incident_id>", 404)
    assert (line["client_id"], line["trace_id"]) == (world.school.client_id, TRACE)
    assert line["milliseconds"] > 0
    assert line["level"] == "info"
    assert identifier not in lines.getvalue()


def test_nothing_that_was_said_is_in_the_log(world: World, lines: io.StringIO) -> None:
    """Given a canary in every place where a caller can put one, no line holds it."""
    school = world.school
    school.post("/incidents", incident_body(summary_neutral=f"It mocks {CANARY}."))
    school.post(
        "/incidents", incident_body(links=[{"url": f"https://www.tiktok.com/@{CANARY}/video/7300000000000000001"}])
    )
    school.post("/incidents", incident_body(affected_kind=CANARY))
    school.post("/incidents", {CANARY: CANARY})
    school.send("POST", "/incidents", data=f"{{{CANARY}", headers={"Content-Type": "application/json"})
    school.get(f"/incidents/{CANARY}?{CANARY}={CANARY}", traceparent=CANARY, X_Request_Id=CANARY, User_Agent=CANARY)
    school.get(f"/{CANARY}")
    school.get("/me", Authorization=f"Bearer {CANARY}")
    subject = school.get("/incidents").json["data"][0]["subjects"][0]["subject_id"]
    assert CANARY in school.get(f"/subjects/{subject}/locator?purpose=own_report").get_data(as_text=True)
    said = lines.getvalue()
    assert said
    assert CANARY not in said
    assert school.token not in said


def test_a_method_that_nobody_knows_is_not_repeated(world: World, lines: io.StringIO) -> None:
    world.school.send(CANARY.upper(), "/me")
    assert CANARY.upper() not in lines.getvalue()
