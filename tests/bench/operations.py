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
REPORTING_SCHOOLS = 20
JSON_CONTENT_TYPE = {"Content-Type": "application/json"}
# Without digits: the service refuses references with a phone number, which a few random ones contain.
HEX_LETTERS = str.maketrans("0123456789", "ghjkmnpqrs")
SUMMARY = "An account uses the crest of the school and posts clips of lessons."

_new_post_ids = count(7_300_000_000_000_000_000 + random.randrange(10**15))


@dataclass(frozen=True, slots=True)
class Operation:
    """A kind of request, the status of its response, and how often a round sends it, by number of clients."""

    name: str
    status: int
    requests_per_round: Mapping[int, int]
    build: Callable[[Deployment], bytes]

    def build_requests(self, deployment: Deployment, clients: int) -> list[bytes]:
        """Return the requests of a round, with one more for each client whose response is not timed."""
        with set_environment(deployment.database.environment):
            return [self.build(deployment) for _ in range(self.requests_per_round[clients] + clients)]


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
    body = {
        "affected_kind": "staff",
        "affected_person": True,
        "summary_neutral": SUMMARY,
        "harm_categories": ["impersonation_school"],
        "links": [{"url": f"https://www.tiktok.com/@page/video/{next(_new_post_ids)}"}],
    }
    school = random.choice(deployment.organisations.schools[:REPORTING_SCHOOLS])
    return _build_post("/v1/incidents", deployment.authorize(school), body)


def build_decision(deployment: Deployment) -> bytes:
    """Return a decision of the platform on an escalation that has none, and remove it from those without one."""
    escalation_id, subject_id = deployment.undecided.pop()
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
    Operation("get one incident", 200, {1: 60, 8: 160}, build_get_incident),
    Operation("list 100", 200, {1: 30, 8: 64}, build_list_incidents),
    Operation("changes page of 200", 200, {1: 20, 8: 48}, build_list_changes),
    Operation("report an incident", 201, {1: 30, 8: 64}, build_report),
    Operation("post a decision", 201, {1: 30, 8: 64}, build_decision),
    Operation("token request", 200, {1: 40, 8: 96}, build_token_request),
)


def _build_post(path: str, authorization: Mapping[str, str], body: Mapping[str, object]) -> bytes:
    """Return a POST request with a JSON body and a random Idempotency-Key."""
    headers = {**authorization, **JSON_CONTENT_TYPE, "Idempotency-Key": uuid4().hex}
    return build_request("POST", path, headers, json.dumps(body).encode())
