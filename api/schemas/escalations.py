"""Schemas of escalations to a platform and of their notices."""

from __future__ import annotations

from typing import ClassVar

from marshmallow import fields

from api.schemas import example_values as examples
from api.schemas.base import PageQuerySchema, RequestSchema, ResponseSchema
from api.schemas.composite_fields import ListOf, NestedObject, UniqueList
from api.schemas.fields import (
    ExternalReference,
    PatternText,
    PlainText,
    StrictBoolean,
    StrictInteger,
    UtcDateTime,
    Uuid,
    build_metadata,
)
from api.schemas.query_fields import UuidList, reference_filter, updated_after_filter
from api.schemas.transitions import Move, action_input
from api.schemas.vocabulary_fields import vocabulary_filter, vocabulary_input, vocabulary_output
from services.resources.escalation import ESCALATION

COUNTRY_PATTERN = r"[A-Z]{2}"
MAX_EXPLANATION_CHARACTERS = 2000
EXPLANATION = (
    "Explanation for the platform, at most 2000 characters. Names, addresses, handles, hashtags and quotations are "
    "rejected."
)
PLATFORM_ID = "Identifier of the platform's organisation."
PRIORITY = "Priority, from P0 (most urgent) to P4."
BASIS = "Basis of the escalation: the platform's rules, the law, or both."
POLICY_CODES = "Codes of the platform's rules that the content breaks."
JURISDICTIONS = "Countries whose law the content breaks, as ISO 3166-1 alpha-2 codes."
SUBJECT_ID = "Identifier of the subject. Get its web address from `/v1/subjects/{subject_id}/locator`."


class NewEscalation(RequestSchema):
    """An escalation to open."""

    subject_ids = UniqueList(
        Uuid(),
        "Identifiers of the subjects, 1 to 100. All of them must be on this platform and belong to accepted incidents.",
        min_items=1,
        max_items=100,
        required=True,
    )
    platform_id = Uuid(PLATFORM_ID, required=True)
    priority = vocabulary_input("priority", PRIORITY, required=True, example=examples.PRIORITY)
    basis = vocabulary_input("escalation_basis", BASIS, required=True)
    policy_codes = UniqueList(
        ExternalReference(), f"{POLICY_CODES} At most 20.", max_items=20, load_default=list, example=["impersonation"]
    )
    jurisdictions = UniqueList(
        PatternText("", COUNTRY_PATTERN),
        f"{JURISDICTIONS} At most 60.",
        max_items=60,
        load_default=list,
        example=["GB"],
    )
    explanation = PlainText(
        EXPLANATION,
        required=True,
        max_length=MAX_EXPLANATION_CHARACTERS,
        example=examples.EXPLANATION,
    )
    good_faith_statement = StrictBoolean(
        "Your statement that the notice is accurate to the best of your belief. It must be true.",
        required=True,
        example=True,
    )


class EscalationFilters(PageQuerySchema):
    """The filters of the list of escalations."""

    state = vocabulary_filter("escalation_state", "Return only escalations in one of these states.")
    priority = vocabulary_filter("priority", "Return only escalations of one of these priorities.")
    platform_id = UuidList("Return only escalations to these platforms: identifiers, separated by commas.")
    reference = reference_filter("ESC-5D0W-8RNF")
    platform_case_ref = ExternalReference(
        "Return only the escalation with this reference of the platform.", example=examples.PLATFORM_CASE_REF
    )
    updated_after = updated_after_filter()


class EscalationMove(Move):
    """A transition of an escalation."""

    # The example is an action that takes neither.
    left_out_of_example: ClassVar[tuple[str, ...]] = ("reason", "subject_ids")

    action = action_input(ESCALATION, example="acknowledge")
    platform_case_ref = ExternalReference(
        "The platform's own reference of the case. Accepted from the platform only.", example=examples.PLATFORM_CASE_REF
    )
    subject_ids = UniqueList(
        Uuid(),
        "Identifiers of the subjects that the action `remove_subjects` takes out of a queued escalation, 1 to 100. "
        "Required for this action, rejected for any other.",
        min_items=1,
        max_items=100,
    )


