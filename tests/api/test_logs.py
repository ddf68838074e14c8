"""The log: one line for each request, without any content of requests."""

from __future__ import annotations

import io
import json
from uuid import uuid4

from tests.api.world import World, incident_body

CANARY = "Canary7d21"
TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
LINK_WITH_CANARY = {"url": f"https://www.tiktok.com/@{CANARY}/video/7300000000000000001"}


def test_each_request_is_logged_as_one_line(world: World, log_output: io.StringIO) -> None:
    incident_id = str(uuid4())
    response = world.school.get(f"/incidents/{incident_id}", traceparent=f"00-{TRACE_ID}-b7ad6b7169203331-01")
    (line,) = [json.loads(text) for text in log_output.getvalue().splitlines()]
    assert line["request_id"] == response.headers["X-Request-Id"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/v1/incidents/<incident_id>", 404)
    assert (line["client_id"], line["trace_id"]) == (world.school.client_id, TRACE_ID)
    assert line["milliseconds"] > 0
    assert line["level"] == "info"
    assert incident_id not in log_output.getvalue()


def test_the_log_never_contains_content_of_requests(world: World, log_output: io.StringIO) -> None:
    """Given a canary in every place where a caller can put one, no line contains it."""
    school = world.school
    school.post("/incidents", incident_body(summary_neutral=f"It mocks {CANARY}."))
    school.post("/incidents", incident_body(links=[LINK_WITH_CANARY]))
    school.post("/incidents", incident_body(affected_kind=CANARY))
    school.post("/incidents", {CANARY: CANARY})
    school.send("POST", "/incidents", data=f"{{{CANARY}", headers={"Content-Type": "application/json"})
    school.get(f"/incidents/{CANARY}?{CANARY}={CANARY}", traceparent=CANARY, X_Request_Id=CANARY, User_Agent=CANARY)
    school.get(f"/{CANARY}")
    school.get("/me", Authorization=f"Bearer {CANARY}")
    subject_id = school.get("/incidents").json["data"][0]["subjects"][0]["subject_id"]
    assert CANARY in school.get(f"/subjects/{subject_id}/locator?purpose=own_report").get_data(as_text=True)
    logged = log_output.getvalue()
    assert logged
    assert CANARY not in logged
    assert school.token not in logged


def test_unknown_methods_are_not_logged(world: World, log_output: io.StringIO) -> None:
    world.school.send(CANARY.upper(), "/me")
    assert CANARY.upper() not in log_output.getvalue()
