"""The words of a report: whom it concerns, how far it has spread, who posted it, and where it stands."""

from __future__ import annotations

from services.vocabularies.harms import HarmCategory as HarmCategory
from services.vocabularies.harms import Priority as Priority
from services.vocabularies.term import Term


class AffectedKind(Term):
    """Whom the content targets."""

    STAFF = "staff", "Member of staff", "Aelod o staff", "A teacher or other member of the teaching staff."
    LEADER = "leader", "School leader", "Arweinydd ysgol", "A headteacher, deputy or other school leader."
    GOVERNOR = "governor", "Governor", "Llywodraethwr", "A governor or trustee of the school."
    SUPPORT_STAFF = "support_staff", "Support staff", "Staff cymorth", "Staff who support teaching or run the school."
    SUPPLY = "supply", "Supply staff", "Staff cyflenwi", "Staff supplied by an agency or working from day to day."
    SCHOOL_BRAND = "school_brand", "School name or crest", "Enw neu arfbais yr ysgol", "The school itself; no person."
    PUPIL_ALSO = "pupil_also", "A pupil as well", "Disgybl hefyd", "A member of staff and at least one pupil."


class InAppReply(Term):
    """What the platform answered to the report made in its own application."""

    NO_VIOLATION = "no_violation", "No violation found", "Dim tramgwydd", "The platform found that no rule was broken."
    REMOVED = "removed", "Removed", "Wedi'i ddileu", "The platform removed the content."
    NO_REPLY = "no_reply", "No reply", "Dim ateb", "The platform has not answered."
    OTHER = "other", "Another reply", "Ateb arall", "The platform answered something else."


class ViewBand(Term):
    """How often the content has been seen. Never an exact figure."""

    LT1K = "lt1k", "Fewer than 1,000", "Llai na 1,000", "Fewer than 1,000 views."
    FROM_1K = "1k_10k", "1,000 to 10,000", "1,000 i 10,000", "From 1,000 to under 10,000 views."
    FROM_10K = "10k_100k", "10,000 to 100,000", "10,000 i 100,000", "From 10,000 to under 100,000 views."
    FROM_100K = "100k_1m", "100,000 to 1 million", "100,000 i 1 filiwn", "From 100,000 to under 1,000,000 views."
    GT1M = "gt1m", "1 million or more", "1 filiwn neu fwy", "1,000,000 views or more."
    UNKNOWN = "unknown", "Not known", "Anhysbys", "The number of views is not shown or was not noted."


class AllegationFlag(Term):
    """Whether the content alleges what has a procedure of its own. No allegation is ever labelled true or false."""

    NONE = "none", "No allegation", "Dim honiad", "The content alleges neither harm to a child nor a crime."
    ALLEGES_CHILD_HARM = (
        "alleges_child_harm",
        "Alleges harm to a child",
        "Yn honni niwed i blentyn",
        "The content alleges that a child was harmed: the safeguarding procedure comes first.",
    )
    ALLEGES_CRIME = "alleges_crime", "Alleges a crime", "Yn honni trosedd", "The content alleges another crime."


class PosterRelation(Term):
    """How the unnamed poster stands to the school, as far as the reporter knows."""

    PUPIL = "pupil", "Pupil", "Disgybl", "A present pupil of the school."
    FORMER_PUPIL = "former_pupil", "Former pupil", "Cyn-ddisgybl", "Somebody who was a pupil of the school."
    PARENT = "parent", "Parent or carer", "Rhiant neu ofalwr", "A parent or carer of a pupil."
    STAFF = "staff", "Member of staff", "Aelod o staff", "A present or former member of staff."
    PUBLIC = "public", "Member of the public", "Aelod o'r cyhoedd", "Somebody without a tie to the school."
    ORGANISED = "organised", "Organised group", "Grŵp trefnedig", "A group acting together."
    UNKNOWN = "unknown", "Not known", "Anhysbys", "Nothing is known of the poster."


