"""The measured operations. Their requests are built, and signed, before the clock starts."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

from api import pagination
from tests.bench.deployment import Deployment
from tests.bench.http_load import build_request
from tests.support.databases import set_environment

LIST_PAGE_SIZE, CHANGES_PAGE_SIZE = 100, 200
REPORTING_SCHOOLS, SIMULTANEOUS_SCHOOLS = 20, 16
JSON_CONTENT_TYPE = {"Content-Type": "application/json"}
# Without digits: the service refuses references with a phone number, which a few random ones contain.
HEX_LETTERS = str.maketrans("0123456789", "ghjkmnpqrs")
SUMMARY = "An account uses the crest of the school and posts clips of lessons."

_turns = count()
_new_post_ids = count(7_300_000_000_000_000_000 + random.randrange(10**15))


@dataclass(frozen=True, slots=True)
class Operation:
    """A kind of request and the status of its response.

    `requests` is how often a round sends it with one client. `clients` is the only number of clients that it is
    measured with; None for those of the command line.
    """

    name: str
    status: int
    requests: int
    build: Callable[[Deployment], bytes]
    clients: int | None = None

    def build_requests(self, deployment: Deployment, clients: int) -> list[bytes]:
        """Return the requests of a round, with one more for each client whose response is not timed."""
        count = clients + (self.requests if clients == 1 else max(2 * self.requests, 2 * clients))
        deployment.ensure_undecided(count)
        with set_environment(deployment.database.environment):
            return [self.build(deployment) for _ in range(count)]


def build_get_incident(deployment: Deployment) -> bytes:
    """Return a request of the helpline for a random incident."""
    headers = deployment.authorize(deployment.organisations.helpline)
    return build_request("GET", f"/v1/incidents/{random.choice(deployment.incident_ids)}", headers)


def build_list_incidents(deployment: Deployment) -> bytes:
    """Return a request of the helpline for a page of incidents that begins at a random one."""
    helpline = deployment.organisations.helpline
    scope = pagination.build_cursor_scope("/incidents", helpline.id, {})
    cursor = pagination.sign_cursor(str(random.choice(deployment.incident_ids)), scope)
    path = f"/v1/incidents?limit={LIST_PAGE_SIZE}&cursor={cursor}"
    return build_request("GET", path, deployment.authorize(helpline))


def build_list_changes(deployment: Deployment) -> bytes:
    """Return a request of the helpline for a page of its feed that begins at a random entry."""
    helpline = deployment.organisations.helpline
    scope = pagination.build_cursor_scope("/changes", helpline.id, {})
    position = f"{deployment.epoch}-{random.randrange(deployment.last_seq - CHANGES_PAGE_SIZE)}"
    path = f"/v1/changes?limit={CHANGES_PAGE_SIZE}&cursor={pagination.sign_cursor(position, scope)}"
    return build_request("GET", path, deployment.authorize(helpline))


def build_report(deployment: Deployment) -> bytes:
    """Return a report of one new link by one of several schools."""
    school = random.choice(deployment.organisations.schools[:REPORTING_SCHOOLS])
    return build_report_request(deployment.authorize(school))


def build_report_in_turn(deployment: Deployment) -> bytes:
    """Return a report by the next of as many schools as clients report at the same time."""
    number = next(_turns) % SIMULTANEOUS_SCHOOLS
    return build_report_request(deployment.authorize(deployment.organisations.schools[number]))


def build_report_request(authorization: Mapping[str, str]) -> bytes:
    """Return a report of one new link."""
    body = {
        "affected_kind": "staff",
        "affected_person": True,
        "summary_neutral": SUMMARY,
        "harm_categories": ["impersonation_school"],
        "links": [{"url": f"https://www.tiktok.com/@page/video/{next(_new_post_ids)}"}],
    }
    return _build_post("/v1/incidents", authorization, body)


def build_decision(deployment: Deployment) -> bytes:
    """Return a decision of the platform on an escalation that has none."""
    escalation_id, subject_id = deployment.take_undecided()
    body = {
        "puid": uuid4().hex.translate(HEX_LETTERS),
        "decided_at": datetime.now(UTC).isoformat(),
        "subjects": [{"subject_id": str(subject_id), "action": "content_removed", "policy_code": "IMP-1"}],
        "territorial_scope": ["GB"],
        "automated_detection": False,
        "automated_decision": "not_automated",
    }
    headers = deployment.authorize(deployment.organisations.platforms[0])
    return _build_post(f"/v1/escalations/{escalation_id}/decisions", headers, body)


def build_token_request(deployment: Deployment) -> bytes:
    """Return a token request of the platform with a signed assertion."""
    headers, form = deployment.organisations.platforms[0].build_token_request(deployment.issuer)
    return build_request("POST", "/oauth/token", headers, form)


OPERATIONS = (
    Operation("get one incident", 200, 60, build_get_incident),
    Operation("list 100", 200, 30, build_list_incidents),
    Operation("changes page of 200", 200, 20, build_list_changes),
    Operation("report an incident", 201, 30, build_report),
    Operation("post a decision", 201, 30, build_decision),
    Operation("token request", 200, 40, build_token_request),
    Operation("reports of 16 schools", 201, 80, build_report_in_turn, clients=SIMULTANEOUS_SCHOOLS),
)


def _build_post(path: str, authorization: Mapping[str, str], body: Mapping[str, object]) -> bytes:
    """Return a POST request with a JSON body and a random Idempotency-Key."""
    headers = {**authorization, **JSON_CONTENT_TYPE, "Idempotency-Key": uuid4().hex}
    return build_request("POST", path, headers, json.dumps(body).encode())
