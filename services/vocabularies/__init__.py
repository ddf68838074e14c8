"""The vocabularies of the API: the codes of every enumeration, with labels, definitions and codes of other systems.

A vocabulary is listed here exactly when a request or a response uses it.
"""

from __future__ import annotations

from services.core.errors import NotFound
from services.vocabularies import (
    actions,
    decisions,
    declines,
    escalations,
    harms,
    incidents,
    member_cases,
    organisations,
    subjects,
)
from services.vocabularies.term import Term, TermEntry

VOCABULARIES: dict[str, type[Term]] = {
    "affected_kind": incidents.AffectedKind,
    "allegation_flag": incidents.AllegationFlag,
    "change_reason": decisions.ChangeReason,
    "closure_reason": incidents.ClosureReason,
    "count_band": escalations.CountBand,
    "decision_action": decisions.DecisionAction,
    "decline_reason": declines.DeclineReason,
    "escalation_action": actions.EscalationAction,
    "escalation_basis": escalations.EscalationBasis,
    "escalation_channel": escalations.EscalationChannel,
    "escalation_state": escalations.EscalationState,
    "ground": decisions.Ground,
    "harm_category": harms.HarmCategory,
    "in_app_reply": incidents.InAppReply,
    "incident_action": actions.IncidentAction,
    "incident_state": incidents.IncidentState,
    "link_role": subjects.LinkRole,
    "link_state": incidents.LinkState,
    "link_warning": subjects.LinkWarning,
    "locator_purpose": subjects.LocatorPurpose,
    "member_case_stage": member_cases.MemberCaseStage,
    "nation": organisations.Nation,
    "notice_format": escalations.NoticeFormat,
    "notice_state": escalations.NoticeState,
    "organisation_kind": organisations.OrganisationKind,
    "poster_age_band": incidents.PosterAgeBand,
    "poster_relation": incidents.PosterRelation,
    "priority": harms.Priority,
    "reporter_kind": incidents.ReporterKind,
    "subject_type": subjects.SubjectType,
    "verification_method": subjects.VerificationMethod,
    "verification_result": subjects.VerificationResult,
    "view_band": incidents.ViewBand,
}


def list_names() -> list[str]:
    """Return the names of all vocabularies in alphabetical order."""
    return sorted(VOCABULARIES)


def list_terms(name: str) -> list[TermEntry]:
    """Return the terms of one vocabulary in their order.

    Raises:
        NotFound: there is no vocabulary of this name.
    """
    if name not in VOCABULARIES:
        raise NotFound
    return [term.to_entry() for term in VOCABULARIES[name]]