class Notifier(ResponseSchema):
    """The organisation that escalated."""

    kind = vocabulary_output("organisation_kind", "Kind of the organisation.", required=True, example="helpline")
    organisation_id = Uuid("Identifier of the organisation.", required=True)


class EscalationSubject(ResponseSchema):
    """A subject of an escalation, with its outcome."""

    resource_name = "escalation_subject"

    subject_id = Uuid(SUBJECT_ID)
    type = vocabulary_output("subject_type", "Type of the subject.")
    action = vocabulary_output(
        "decision_action", "Action that the platform took. Null until it decides.", allow_none=True
    )
    decline_reason = vocabulary_output(
        "decline_reason", "Reason of the platform for taking no action.", allow_none=True
    )
    decided_at = UtcDateTime("Time at which the platform decided.", allow_none=True)
    verification = vocabulary_output(
        "verification_result", "Result of the newest check by the helpline.", allow_none=True
    )


class Escalation(ResponseSchema):
    """A request to one platform to act on one or more subjects."""

    resource_name = "escalation"

    id = Uuid("Identifier of the escalation.")
    reference = PlainText("Short reference of the escalation, for use in conversation.", example="ESC-5D0W-8RNF")
    version = StrictInteger("Version of the escalation. It increases with every change and is the value of the ETag.")
    created_at = UtcDateTime("Time at which the escalation was created.")
    updated_at = UtcDateTime("Time at which the escalation last changed.")
    state = vocabulary_output("escalation_state", "State of the escalation.")
    platform_id = Uuid(PLATFORM_ID)
    channel = vocabulary_output("escalation_channel", "Channel through which the platform receives it.")
    tier = StrictInteger("Escalation tier: 1 is the partner channel.")
    priority = vocabulary_output("priority", PRIORITY, example=examples.PRIORITY)
    basis = vocabulary_output("escalation_basis", BASIS)
    explanation = PlainText("Explanation of the notice for the platform.", example=examples.EXPLANATION)
    policy_codes = ListOf(PlainText(), POLICY_CODES, example=["impersonation"])
    harm_categories = ListOf(
        vocabulary_output("harm_category"), "Categories of harm of the incidents behind the escalation."
    )
    jurisdictions = ListOf(PlainText(), JURISDICTIONS, example=["GB"])
    notifier = NestedObject(Notifier, "Organisation that escalated.")
    source_incident_count_band = vocabulary_output(
        "count_band", "Approximate number of incidents behind the escalation."
    )
    suspected_minor = StrictBoolean("True when the poster is suspected to be under 18.")
    platform_case_ref = PlainText("The platform's own reference of the case.", allow_none=True)
    sent_at = UtcDateTime("Time at which the escalation was sent. Null until then.", allow_none=True)
    due_ack_at = UtcDateTime("Time by which the platform is expected to acknowledge.", allow_none=True)
    due_decision_at = UtcDateTime("Time by which the platform is expected to decide.", allow_none=True)
    subjects = ListOf(NestedObject(EscalationSubject), "Subjects of the escalation, each with its outcome.")
    incident_count = StrictInteger("Number of incidents behind the escalation.")


class Notice(ResponseSchema):
    """A notice to the platform, exactly as it was sent."""

    resource_name = "notice"

    escalation_id = Uuid("Identifier of the escalation.")
    seq = StrictInteger("Number of the notice within the escalation, from 1.")
    format = vocabulary_output("notice_format", "Format of the payload.")
    state = vocabulary_output("notice_state", "State of the notice.", example="sent")
    sent_at = UtcDateTime(
        "Time at which the notice was sent. Null until then.", allow_none=True, example=examples.SENT_AT
    )
    good_faith_statement = StrictBoolean(
        "Statement of the sender that the notice is accurate to the best of its belief.", example=True
    )
    payload_sha256 = PlainText("SHA-256 digest of the payload, in hexadecimal.", example=examples.PAYLOAD_SHA256)
    payload = fields.Dict(
        metadata=build_metadata("Content of the notice. It holds no web addresses.", examples.PAYLOAD)
    )
