"""Schemas of platform decisions."""

from __future__ import annotations

from api.schemas import example_values as examples
from api.schemas.base import PageQuerySchema, RequestSchema, ResponseSchema
from api.schemas.composite_fields import ListOf, NestedObject, UniqueList
from api.schemas.escalations import COUNTRY_PATTERN
from api.schemas.fields import (
    Code,
    ExternalId,
    ExternalReference,
    PatternText,
    PlainText,
    StrictBoolean,
    UtcDateTime,
    Uuid,
)
from api.schemas.vocabulary_fields import vocabulary_input, vocabulary_output
from services.vocabularies.decisions import DECLINING_ACTIONS
from services.vocabularies.declines import REQUIRED_TO_DECLINE

PUID_PATTERN = r"[A-Za-z0-9_-]{1,100}"
AUTOMATION_LEVELS = ("fully", "partially", "not_automated")
MAX_TEXT_CHARACTERS = 2000
NEUTRAL = "At most 2000 characters. Names, addresses, handles, hashtags and quotations are rejected."
GROUND = "Legal or contractual ground of the decision."
TERRITORIAL_SCOPE = "Territories in which the decision applies, as ISO 3166-1 alpha-2 codes. Empty for all territories."
AUTOMATED_DETECTION = "True when the content was detected automatically."
AUTOMATED_DECISION = "Degree to which the decision was automated."
DECIDED_AT = "Time at which the platform decided."
CHANGE_REASON = "Reason for which you decide again. Required for a subject that has a decision already."
APPLIED_AT = "Time at which the action took effect."


class NewDecisionSubject(RequestSchema):
    """The decision about one subject."""

    # What find_subject_errors in services/escalations/decision_rules.py checks.
    conditions = {
        "if": {"properties": {"action": {"enum": sorted(DECLINING_ACTIONS)}}, "required": ["action"]},
        "then": {"required": list(REQUIRED_TO_DECLINE)},
        "else": {"properties": {"decline_reason": False}},
    }
    # The example is no refusal.
    left_out_of_example = ("decline_reason", "change_reason")

    subject_id = Uuid("Identifier of a subject of the escalation.", required=True)
    action = vocabulary_input("decision_action", "Action that you took.", required=True)
    decided_at = UtcDateTime(
        "Time at which you decided about this subject. By default that of the whole decision. It must not be in the "
        "future.",
        example=examples.DECIDED_AT,
    )
    change_reason = vocabulary_input("change_reason", f"{CHANGE_REASON} By default that of the whole decision.")
    ground = vocabulary_input("ground", GROUND, example="incompatible_content")
    policy_code = ExternalReference(
        "Code of the rule that you applied. Required when the action is `no_action`.", example="impersonation"
    )
    decline_reason = vocabulary_input(
        "decline_reason", "Reason for taking no action. Required when the action is `no_action`, rejected otherwise."
    )
    facts_neutral = PlainText(
        f"Facts on which you decided. {NEUTRAL}", max_length=MAX_TEXT_CHARACTERS, example=examples.FACTS
    )
    explanation = PlainText(
        f"Explanation for the helpline. Required when the action is `no_action`. {NEUTRAL}",
        max_length=MAX_TEXT_CHARACTERS,
        example=examples.DECISION_EXPLANATION,
    )


class NewDecision(RequestSchema):
    """A decision about one or more subjects of an escalation."""

    # The example is a first decision.
    left_out_of_example = ("change_reason",)

    puid = PatternText(
        "Your own unique identifier of the decision. Repeating a request with the same puid records nothing new; never "
        "use it for another decision. Names and words that form a sentence are rejected.",
        PUID_PATTERN,
        required=True,
        example="d-2026-000117",
    )
    decided_at = UtcDateTime(f"{DECIDED_AT} It must not be in the future.", required=True, example=examples.DECIDED_AT)
    applied_at = UtcDateTime(f"{APPLIED_AT} It must not be in the future.", example=examples.APPLIED_AT)
    change_reason = vocabulary_input(
        "change_reason", f"{CHANGE_REASON} It applies to those subjects that give none of their own."
    )
    subjects = UniqueList(
        NestedObject(NewDecisionSubject),
        "Decisions, one for each subject, 1 to 100.",
        min_items=1,
        max_items=100,
        required=True,
    )
    territorial_scope = UniqueList(
        PatternText("", COUNTRY_PATTERN), TERRITORIAL_SCOPE, max_items=250, load_default=list, example=["GB"]
    )
    automated_detection = StrictBoolean(AUTOMATED_DETECTION, required=True)
    automated_decision = Code(AUTOMATED_DECISION, AUTOMATION_LEVELS, required=True, example="not_automated")
    external_id = ExternalId(
        "Your own reference of the decision, unique among your decisions. Unlike `puid`, nobody else sees it."
    )


class DecisionFilters(PageQuerySchema):
    """The filters of the list of decisions."""

    external_id = ExternalId("Return only your own decision with this external_id.")


class DecisionSubject(ResponseSchema):
    """The decision about one subject."""

    resource_name = "decision_subject"

    subject_id = Uuid("Identifier of the subject.")
    action = vocabulary_output("decision_action", "Action that the platform took.")
    decided_at = UtcDateTime(DECIDED_AT, example=examples.DECIDED_AT)
    change_reason = vocabulary_output("change_reason", "Reason for which the platform decided again.", allow_none=True)
    ground = vocabulary_output("ground", GROUND, allow_none=True, example="incompatible_content")
    policy_code = PlainText("Code of the platform's rule that was applied.", allow_none=True, example="impersonation")
    decline_reason = vocabulary_output(
        "decline_reason", "Reason of the platform for taking no action.", allow_none=True
    )
    facts_neutral = PlainText("Facts on which the platform decided.", allow_none=True, example=examples.FACTS)
    explanation = PlainText(
        "Explanation of the platform for the helpline.", allow_none=True, example=examples.DECISION_EXPLANATION
    )


class Decision(ResponseSchema):
    """A decision of a platform. It never changes. Of the decisions on a subject, the one decided last counts."""

    resource_name = "decision"

    id = Uuid("Identifier of the decision.")
    escalation_id = Uuid("Identifier of the escalation.")
    puid = PlainText("The platform's own unique identifier of the decision.", example="d-2026-000117")
    decided_at = UtcDateTime(DECIDED_AT, example=examples.DECIDED_AT)
    applied_at = UtcDateTime(APPLIED_AT, allow_none=True, example=examples.APPLIED_AT)
    recorded_at = UtcDateTime("Time at which the decision was recorded in this service.", example=examples.APPLIED_AT)
    territorial_scope = ListOf(PlainText(), TERRITORIAL_SCOPE, example=["GB"])
    automated_detection = StrictBoolean(AUTOMATED_DETECTION)
    automated_decision = Code(AUTOMATED_DECISION, AUTOMATION_LEVELS, extensible=True, example="not_automated")
    late = StrictBoolean("True when the escalation was already closed.")
    subjects = ListOf(NestedObject(DecisionSubject), "Decisions, one for each subject.")
    posted_by_client_id = PlainText(
        "OAuth client of your organisation that recorded the decision.", allow_none=True, example="trust-and-safety"
    )
    external_id = PlainText(
        "Your own reference, as you sent it. Only your organisation sees it.", allow_none=True, example="CASE-2026-0412"
    )
