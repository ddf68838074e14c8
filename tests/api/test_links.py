"""Links over HTTP: what each organisation gets of a reported address, and what a report may ask for."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event

from services.core.db import TenantSession
from services.incidents import link_parsing
from services.links import MAX_LINK_LENGTH, find_link
from services.policy.actor import Kind
from tests.api.steps import Json, list_subject_ids, read_json, report_incident, send_escalation, take_actions
from tests.api.world import AuthorizedClient, World, create_organisation, incident_body, sign_agreement_with_helpline

CANARY = "zqxcanaryxqz"


@pytest.fixture(scope="module")
def trust(world: World) -> AuthorizedClient:
    """A trust that may read the incidents of the school."""
    trust = create_organisation(world, Kind.TRUST, "A trust", known_to=(world.school.organisation_id,))
    sign_agreement_with_helpline(world, world.school, trust)
    read_json(world.school.post("/oversights", {"overseer_id": str(trust.organisation_id)}))
    return trust


def new_number() -> int:
    """Return the number of a TikTok video that nobody has reported yet."""
    return 10**18 + uuid4().int % 10**18


def read_url(client: AuthorizedClient, subject_id: str, purpose: str) -> str:
    """Return the address of the subject as the client gets it."""
    return str(read_json(client.get(f"/subjects/{subject_id}/locator?purpose={purpose}"))["url"])


def escalate(world: World, incident: Json) -> str:
    """Accept the incident, send its only subject to the platform, and return the id of the subject."""
    take_actions(world.helpline, f"/incidents/{incident['id']}", "triage", "accept")
    (subject_id,) = list_subject_ids(incident)
    send_escalation(world, [subject_id])
    return subject_id


def test_only_the_reporter_reads_its_own_spelling_of_an_address(world: World) -> None:
    # given a report with words of the reporter in every part of an address that the platform ignores
    number = new_number()
    url = f"https://www.tiktok.com/@{CANARY}/video/{number}?note={CANARY}#{CANARY}"
    incident = report_incident(world.school, links=[{"url": f"{CANARY} {url}"}])
    address_before = read_url(world.helpline, list_subject_ids(incident)[0], "triage")
    # when it is escalated
    subject_id = escalate(world, incident)
    # then helpline and platform get the address rebuilt from the id, and no other response contains the words
    assert address_before == f"https://www.tiktok.com/@_/video/{number}"
    for client, purpose in ((world.helpline, "triage"), (world.helpline, "verify"), (world.platform, "act")):
        assert read_url(client, subject_id, purpose) == f"https://www.tiktok.com/@_/video/{number}"
    assert read_url(world.school, subject_id, "own_report") == f"https://www.tiktok.com/@{CANARY}/video/{number}"
    for client in (world.helpline, world.platform):
        for path in ("/incidents", "/escalations", "/changes"):
            assert CANARY not in client.get(path).get_data(as_text=True)


def test_the_platform_gets_a_rebuilt_address_of_a_report_of_the_helpline_itself(world: World) -> None:
    number = new_number()
    links = [{"url": f"https://www.tiktok.com/@{CANARY}/video/{number}"}]
    incident = report_incident(world.helpline, links=links)
    school_id = {"school_id": str(world.school.organisation_id)}
    read_json(world.helpline.patch(f"/incidents/{incident['id']}", school_id, If_Match='"1"'))
    subject_id = escalate(world, incident)

    assert CANARY in read_url(world.helpline, subject_id, "triage")
    assert read_url(world.platform, subject_id, "act") == f"https://www.tiktok.com/@_/video/{number}"


@pytest.mark.parametrize(
    ("url", "warnings"),
    [
        ("https://www.tiktok.com/@a/video/{number}", []),
        ("https://vm.tiktok.com/{code}", ["short_link"]),
        ("https://www.tiktok.com/t/{code}", ["short_link"]),
        ("https://fb.watch/{code}/", ["short_link"]),
        ("https://www.facebook.com/share/p/{code}/", ["short_link"]),
        ("https://www.instagram.com/share/reel/{code}", ["short_link"]),
        ("https://www.reddit.com/r/abc/s/{code}", ["short_link"]),
        ("https://t.snapchat.com/{code}", ["short_link"]),
        ("https://pic.x.com/{code}", ["short_link"]),
        ("https://bit.ly/{code}", ["short_link"]),
        ("https://youtu.be/dQw4w9WgXcQ?si={code}", []),
        ("https://example.org/{code}", ["address_as_sent"]),
        ("https://www.tiktok.com/unknown/{code}", ["address_as_sent"]),
    ],
)
def test_only_the_reporter_is_warned_about_an_address_that_may_name_somebody(
    world: World, trust: AuthorizedClient, url: str, warnings: list[str]
) -> None:
    # given a school whose trust may read its incidents
    # when the school reports the address
    links = [{"url": url.format(number=new_number(), code=uuid4().hex[:10])}]
    incident = report_incident(world.school, links=links)
    # then the school alone gets the warning, in the response and whenever it reads the incident
    path = f"/incidents/{incident['id']}"
    assert [link["warnings"] for link in incident["subjects"]] == [warnings]
    assert [link["warnings"] for link in read_json(world.school.get(f"{path}/subjects"))["data"]] == [warnings]
    for other in (world.helpline, trust):
        assert [link["warnings"] for link in read_json(other.get(path))["subjects"]] == [[]]
        assert [link["warnings"] for link in read_json(other.get(f"{path}/subjects"))["data"]] == [[]]


def test_the_warnings_of_a_link_do_not_depend_on_earlier_reports_of_it(world: World) -> None:
    links = [{"url": f"https://vm.tiktok.com/{uuid4().hex[:10]}"}]
    first, second = report_incident(world.school, links=links), report_incident(world.other_school, links=links)

    assert first["subjects"][0]["warnings"] == second["subjects"][0]["warnings"] == ["short_link"]


def test_the_links_of_a_report_have_one_bound_together(world: World) -> None:
    def build_links(count: int) -> list[dict[str, str]]:
        urls = [f"https://example.org/{number}/" for number in range(count)]
        return [{"url": url + "a" * (MAX_LINK_LENGTH - len(url))} for url in urls]

    assert post_links(world, build_links(10)).status_code == 201
    response = post_links(world, build_links(11))

    assert (response.status_code, describe_errors(response)) == (422, [("/links", "links_too_long")])
    assert "example.org" not in response.get_data(as_text=True)


def test_a_link_has_one_length_limit_in_the_contract_and_in_the_service(world: World) -> None:
    url = "https://example.org/"
    for length, status in ((MAX_LINK_LENGTH, 201), (MAX_LINK_LENGTH + 1, 422)):
        response = post_links(world, [{"url": url + "a" * (length - len(url))}])
        assert response.status_code == status, response.json
    assert [pointer for pointer, _ in describe_errors(response)] == ["/links/0/url"]


def test_the_error_of_an_added_link_points_at_its_url(world: World) -> None:
    path = f"/incidents/{report_incident(world.school)['id']}/subjects"

    response = world.school.post(path, {"url": "no address"})

    assert (response.status_code, describe_errors(response)) == (422, [("/url", "link_with_spaces")])


@pytest.mark.parametrize("purpose", ["police", "", "curiosity"])
def test_an_address_is_given_for_known_purposes_only(world: World, purpose: str) -> None:
    (subject_id,) = list_subject_ids(report_incident(world.school))

    assert world.school.get(f"/subjects/{subject_id}/locator?purpose={purpose}").status_code == 422


@pytest.mark.parametrize("operation", ["report", "add"])
def test_links_are_recognised_while_no_transaction_is_open(
    world: World, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/incidents/{report_incident(world.school)['id']}/subjects"
    open_transactions: set[object] = set()
    open_at_recognition: list[int] = []

    def observe(text: str, *, pointer: str) -> Any:
        open_at_recognition.append(len(open_transactions))
        return find_link(text, pointer=pointer)

    def note_begin(_session: object, transaction: object, _connection: object) -> None:
        open_transactions.add(transaction)

    def note_end(_session: object, transaction: object) -> None:
        open_transactions.discard(transaction)

    monkeypatch.setattr(link_parsing, "find_link", observe)
    event.listen(TenantSession, "after_begin", note_begin)
    event.listen(TenantSession, "after_transaction_end", note_end)
    try:
        url = f"https://www.tiktok.com/@a/video/{new_number()}"
        if operation == "report":
            report_incident(world.school, links=[{"url": url}])
        else:
            read_json(world.school.post(path, {"url": url}))
    finally:
        event.remove(TenantSession, "after_begin", note_begin)
        event.remove(TenantSession, "after_transaction_end", note_end)

    assert open_at_recognition == [0]


def post_links(world: World, links: list[dict[str, str]]) -> Any:
    """Report an incident with these links."""
    return world.school.post("/incidents", incident_body(links=links))


def describe_errors(response: Any) -> list[tuple[str, str]]:
    """Return pointer and code of each error of a problem document."""
    return [(error["pointer"], error["code"]) for error in response.json["errors"]]
