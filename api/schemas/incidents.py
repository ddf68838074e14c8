"""Schemas of incidents: reports, corrections, filters and the incident itself."""

from __future__ import annotations

from api.schemas import example_values as examples
from api.schemas.base import PageQuerySchema, PatchSchema, RequestSchema, ResponseSchema
from api.schemas.composite_fields import ListOf, NestedObject, UniqueList
from api.schemas.fields import ExternalId, PlainText, StrictBoolean, StrictInteger, UtcDateTime, Uuid
from api.schemas.incident_details import InAppReport, InAppReported, Poster, PosterSeen
from api.schemas.query_fields import reference_filter, updated_after_filter
from api.schemas.transitions import Move, action_input
from api.schemas.vocabulary_fields import vocabulary_filter, vocabulary_input, vocabulary_output
from services.links import MAX_LINK_LENGTH
from services.resources.incident import INCIDENT

EXAMPLE_REFERENCE = "INC-7K2M-Q4XD"
SUMMARY = (
    "Neutral summary of what happened, at most 500 characters. Names, addresses, handles, hashtags and quotations are "
    "rejected."
)
AFFECTED_KIND = "Kind of person or institution that is targeted."
HARM_CATEGORIES = "Categories of harm."
PRIORITY = "Priority, from P0 (most urgent) to P4."
IN_APP_REPORT = "Earlier report with the platform's own report form."
FIRST_SEEN_AT = "Time at which the content was first seen."
VIEW_BAND = "Approximate number of views."
ALLEGATION_FLAG = "Allegation that the content makes against a person."
EXTERNAL_ID = (
    "Your own reference of the incident, unique among your incidents. Nobody else sees it. Web addresses and account "
    "names are rejected."
)
POSTER = "Suspected poster of the content."


class NewLink(RequestSchema):
    """A link to content or to an account."""

    url = PlainText(
        f"Web address as it was copied, at most {MAX_LINK_LENGTH} characters. This service never opens it.",
        required=True,
        max_length=MAX_LINK_LENGTH,
        example="https://www.tiktok.com/@example/video/7300000000000000001",
    )
    role = vocabulary_input("link_role", "Role of the link in the incident.", load_default="primary")


class NewIncident(RequestSchema):
    """A report of an incident."""

    affected_kind = vocabulary_input("affected_kind", AFFECTED_KIND, required=True)
    affected_person = StrictBoolean(
        "True when a particular person is targeted. Do not send the person's name.", required=True, example=True
    )
    summary_neutral = PlainText(SUMMARY, required=True, example=examples.SUMMARY)
    links = UniqueList(
        NestedObject(NewLink),
        "Links to the content, 1 to 20, with at most 20480 characters together.",
        min_items=1,
        max_items=20,
        required=True,
    )
    harm_categories = UniqueList(
        vocabulary_input("harm_category"), f"{HARM_CATEGORIES} At most 10.", max_items=10, load_default=list
    )
    nation = vocabulary_input(
        "nation",
        "Nation in which it happened. Required when your organisation works in several nations.",
        example=examples.NATION,
    )
    in_app_report = NestedObject(InAppReport, IN_APP_REPORT)
    first_seen_at = UtcDateTime(FIRST_SEEN_AT, example=examples.FIRST_SEEN_AT)
    view_band = vocabulary_input("view_band", VIEW_BAND, load_default="unknown")
    staff_absence = StrictBoolean(
        "True when a member of staff is absent because of it. Accepted from schools and other employers only."
    )
    allegation_flag = vocabulary_input("allegation_flag", ALLEGATION_FLAG, load_default="none")
    poster = NestedObject(Poster, POSTER)
    external_id = ExternalId(EXTERNAL_ID)


class IncidentMove(Move):
    """A transition of an incident."""

    action = action_input(INCIDENT, example="triage")


class IncidentChanges(PatchSchema):
    """A correction of an incident: the reporter corrects the report, the helpline its classification."""

    # The example is a correction by the reporter.
    left_out_of_example = ("harm_categories", "priority", "allegation_flag", "school_id")

    external_id = ExternalId(
        f"{EXTERNAL_ID} Changed by the reporter only. Null removes it.",
        example=examples.CORRECTED_EXTERNAL_ID,
        allow_none=True,
    )
    summary_neutral = PlainText(f"{SUMMARY} Changed by the reporter only.", example=examples.CORRECTED_SUMMARY)
    view_band = vocabulary_input("view_band", f"{VIEW_BAND} Changed by the reporter only.")
    in_app_report = NestedObject(InAppReport, f"{IN_APP_REPORT} Changed by the reporter only.", allow_none=True)
    first_seen_at = UtcDateTime(
        f"{FIRST_SEEN_AT} Changed by the reporter only.", allow_none=True, example=examples.FIRST_SEEN_AT
    )
    harm_categories = UniqueList(
        vocabulary_input("harm_category"), f"{HARM_CATEGORIES} At most 10. Changed by the helpline only.", max_items=10
    )
    priority = vocabulary_input("priority", f"{PRIORITY} Changed by the helpline only.")
    allegation_flag = vocabulary_input("allegation_flag", f"{ALLEGATION_FLAG} Changed by the helpline only.")
    school_id = Uuid(
        "Identifier of the school that the incident concerns. Changed by the helpline only, and never when the school "
        "reported the incident itself.",
        allow_none=True,
    )


