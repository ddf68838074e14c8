"""A partner's program, made with the package that openapi-python-client generates from the contract.

`program.py FOLDER BASE_URL TOKEN`: reports an incident, reads it again, and prints both as JSON. Runs in an environment
that has nothing of this project.
"""

from __future__ import annotations

import json
import sys
from uuid import uuid4

sys.path.insert(0, sys.argv[1])

from tarian_client import AuthenticatedClient  # type: ignore[import-not-found]
from tarian_client.api.incidents import read_incident, report_incident  # type: ignore[import-not-found]
from tarian_client.api.me import read_me  # type: ignore[import-not-found]
from tarian_client.models import NewIncident  # type: ignore[import-not-found]

REPORT = {
    "affected_kind": "leader",
    "affected_person": True,
    "summary_neutral": "An account imitates the school and mocks a member of staff.",
    "harm_categories": ["impersonation_school"],
    "links": [{"url": f"https://www.tiktok.com/@sandbox.account/video/7{uuid4().int % 10**18:018}"}],
}


def main(base_url: str, token: str) -> None:
    """Report and read an incident."""
    client = AuthenticatedClient(base_url=base_url, token=token, raise_on_unexpected_status=True)
    organisation = read_me.sync(client=client).organisation
    reported = report_incident.sync(client=client, body=NewIncident.from_dict(REPORT), idempotency_key=str(uuid4()))
    incident = read_incident.sync(reported.id, client=client)
    result = {"organisation_id": str(organisation.id), "reported": reported.to_dict(), "read": incident.to_dict()}
    sys.stdout.write(json.dumps(result, default=str))


if __name__ == "__main__":
    main(*sys.argv[2:])
