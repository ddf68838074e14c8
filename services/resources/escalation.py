"""An escalation: subjects of one platform, sent by the helpline outside the ordinary in-app route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ARRAY, Executable, Text, any_, distinct, func, literal, literal_column, select

from services.access import visibility
from services.access.parts import is_requested
from services.core.statements import Row, compiled_once
from services.models.escalation import Escalation, EscalationSubject
from services.models.incident import Incident, IncidentSubject
from services.policy.actor import ESCALATION_PARTIES, Actor, Kind
from services.policy.predicates import always, is_addressed_platform, is_owner
from services.policy.resource_spec import Field, Parts, Permission, ResourceSpec, Scopes, fields
from services.resources.escalation_states import ESCALATION_MACHINE
from services.resources.escalation_subject import ESCALATION_SUBJECTS
from services.resources.incident import INCIDENT
from services.resources.incident_states import COUNTED

OPEN_ESCALATION = Permission("escalation.open", {Kind.HELPLINE: always})
TRANSITION_ESCALATION = Permission("escalation.move", {Kind.HELPLINE: is_owner, Kind.PLATFORM: is_addressed_platform})


class EscalationEvent(StrEnum):
    """The events of an escalation."""

    QUEUED = "escalation.queued"
    SENT = "escalation.sent"
    ACKNOWLEDGED = "escalation.acknowledged"
    REVIEW_STARTED = "escalation.review_started"
    COUNT_BAND_CHANGED = "escalation.scale_changed"
    SUBJECTS_REMOVED = "escalation.subjects_removed"
    CANCELLED = "escalation.cancelled"
    CLOSED = "escalation.closed"


@compiled_once
def _count_incidents(kind: Kind) -> Executable:
    """Count the incidents that name a subject of each of the escalations `ids`."""
    actor, part, link = visibility.actor_parameter(kind), EscalationSubject, IncidentSubject
    return (
        select(part.escalation_id, func.count(distinct(Incident.id)).label("count"))
        .join(link, link.subject_id == part.subject_id)
        .join(Incident, (Incident.owner_id == link.owner_id) & (Incident.id == link.incident_id))
        .where(
            is_requested(part.escalation_id),
            visibility.has_access(actor, "escalation", part.escalation_id, part.owner_id),
            visibility.visible_to(actor, INCIDENT),
            Incident.state == any_(literal(list(COUNTED), ARRAY(Text()))),
        )
        .group_by(part.escalation_id)
    )


def _collect_counts(_actor: Actor, ids: Sequence[UUID], rows: Sequence[Row]) -> Mapping[UUID, int]:
    """Return the count for each escalation id, 0 where no incident names its subjects."""
    return dict.fromkeys(ids, 0) | {row["escalation_id"]: row["count"] for row in rows}


INCIDENT_COUNT = Parts(_count_incidents, _collect_counts)

ESCALATION = ResourceSpec(
    name="escalation",
    model=Escalation,
    has_access_rows=True,
    fields=(
        *fields(
            ESCALATION_PARTIES,
            "id",
            "reference",
            "version",
            "created_at",
            "updated_at",
            "state",
            "platform_id",
            "channel",
        ),
        *fields(
            ESCALATION_PARTIES,
            "tier",
            "priority",
            "basis",
            "explanation",
            "policy_codes",
            "harm_categories",
            "jurisdictions",
        ),
        Field(
            "notifier",
            ESCALATION_PARTIES,
            func.json_build_object(
                literal_column("'kind'"),
                literal_column("'helpline'"),
                literal_column("'organisation_id'"),
                Escalation.__table__.c.owner_id,
            ),
        ),
        *fields(ESCALATION_PARTIES, "source_incident_count_band", "sent_at", "due_ack_at", "due_decision_at"),
        Field("subjects", ESCALATION_PARTIES, parts=ESCALATION_SUBJECTS),
        *fields(ESCALATION_PARTIES, "suspected_minor", "platform_case_ref"),
        # A platform sees the band only: the exact number of reporters is for the helpline.
        Field("incident_count", frozenset({Kind.HELPLINE}), parts=INCIDENT_COUNT),
    ),
    permissions=(OPEN_ESCALATION, TRANSITION_ESCALATION),
    state_machine=ESCALATION_MACHINE,
    events=EscalationEvent,
    scopes=Scopes(read="escalations:read", create="escalations:write", write="escalations:write"),
)
