"""The scenario: the steps of the story in order. The actors share nothing but the API.

The scenario itself does what happens outside the API: it invents the posts and carries the card to the union.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.sandbox import organisations
from services.sandbox.organisations import SandboxOrganisation
from services.sandbox.story.api_client import JsonObject
from services.sandbox.story.runner import StepRunner, StoryFailed

BYSTANDERS: Mapping[str, SandboxOrganisation] = {
    "another school": organisations.list_background_schools()[0],
    "another union": organisations.SECOND_UNION,
    "another platform": organisations.SECOND_PLATFORM,
    "representative": organisations.REPRESENTATIVE,
    "Ofcom": organisations.REGULATOR,
    "UKCIS": organisations.COORDINATION,
    "trust": organisations.TRUST,
    "local authority": organisations.LOCAL_AUTHORITY,
    "police": organisations.POLICE,
}
# Role and organisation of each actor.
ACTORS: Mapping[str, tuple[str, SandboxOrganisation]] = {
    "school": ("school", organisations.SCHOOL),
    "second school": ("school", organisations.SECOND_SCHOOL),
    "helpline": ("helpline", organisations.HELPLINE),
    "platform": ("platform", organisations.PLATFORM),
    "union": ("union", organisations.UNION),
    "government": ("government", organisations.GOVERNMENT),
    "another government": ("government", organisations.SECOND_GOVERNMENT),
    **{actor: ("bystander", organisation) for actor, organisation in BYSTANDERS.items()},
}
# Counts would tell one reporter that there is another.
COUNT_FIELDS = ('"incident_count"', '"source_incident_count_band"')


def _random_post_id() -> str:
    """Return an id in the form of TikTok's: 19 digits."""
    return f"7{secrets.randbelow(10**18):018}"


@dataclass(frozen=True, slots=True)
class Posts:
    """The ids of two posts that no earlier report contains."""

    video: str = field(default_factory=_random_post_id)
    photo: str = field(default_factory=_random_post_id)

    def links_of_school(self) -> Sequence[str]:
        """Return links to both posts, as a browser shows them."""
        account = "https://www.tiktok.com/@sandbox.account"
        return [f"{account}/video/{self.video}?is_from_webapp=1", f"{account}/photo/{self.photo}"]

    def links_of_second_school(self) -> Sequence[str]:
        """Return a link to the video, as it is shared from a phone."""
        return [f"https://m.tiktok.com/v/{self.video}.html?_r=1&u_code=sandbox"]


def run_scenario(runner: StepRunner) -> None:
    """Run all steps of the story; raise StoryFailed at the first that fails."""
    posts = Posts()
    actors = runner.run_for_all("sign_in")
    first_report = runner.run("school", "report", {"links": posts.links_of_school()})
    second_report = runner.run("second school", "report", {"links": posts.links_of_second_school()})
    runner.run("helpline", "accept_reports", {"count": 2})
    escalation = runner.run("helpline", "escalate")
    runner.run("platform", "expect_no_entry")
    runner.run("helpline", "send_escalation")
    runner.run("school", "read_escalation")
    acknowledged = runner.run("platform", "acknowledge")
    if acknowledged["post_ids"] != sorted([posts.video, posts.photo]):
        raise StoryFailed("the platform did not get the posts that were reported")
    runner.run("platform", "decide")
    runner.run("helpline", "verify")
    runner.run("school", "read_outcome")
    runner.run("second school", "read_outcome")
    _check_reporters_are_isolated(runner, actors, first_report, second_report, escalation)
    case_id = _pass_card_to_union(runner)
    _check_union_is_hidden(runner, actors["union"], case_id)
    _check_bystanders_have_no_access(runner, first_report, escalation, case_id)
    _query_statistics(runner)


def _check_reporters_are_isolated(
    runner: StepRunner,
    actors: Mapping[str, JsonObject],
    first_report: JsonObject,
    second_report: JsonObject,
    escalation: JsonObject,
) -> None:
    """Check that neither school learned of the other report or the escalation, nor the platform of the schools."""
    first_traces = _list_traces(actors["school"], first_report)
    second_traces = _list_traces(actors["second school"], second_report)
    hidden = [*COUNT_FIELDS, *escalation.values()]
    runner.run("school", "check_isolation", {"words": [*second_traces, *hidden]})
    runner.run("second school", "check_isolation", {"words": [*first_traces, *hidden]})
    runner.run("platform", "search_responses", {"words": [*first_traces, *second_traces, COUNT_FIELDS[0]]})


def _list_traces(organisation: JsonObject, report: JsonObject) -> list[str]:
    """Return the texts that would give a reporter away: id and name, id and reference of its incident."""
    return [organisation["id"], organisation["name"], report["id"], report["reference"]]


def _pass_card_to_union(runner: StepRunner) -> str:
    """Let the union redeem the card that the school issues, and return the id of the member case."""
    card = runner.run("school", "issue_card")
    for actor in ("helpline", "platform"):
        runner.run(actor, "read_feed")
    case = runner.run("union", "redeem_card", {"card": card})
    runner.run("union", "read_case")
    return str(case["id"])


def _check_union_is_hidden(runner: StepRunner, union: JsonObject, case_id: str) -> None:
    """Check that school, helpline and platform learned nothing of the union and its case."""
    runner.run("school", "check_unchanged")
    for actor in ("helpline", "platform"):
        runner.run(actor, "expect_no_entry")
    traces = [union["id"], union["name"], case_id, "member_case"]
    for actor in ("school", "second school", "helpline", "platform"):
        runner.run(actor, "search_responses", {"words": traces})


def _check_bystanders_have_no_access(
    runner: StepRunner, report: JsonObject, escalation: JsonObject, case_id: str
) -> None:
    """Let every other organisation try to read and change the resources of the story, knowing their ids."""
    ids = {
        "incident": report["id"],
        "escalation": escalation["id"],
        "member_case": case_id,
        "subjects": report["subject_ids"],
    }
    for actor in (*BYSTANDERS, "government", "another government"):
        runner.run(actor, "try_access", {"ids": ids})


def _query_statistics(runner: StepRunner) -> None:
    """Let the governments read statistics of their own nation, and one of another nation."""
    runner.run("government", "query_current_week")
    runner.run("government", "query_past_weeks")
    runner.run("another government", "query_other_nation", {"nation": organisations.BACKGROUND_NATION})