class IncidentFilters(PageQuerySchema):
    """The filters of the list of incidents."""

    state = vocabulary_filter("incident_state", "Return only incidents in one of these states.")
    priority = vocabulary_filter("priority", "Return only incidents of one of these priorities.")
    nation = vocabulary_filter("nation", "Return only incidents in one of these nations.")
    reference = reference_filter(EXAMPLE_REFERENCE)
    external_id = ExternalId("Return only your own incident with this external_id.")
    updated_after = updated_after_filter()


class Reporter(ResponseSchema):
    """The party that reported the incident."""

    kind = vocabulary_output(
        "reporter_kind",
        "Kind of reporter: the school, the helpline, or a representative of the affected person.",
        required=True,
    )


class IncidentSubject(ResponseSchema):
    """A link of an incident, with the outcome on its platform."""

    resource_name = "incident_subject"

    subject_id = Uuid("Identifier of the subject. Get its web address from `/v1/subjects/{subject_id}/locator`.")
    platform = PlainText("Platform on which the subject was posted.", example="tiktok")
    type = vocabulary_output("subject_type", "Type of the subject.")
    role = vocabulary_output("link_role", "Role of the link in the incident.")
    warnings = ListOf(
        vocabulary_output("link_warning"),
        "Warnings about the web address, for the organisation that reported it. Empty for everybody else.",
        example=[],
    )
    added_at = UtcDateTime("Time at which the link was added to the incident.")
    escalation_state = vocabulary_output(
        "link_state", "State of the link on its platform. Null before it is escalated.", allow_none=True
    )
    tier = StrictInteger("Escalation tier: 1 is the partner channel. Null before it is escalated.", allow_none=True)
    due_ack_at = UtcDateTime("Time by which the platform is expected to acknowledge.", allow_none=True)
    due_decision_at = UtcDateTime("Time by which the platform is expected to decide.", allow_none=True)
    outcome_code = vocabulary_output(
        "decision_action", "Action that the platform took. Null until it decides.", allow_none=True
    )
    decline_reason = vocabulary_output(
        "decline_reason", "Reason of the platform for taking no action.", allow_none=True
    )
    outcome_at = UtcDateTime("Time at which the outcome was recorded for this incident.", allow_none=True)
    verification = vocabulary_output(
        "verification_result", "Result of the newest check by the helpline.", allow_none=True
    )
    wording = PlainText("Explanation of that check by the helpline.", allow_none=True)


class Incident(ResponseSchema):
    """A record that a member of staff or a school is targeted online."""

    resource_name = "incident"

    id = Uuid("Identifier of the incident.")
    reference = PlainText("Short reference of the incident, for use in conversation.", example=EXAMPLE_REFERENCE)
    version = StrictInteger("Version of the incident. It increases with every change and is the value of the ETag.")
    created_at = UtcDateTime("Time at which the incident was created.")
    updated_at = UtcDateTime("Time at which the incident last changed.")
    state = vocabulary_output("incident_state", "State of the incident.")
    closure_reason = vocabulary_output("closure_reason", "Reason for closing it without action.", allow_none=True)
    external_id = PlainText(
        "Your own reference of the incident. Only its reporter sees it.", allow_none=True, example="CASE-2026-0412"
    )
    nation = vocabulary_output("nation", "Nation in which it happened.", example=examples.NATION)
    school_id = Uuid(
        "Identifier of the school. Null until the school is known.", allow_none=True, example=examples.EXAMPLE_ID
    )
    school_confirmed = StrictBoolean("True when the school is confirmed.", example=True)
    reporter = NestedObject(Reporter, "Party that reported the incident.")
    affected_kind = vocabulary_output("affected_kind", AFFECTED_KIND)
    affected_person = StrictBoolean("True when a particular person is targeted.", example=True)
    summary_neutral = PlainText("Neutral summary of what happened.", example=examples.SUMMARY)
    harm_categories = ListOf(vocabulary_output("harm_category"), HARM_CATEGORIES)
    priority = vocabulary_output("priority", PRIORITY, example=examples.PRIORITY)
    in_app_report = NestedObject(InAppReported, IN_APP_REPORT, allow_none=True)
    first_seen_at = UtcDateTime(FIRST_SEEN_AT, allow_none=True, example=examples.FIRST_SEEN_AT)
    reported_at = UtcDateTime("Time at which the incident was reported.")
    view_band = vocabulary_output("view_band", VIEW_BAND)
    allegation_flag = vocabulary_output("allegation_flag", ALLEGATION_FLAG)
    subjects = ListOf(NestedObject(IncidentSubject), "Links of the incident, each with its outcome.")
    poster = NestedObject(PosterSeen, POSTER, allow_none=True)
    staff_absence = StrictBoolean(
        "True when a member of staff is absent because of it.", allow_none=True, example=False
    )
