"""The operations that are measured, as requests made beforehand: nothing is composed or signed while the clock runs."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from api import pagination
from tests.bench.load import request
from tests.bench.site import Site
from tests.support.databases import set_environment

PAGE, CHANGES = 100, 200
REPORTERS = 20
JSON = {"Content-Type": "application/json"}
SUMMARY = "An account uses the crest of the school and posts clips of lessons."

_posts = count(7_300_000_000_000_000_000 + random.randrange(10**15))


@dataclass(frozen=True, slots=True)
class Question:
    """`asked` is how often, by one client and by eight, in one round."""

    name: str
    status: int
    asked: Mapping[int, int]
    make: Callable[[Site], bytes]

    def requests(self, site: Site, clients: int) -> list[bytes]:
        """Those of one round, and one more for each client, which is not counted."""
        with set_environment(site.database.environment):
            return [self.make(site) for _ in range(self.asked[clients] + clients)]


def incident(site: Site) -> bytes:
    """Any incident, read by the helpline, which sees them all."""
    return request("GET", f"/v1/incidents/{random.choice(site.ids)}", site.bearer(site.cast.helpline))


def incidents(site: Site) -> bytes:
    """A page of the helpline's list that begins anywhere."""
    scope = pagination.build_cursor_scope("/incidents", site.cast.helpline.id, {})
    cursor = pagination.sign_cursor(str(random.choice(site.ids)), scope)
    return request("GET", f"/v1/incidents?limit={PAGE}&cursor={cursor}", site.bearer(site.cast.helpline))


def changes(site: Site) -> bytes:
    """A page of the helpline's feed that begins anywhere."""
    scope = pagination.build_cursor_scope("/changes", site.cast.helpline.id, {})
    cursor = pagination.sign_cursor(f"{site.epoch}-{random.randrange(site.last_seq - CHANGES)}", scope)
    return request("GET", f"/v1/changes?limit={CHANGES}&cursor={cursor}", site.bearer(site.cast.helpline))


def report(site: Site) -> bytes:
    """A report of one new link, by one of several schools."""
    told = {
        "affected_kind": "staff",
        "affected_person": True,
        "summary_neutral": SUMMARY,
        "harm_categories": ["impersonation_school"],
        "links": [{"url": f"https://www.tiktok.com/@page/video/{next(_posts)}"}],
    }
    school = site.cast.schools[random.randrange(REPORTERS)]
    return _post("/v1/incidents", site.bearer(school), told)


def decision(site: Site) -> bytes:
    """The platform's decision on an escalation that has none."""
    escalation_id, subject_id = site.undecided.pop()
    told = {
        "puid": uuid4().hex,
        "decided_at": datetime.now(UTC).isoformat(),
        "subjects": [{"subject_id": str(subject_id), "action": "content_removed", "policy_code": "IMP-1"}],
        "territorial_scope": ["GB"],
        "automated_detection": False,
        "automated_decision": "not_automated",
    }
    return _post(f"/v1/escalations/{escalation_id}/decisions", site.bearer(site.cast.platforms[0]), told)


def token(site: Site) -> bytes:
    """A token for an assertion that the platform signed."""
    headers, form = site.cast.platforms[0].proof(site.issuer)
    return request("POST", "/oauth/token", {**headers, "Content-Type": "application/x-www-form-urlencoded"}, form)


QUESTIONS = (
    Question("get one incident", 200, {1: 60, 8: 160}, incident),
    Question("list 100", 200, {1: 30, 8: 64}, incidents),
    Question("changes page of 200", 200, {1: 20, 8: 48}, changes),
    Question("report an incident", 201, {1: 30, 8: 64}, report),
    Question("post a decision", 201, {1: 30, 8: 64}, decision),
    Question("token request", 200, {1: 40, 8: 96}, token),
)


def _post(path: str, bearer: dict[str, str], told: dict[str, Any]) -> bytes:
    return request("POST", path, {**bearer, **JSON, "Idempotency-Key": uuid4().hex}, json.dumps(told).encode())
