"""The words for contesting a decision, for acting on behalf of a person, and for rights to data."""

from __future__ import annotations

from services.vocabularies.term import Term


class AppealType(Term):
    """Who contests a decision, and where."""

    NOTIFIER_COMPLAINT = "notifier_complaint", "Notifier's complaint", "Cwyn yr hysbyswr", "By who told the platform."
    POSTER_APPEAL = "poster_appeal", "Poster's appeal", "Apêl y postiwr", "By who posted it."
    ODS_ART21 = (
        "ods_art21",
        "Out-of-court settlement",
        "Setliad y tu allan i'r llys",
        "DSA, Article 21; not binding.",
    )
    OFCOM_INFORMATION = "ofcom_information", "Information for Ofcom", "Gwybodaeth i Ofcom", "It decides no single case."
    COURT = "court", "Court", "Llys", "Before a court."


class ReescalationReason(Term):
    """What is new, so that an escalation may be made again."""

    NEW_EVIDENCE = "new_evidence", "New evidence", "Tystiolaeth newydd", "There is more to show."
    DIFFERENT_POLICY_GROUND = "different_policy_ground", "Another rule", "Rheol arall", "Another rule is broken."
    LEGAL_GROUND_ADDED = "legal_ground_added", "A legal ground", "Sail gyfreithiol", "The law is broken too."
    SCALE_CHANGED = "scale_changed", "More reports", "Rhagor o adroddiadau", "The band of reports went up."
    REUPLOAD = "reupload", "Posted again", "Wedi'i bostio eto", "The same content has come back."
    CLEAR_ERROR = "clear_error", "Clear error", "Gwall amlwg", "The decision was plainly wrong."


class NoticeAuthority(Term):
    """By which authority a notice speaks for the person it concerns."""

    SELF = "self", "The person", "Y person", "The person depicted sent it."
    WRITTEN = "written", "Written authority", "Awdurdod ysgrifenedig", "The person signed that another may act."
    CONSENT_ID = "consent_id", "Recorded consent", "Cydsyniad a gofnodwyd", "A consent that is on record here."


class RightsRequestKind(Term):
    """What a person asks about their data."""

    SAR = "sar", "Access", "Mynediad", "A copy of what is held."
    ERASURE = "erasure", "Erasure", "Dileu", "To have it deleted."
    OBJECTION = "objection", "Objection", "Gwrthwynebiad", "To have its use stopped."
