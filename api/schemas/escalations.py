"""What goes to a platform."""

from __future__ import annotations

from marshmallow import fields

from api.schemas.base import Answer, Body, Paged
from api.schemas.fields import Flag, Id, Moment, Pattern, Several, Text, Whole
from api.schemas.parameters import Ids
from api.schemas.references import Reference
from api.schemas.transitions import Move
from api.schemas.vocabulary_fields import any_of, chosen, word

TERRITORY = r"[A-Z]{2}"
EXPLANATION = "For the platform, in neutral words: no names, addresses, handles, hashtags or quotations."


class NewEscalation(Body):
    """What to escalate, to whom and why."""

    subject_ids = Several(Id(), "Which things; all of this platform.", least=1, most=100, required=True)
    platform_id = Id("The platform's organisation.", required=True)
    priority = chosen("priority", "How urgent it is.", required=True)
    basis = chosen("escalation_basis", "Against what it offends.", required=True)
    policy_codes = Several(
        Reference(""),
        "The platform's rules that it breaks.",
        most=20,
        load_default=list,
        example=["impersonation"],
    )
    jurisdictions = Several(Pattern("", TERRITORY), "ISO 3166 codes.", most=60, load_default=list, example=["GB"])
    explanation = Text(
        EXPLANATION, required=True, most=2000, example="Both videos imitate a school and mock its staff."
    )
    good_faith_statement = Flag("That this is accurate to the best of your belief.", required=True, example=True)


class EscalationFilters(Paged):
    """Which escalations."""

    state = any_of("escalation_state", "Only those in one of these states.")
    priority = any_of("priority", "Only those of one of these priorities.")
    platform_id = Ids("Only those to one of these platforms.")


class EscalationMove(Move):
    """A move to make."""

    platform_case_ref = Reference("The platform's own number for the case; from the platform only.", example="T-88123")


class Notifier(Answer):
    """Who sends it."""

    kind = word("organisation_kind", "What kind of organisation that is.", required=True, example="helpline")
    organisation_id = Id("Which one.", required=True)


class EscalationSubject(Answer):
    """One thing of an escalation, and where it stands."""

    noun = "escalation_subject"

    subject_id = Id("The thing itself; its address is at `/v1/subjects/{subject_id}/locator`.")
    type = word("subject_type", "What it is.")
    action = word("decision_action", "What the platform did.", allow_none=True)
    decline_reason = word("decline_reason", "Why it did nothing.", allow_none=True)
    decided_at = Moment("When it decided.", allow_none=True)
    verification = word("verification_result", "What the helpline found afterwards.", allow_none=True)


class Escalation(Answer):
    """One set of things, one platform, one channel, one tier."""

    noun = "escalation"

    id = Id("Its id.")
    reference = Text("For people to quote.", example="ESC-5D0W-8RNF")
    version = Whole("Rises with every change; the ETag.")
    created_at = Moment("When it was made.")
    updated_at = Moment("When it last changed.")
    state = word("escalation_state", "Where it stands.")
    platform_id = Id("The platform's organisation.")
    channel = word("escalation_channel", "By which way it goes.")
    tier = Whole("How high it goes.")
    priority = word("priority", "How urgent it is.")
    basis = word("escalation_basis", "Against what it offends.")
    policy_codes = fields.List(
        Text(), metadata={"description": "The rules that it breaks.", "example": ["impersonation"]}
    )
    harm_categories = fields.List(word("harm_category", ""), metadata={"description": "What kind of harm it is."})
    jurisdictions = fields.List(Text(), metadata={"description": "ISO 3166 codes.", "example": ["GB"]})
    notifier = fields.Nested(Notifier)
    source_incident_count_band = word("count_band", "Roughly how many incidents it serves.")
    suspected_minor = Flag("Whether the poster may be under 18.")
    platform_case_ref = Text("The platform's number for it.", allow_none=True)
    sent_at = Moment("When it was sent.", allow_none=True)
    due_ack_at = Moment("When it should be acknowledged.", allow_none=True)
    due_decision_at = Moment("When it should be decided.", allow_none=True)
    subjects = fields.List(fields.Nested(EscalationSubject))
    incident_count = Whole("How many incidents it serves.")


class Notice(Answer):
    """What was sent, as it was sent."""

    noun = "notice"

    escalation_id = Id("Its escalation.")
    seq = Whole("Counts the notices of this escalation.")
    format = word("notice_format", "In which form.")
    state = word("notice_state", "Where it stands.")
    sent_at = Moment("When it was sent.", allow_none=True)
    good_faith_statement = Flag("That it is accurate to the best of the sender's belief.", example=True)
    payload_sha256 = Text("The digest of the payload's bytes.", example="0" * 64)
    payload = fields.Dict(metadata={"description": "What it said; addresses are not in it.", "example": {}})
