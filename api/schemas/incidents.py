"""Incidents: what a reporter tells, and what comes back."""

from __future__ import annotations

from marshmallow import fields

from api.schemas.base import Answer, Body, Paged, Patch
from api.schemas.fields import Flag, Id, Moment, Several, Text, Whole
from api.schemas.incident_details import InAppReport, InAppReported, Poster, PosterSeen
from api.schemas.vocabulary_fields import any_of, chosen, word

SUMMARY = "What happened, in at most 500 neutral characters: no names, addresses, handles, hashtags or quotations."
REFERENCE = "INC-7K2M-Q4XD"


class NewLink(Body):
    """Something that was posted."""

    url = Text(
        "Its address, as it was pasted. Nobody ever opens it here.",
        required=True,
        most=4000,
        example="https://www.tiktok.com/@example/video/7300000000000000001",
    )
    role = chosen("link_role", "What part it plays.", load_default="primary")


class NewIncident(Body):
    """A report."""

    affected_kind = chosen("affected_kind", "Who is targeted.", required=True)
    affected_person = Flag("Whether a particular person is; their name stays with you.", required=True, example=True)
    summary_neutral = Text(
        SUMMARY, required=True, example="An account imitates the school and mocks a member of staff."
    )
    links = Several(fields.Nested(NewLink), "What was posted.", least=1, most=20, required=True)
    harm_categories = Several(chosen("harm_category", ""), "What kind of harm it is.", most=10, load_default=list)
    nation = chosen("nation", "Where; needed only if your organisation works in several.")
    in_app_report = fields.Nested(InAppReport)
    first_seen_at = Moment("When it was first seen.")
    view_band = chosen("view_band", "How often it was seen.", load_default="unknown")
    staff_absence = Flag("Whether somebody is absent because of it; from employers only.")
    allegation_flag = chosen("allegation_flag", "What it accuses somebody of.", load_default="none")
    poster = fields.Nested(Poster)


class IncidentChanges(Patch):
    """What to correct: the reporter what it told, the helpline how it is classified."""

    summary_neutral = Text(SUMMARY, example="An account imitates the school.")
    view_band = chosen("view_band", "How often it was seen.")
    in_app_report = fields.Nested(InAppReport, allow_none=True)
    first_seen_at = Moment("When it was first seen.", allow_none=True)
    harm_categories = Several(chosen("harm_category", ""), "What kind of harm it is.", most=10)
    priority = chosen("priority", "How urgent it is.")
    allegation_flag = chosen("allegation_flag", "What it accuses somebody of.")
    school_id = Id("Which school it concerns.", allow_none=True)


class IncidentFilters(Paged):
    """Which incidents."""

    state = any_of("incident_state", "Only those in one of these states.")
    priority = any_of("priority", "Only those of one of these priorities.")
    nation = any_of("nation", "Only those of one of these nations.")


class Reporter(Answer):
    """Who reported it, as far as you may know."""

    kind = word("reporter_kind", "The school itself, the helpline, or a representative: anybody else.", required=True)


class IncidentSubject(Answer):
    """One thing that was posted, and what became of it."""

    noun = "incident_subject"

    subject_id = Id("The thing itself; its address is at `/v1/subjects/{subject_id}/locator`.")
    platform = Text("Where it was posted.", example="tiktok")
    type = word("subject_type", "What it is.")
    role = word("link_role", "What part it plays.")
    added_at = Moment("When it was added to this incident.")
    escalation_state = word("link_state", "Where this link stands with its platform.", allow_none=True)
    tier = Whole("How high it was escalated.", allow_none=True)
    due_ack_at = Moment("When the platform should have acknowledged.", allow_none=True)
    due_decision_at = Moment("When the platform should have decided.", allow_none=True)
    outcome_code = word("decision_action", "What the platform did.", allow_none=True)
    decline_reason = word("decline_reason", "Why it did nothing.", allow_none=True)
    outcome_at = Moment("When that became known.", allow_none=True)
    verification = word("verification_result", "What the helpline found afterwards.", allow_none=True)
    wording = Text("The helpline's plain words for it.", allow_none=True)


class Incident(Answer):
    """One organisation's record that a member of staff or a school is targeted."""

    noun = "incident"

    id = Id("Its id.")
    reference = Text("For people to quote.", example=REFERENCE)
    version = Whole("Rises with every change; the ETag.")
    created_at = Moment("When it was made.")
    updated_at = Moment("When it last changed.")
    state = word("incident_state", "Where it stands.")
    closure_reason = word("closure_reason", "Why it was closed.", allow_none=True)
    nation = word("nation", "Where.")
    school_id = Id("The school, once it is known.", allow_none=True)
    school_confirmed = Flag("Whether the school is certain.", example=True)
    reporter = fields.Nested(Reporter)
    affected_kind = word("affected_kind", "Who is targeted.")
    affected_person = Flag("Whether a particular person is.", example=True)
    summary_neutral = Text("What happened.", example="An account imitates the school.")
    harm_categories = fields.List(word("harm_category", ""), metadata={"description": "What kind of harm it is."})
    priority = word("priority", "How urgent it is.")
    in_app_report = fields.Nested(InAppReported, allow_none=True)
    first_seen_at = Moment("When it was first seen.", allow_none=True)
    reported_at = Moment("When it was reported.")
    view_band = word("view_band", "How often it was seen.")
    allegation_flag = word("allegation_flag", "What it accuses somebody of.")
    subjects = fields.List(fields.Nested(IncidentSubject))
    poster = fields.Nested(PosterSeen, allow_none=True)
    staff_absence = Flag("Whether somebody is absent because of it.", allow_none=True)