class PosterAgeBand(Term):
    """The age of the poster, as a band; the identity is held nowhere."""

    UNDER_10 = "u10", "Under 10", "Dan 10", "Under 10 years."
    FROM_10 = "10_11", "10 or 11", "10 neu 11", "10 or 11 years."
    AGE_12 = "12", "12", "12", "12 years."
    FROM_13 = "13_15", "13 to 15", "13 i 15", "13 to 15 years."
    FROM_16 = "16_17", "16 or 17", "16 neu 17", "16 or 17 years."
    ADULT = "18plus", "18 or over", "18 neu drosodd", "18 years or over."
    UNKNOWN = "unknown", "Not known", "Anhysbys", "The age is not known."


class IncidentState(Term):
    """Where an incident stands."""

    SUBMITTED = "submitted", "Submitted", "Wedi'i gyflwyno", "Reported; nobody has looked at it yet."
    IN_TRIAGE = "in_triage", "In triage", "Yn cael ei frysbennu", "The helpline is assessing it."
    NEEDS_INFORMATION = (
        "needs_information",
        "Information needed",
        "Angen gwybodaeth",
        "The helpline has asked the reporter for something.",
    )
    ACCEPTED = "accepted", "Accepted", "Wedi'i dderbyn", "The helpline will take it to the platform."
    SELF_SERVICE = (
        "self_service",
        "Use the in-app route first",
        "Defnyddiwch lwybr yr ap yn gyntaf",
        "The ordinary report in the application comes first; it resurfaces by itself.",
    )
    MERGED = "merged", "Merged", "Wedi'i gyfuno", "A duplicate by the same reporter or school."
    REFERRED = "referred", "Referred", "Wedi'i atgyfeirio", "Outside the remit; passed to the body that deals with it."
    IN_ESCALATION = "in_escalation", "With the platform", "Gyda'r platfform", "At least one link was escalated."
    PARTIALLY_RESOLVED = (
        "partially_resolved",
        "Partly resolved",
        "Wedi'i ddatrys yn rhannol",
        "Every link has an outcome, and at least one is still there.",
    )
    RESOLVED = "resolved", "Resolved", "Wedi'i ddatrys", "Every link is gone, or the reporter accepted the outcome."
    CLOSED_NO_ACTION = (
        "closed_no_action",
        "Closed without action",
        "Wedi'i gau heb weithredu",
        "See the closure reason.",
    )
    WITHDRAWN = "withdrawn", "Withdrawn", "Wedi'i dynnu'n ôl", "Withdrawn by the reporter."
    REOPENED = "reopened", "Reopened", "Wedi'i ailagor", "Opened again after an end."


class LinkState(Term):
    """Where one link of an incident stands with its platform."""

    SENT = "sent", "Sent", "Wedi'i anfon", "With the platform; nobody has said that it arrived."
    ACKNOWLEDGED = "acknowledged", "Acknowledged", "Wedi'i gydnabod", "The platform has it."
    UNDER_REVIEW = "under_review", "Under review", "Dan adolygiad", "The platform is looking at it."
    DECIDED = "decided", "Decided", "Wedi'i benderfynu", "The platform has decided about this link."
    VERIFIED = "verified", "Verified", "Wedi'i wirio", "The helpline looked and it can no longer be seen."


class ClosureReason(Term):
    """Why an incident was closed without action."""

    NO_VIOLATION_AGREED = (
        "no_violation_agreed",
        "No violation, agreed",
        "Dim tramgwydd, cytunwyd",
        "The helpline agrees with the platform that no rule was broken.",
    )
    UNFOUNDED = "unfounded", "Unfounded", "Di-sail", "There is nothing of the kind reported."
    INSUFFICIENT = "insufficient", "Not enough information", "Dim digon o wybodaeth", "It could not be assessed."
    EXPIRED = "expired", "Expired", "Wedi dod i ben", "No answer came in time."
