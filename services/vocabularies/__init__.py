"""Every enumeration of the interface, by name, with labels, definitions and what other systems call the same thing."""

from __future__ import annotations

from typing import Any

from services.errors import NotFound
from services.vocabularies import decisions, escalations, harms, incidents, kinds, organisations, people, subjects
from services.vocabularies.term import Term, entry

TERMS: dict[str, type[Term]] = {
    "affected_kind": incidents.AffectedKind,
    "agreement_status": organisations.AgreementStatus,
    "allegation_flag": incidents.AllegationFlag,
    "closure_reason": incidents.ClosureReason,
    "consent_purpose": people.ConsentPurpose,
    "consent_state": people.ConsentState,
    "controller_role": organisations.ControllerRole,
    "count_band": escalations.CountBand,
    "data_class": organisations.DataClass,
    "decision_action": decisions.DecisionAction,
    "decision_state": decisions.DecisionState,
    "decline_reason": decisions.DeclineReason,
    "escalation_basis": escalations.EscalationBasis,
    "escalation_channel": escalations.EscalationChannel,
    "escalation_state": escalations.EscalationState,
    "link_state": incidents.LinkState,
    "escalation_tier": escalations.EscalationTier,
    "ground": decisions.Ground,
    "harm_category": harms.HarmCategory,
    "in_app_reply": incidents.InAppReply,
    "incident_state": incidents.IncidentState,
    "link_role": subjects.LinkRole,
    "locator_purpose": subjects.LocatorPurpose,
    "member_case_stage": people.MemberCaseStage,
    "nation": organisations.Nation,
    "notice_format": escalations.NoticeFormat,
    "notice_state": escalations.NoticeState,
    "organisation_status": organisations.OrganisationStatus,
    "poster_age_band": incidents.PosterAgeBand,
    "poster_relation": incidents.PosterRelation,
    "priority": incidents.Priority,
    "subject_type": subjects.SubjectType,
    "verification_method": subjects.VerificationMethod,
    "verification_result": subjects.VerificationResult,
    "view_band": incidents.ViewBand,
}


def names() -> list[str]:
    """The names of all vocabularies, in order."""
    return sorted([*TERMS, "organisation_kind"])


def vocabulary(name: str) -> list[dict[str, Any]]:
    """The terms of one vocabulary, in their own order; NotFound when there is none of this name."""
    if name == "organisation_kind":
        return [entry(kind.value, *words) for kind, words in kinds.KINDS.items()]
    if name not in TERMS:
        raise NotFound
    return [entry(term.value, term.en, term.cy, term.definition, term.mapping) for term in TERMS[name]]
