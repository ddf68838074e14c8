"""What a platform decided."""

from __future__ import annotations

from marshmallow import fields

from api.schemas.base import Answer, Body
from api.schemas.escalations import TERRITORY
from api.schemas.fields import Code, Flag, Id, Moment, Pattern, Several, Text
from api.schemas.references import Reference
from api.schemas.vocabulary_fields import chosen, word

PUID = r"[A-Za-z0-9_-]{1,500}"
AUTOMATION = ("fully", "partially", "not_automated")
FACTS = "The facts, in neutral words: no names, addresses, handles, hashtags or quotations."


class NewDecisionSubject(Body):
    """What was decided about one thing."""

    subject_id = Id("Which thing of the escalation.", required=True)
    action = chosen("decision_action", "What you did.", required=True)
    ground = chosen("ground", "On which ground.", example="incompatible_content")
    policy_code = Reference("Under which of your rules.", example="impersonation")
    decline_reason = chosen("decline_reason", "Why you did nothing; needed then, and only then.")
    facts_neutral = Text(FACTS, most=2000)
    explanation = Text("For the helpline, in neutral words.", most=2000)


class NewDecision(Body):
    """Decides one or more things of an escalation."""

    puid = Pattern(
        "Your own key for this decision. Never used again; a repeat adds nothing.",
        PUID,
        required=True,
        example="d-2026-000117",
    )
    decided_at = Moment("When it was decided.", required=True)
    applied_at = Moment("When it took effect.")
    subjects = Several(fields.Nested(NewDecisionSubject), "What was decided.", least=1, most=100, required=True)
    territorial_scope = Several(
        Pattern("", TERRITORY),
        "Where it holds, as ISO 3166 codes; empty for everywhere.",
        most=250,
        load_default=list,
        example=["GB"],
    )
    automated_detection = Flag("Whether a machine found it.", required=True)
    automated_decision = Code("Whether a machine decided it.", AUTOMATION, required=True, example="not_automated")


class DecisionSubject(Answer):
    """What was decided about one thing."""

    noun = "decision_subject"

    subject_id = Id("Which thing.")
    action = word("decision_action", "What the platform did.")
    ground = word("ground", "On which ground.", allow_none=True)
    policy_code = Text("Under which of its rules.", allow_none=True)
    decline_reason = word("decline_reason", "Why it did nothing.", allow_none=True)
    facts_neutral = Text("The facts.", allow_none=True)
    explanation = Text("The platform's words for it.", allow_none=True)


class Decision(Answer):
    """One answer of a platform. Never changed; a later one may follow."""

    noun = "decision"

    id = Id("Its id.")
    escalation_id = Id("Its escalation.")
    puid = Text("The platform's own key for it.", example="d-2026-000117")
    decided_at = Moment("When it was decided.")
    applied_at = Moment("When it took effect.", allow_none=True)
    recorded_at = Moment("When it was posted here.")
    territorial_scope = fields.List(Text(), metadata={"description": "Where it holds.", "example": ["GB"]})
    automated_detection = Flag("Whether a machine found it.")
    automated_decision = Code("Whether a machine decided it.", AUTOMATION, opened=True)
    late = Flag("Whether it came after the escalation had ended.")
    subjects = fields.List(fields.Nested(DecisionSubject))
    posted_by_client_id = Text("Which of your clients posted it.", allow_none=True, example="trust-and-safety")
