"""The steps of an escalation that the reporter of a link sees, and the times at which they appear. Pure functions.

A decision or a check counts for a link only if it was made after the link was reported: a new report of an old post
needs a new look. A link that joins an escalation after it was sent goes through the same steps, each after the same
time since acceptance, as the links from which the escalation was made. So its reporter cannot tell whether somebody
else reported the same post before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.incidents.subject_outcomes import SubjectEscalation
from services.policy.deadlines import ACKNOWLEDGEMENT_DEADLINES, DECISION_DEADLINES
from services.vocabularies.subjects import RESOLVED_RESULTS

# The fields of a link that state an outcome; the others state the progress of the escalation.
OUTCOME_FIELDS = frozenset({"outcome_code", "decline_reason", "verification", "wording"})
# States of a link whose own subject is decided or verified, whatever the state of the whole escalation.
DECIDED, VERIFIED = "decided", "verified"


@dataclass(frozen=True, slots=True)
class LinkTimes:
    """The times of a link that decide what its reporter sees, and priority and nation of its incident."""

    reported_at: datetime
    accepted_at: datetime
    priority: str
    nation: str


@dataclass(frozen=True, slots=True)
class LinkStep:
    """The columns of a link after one step of its escalation, which appears at `shown_at`."""

    shown_at: datetime
    columns: Mapping[str, object]


def list_steps(escalations: Sequence[SubjectEscalation], times: LinkTimes) -> list[LinkStep]:
    """Return the steps of the escalation that counts for the link, in order; none if there is none.

    `escalations` are those of the link's subject, newest first. The newest one counts while it is undecided, then the
    one with the newest decision or check: a platform may decide again in an escalation that was closed.
    """
    if escalations and escalations[0].outcome_code is None:
        return _list_escalation_steps(escalations[0], times)
    candidates: list[tuple[datetime, list[LinkStep]]] = []
    for escalation in escalations:
        if escalation.decided_at and _is_since(escalation.decided_at, times.reported_at):
            candidates.append((escalation.decided_at, _list_escalation_steps(escalation, times)))
        elif escalation.checked_at and _is_since(escalation.checked_at, times.accepted_at):
            candidates.append((escalation.checked_at, [_build_check_step(escalation, times)]))
    # Of equal times, the newest escalation.
    _, steps = max(candidates, key=lambda candidate: candidate[0], default=(None, []))
    return steps


def list_remaining_steps(steps: Sequence[LinkStep], present: Mapping[str, object]) -> Sequence[LinkStep]:
    """Return the steps that the link, with these columns, has not gone through; the last one is always among them."""
    state = present["escalation_state"]
    states = [step.columns.get("escalation_state") for step in steps]
    if state in states[:-1]:
        return steps[states.index(state) + 1 :]
    is_outcome_replaced = state in (DECIDED, VERIFIED) and states[-1:] in ([DECIDED], [VERIFIED])
    return steps[-1:] if state in states or is_outcome_replaced else steps


def _is_since(moment: datetime | None, start: datetime) -> bool:
    """Return True if there is a moment and it is not before `start`."""
    return moment is not None and moment >= start


def _compute_joining(escalation: SubjectEscalation, times: LinkTimes) -> datetime:
    """Return the time at which the link joins the escalation: its sending, or as long after the later acceptance."""
    if times.accepted_at <= escalation.sent_at:
        return escalation.sent_at
    return times.accepted_at + escalation.preparation_time


def _list_escalation_steps(escalation: SubjectEscalation, times: LinkTimes) -> list[LinkStep]:
    """Return the steps of an escalation that had not been decided when the link was reported."""
    joined_at = _compute_joining(escalation, times)
    progress: dict[str, object] = {
        "tier": escalation.tier,
        "due_ack_at": ACKNOWLEDGEMENT_DEADLINES[times.priority].due_after(joined_at, [times.nation]),
        "due_decision_at": DECISION_DEADLINES[times.priority].due_after(joined_at, [times.nation]),
    }
    steps = [LinkStep(joined_at, {**progress, "escalation_state": "sent"})]
    platform_steps = (("acknowledged", escalation.acknowledged_at), ("under_review", escalation.review_started_at))
    for state, at in platform_steps:
        if at is not None:
            delayed_at = at if at >= joined_at else joined_at + (at - escalation.sent_at)
            # A decision is known, and nobody waits for it any longer than for the joining.
            shown_at = joined_at if escalation.outcome_code else max(steps[-1].shown_at, delayed_at)
            steps.append(LinkStep(shown_at, {**progress, "escalation_state": state}))
    if escalation.outcome_code:
        steps += _list_outcome_steps(escalation, times, LinkStep(joined_at, progress))
    return steps


def _list_outcome_steps(escalation: SubjectEscalation, times: LinkTimes, start: LinkStep) -> list[LinkStep]:
    """Return the step of the decision, and that of a check since the report that found the content gone."""
    columns = {
        **start.columns,
        "escalation_state": DECIDED,
        "outcome_code": escalation.outcome_code,
        "decline_reason": escalation.decline_reason,
        "verification": None,
        "wording": None,
    }
    decided = LinkStep(start.shown_at, columns)
    if not _is_since(escalation.checked_at, times.reported_at):
        return [decided]
    checked = {**columns, "verification": escalation.verification, "wording": escalation.wording}
    if escalation.verification not in RESOLVED_RESULTS:
        return [LinkStep(start.shown_at, checked)]
    return [decided, LinkStep(start.shown_at, {**checked, "escalation_state": VERIFIED})]


def _build_check_step(escalation: SubjectEscalation, times: LinkTimes) -> LinkStep:
    """Return the step of a check since the acceptance, for a link that was reported after the decision."""
    columns: dict[str, object] = {"verification": escalation.verification, "wording": escalation.wording}
    if escalation.verification in RESOLVED_RESULTS:
        columns["escalation_state"] = VERIFIED
    return LinkStep(times.accepted_at, columns)
