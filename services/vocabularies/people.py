"""The words of a person's own case: the union's record of it, and consent."""

from __future__ import annotations

from services.vocabularies.term import Term


class MemberCaseStage(Term):
    """How far a union's casework has come."""

    INTAKE = "intake", "Intake", "Derbyn", "Taken in."
    ADVICE = "advice", "Advice", "Cyngor", "The member is being advised."
    EVIDENCE = "evidence", "Evidence", "Tystiolaeth", "Evidence is being gathered."
    REPRESENTATION = "representation", "Representation", "Cynrychiolaeth", "The member is being represented."
    CLOSED = "closed", "Closed", "Wedi cau", "The casework has ended."


class ConsentPurpose(Term):
    """For what a person gave consent."""

    SHARE_CASE_WITH_HELPLINE = (
        "share_case_with_helpline",
        "Share the case with the helpline",
        "Rhannu'r achos â'r llinell gymorth",
        "The helpline may see the case.",
    )
    SHARE_CASE_WITH_SCHOOL = (
        "share_case_with_school",
        "Share the case with the school",
        "Rhannu'r achos â'r ysgol",
        "The school may see the case.",
    )
    SHARE_IDENTITY_WITH_PLATFORM = (
        "share_identity_with_platform",
        "Name the person to the platform",
        "Enwi'r person i'r platfform",
        "The platform may be told who is affected.",
    )
    SHARE_WITH_POLICE = "share_with_police", "Share with the police", "Rhannu â'r heddlu", "The police may see it."
    ANONYMISED_CASE_STUDY = (
        "anonymised_case_study",
        "Anonymised case study",
        "Astudiaeth achos ddienw",
        "The case may be told without names.",
    )
    UNION_REPRESENTATION = (
        "union_representation",
        "Representation by the union",
        "Cynrychiolaeth gan yr undeb",
        "The union may follow the case; made by redeeming a card.",
    )


class ConsentScope(Term):
    """How far a consent reaches."""

    INCIDENT = "incident", "This incident", "Y digwyddiad hwn", "One incident."
    ALL = "all", "Everything", "Popeth", "Every incident that concerns the person."


class ConsentState(Term):
    """Where a consent stands."""

    REQUESTED = "requested", "Requested", "Gofynnwyd", "Asked for."
    GIVEN = "given", "Given", "Rhoddwyd", "Given and in effect."
    REFUSED = "refused", "Refused", "Gwrthodwyd", "Not given."
    WITHDRAWN = "withdrawn", "Withdrawn", "Tynnwyd yn ôl", "Taken back."
    EXPIRED = "expired", "Expired", "Daeth i ben", "Past its last day."
    SUPERSEDED = "superseded", "Superseded", "Disodlwyd", "A later consent took its place."
