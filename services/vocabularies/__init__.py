"""Every enumeration of the interface, by name, with labels, definitions and what other systems call the same thing."""

from __future__ import annotations

from typing import Any

from services.core.errors import NotFound
from services.vocabularies import (
    campaigns,
    content,
    contests,
    decisions,
    employers,
    escalations,
    harms,
    incidents,
    kinds,
    organisations,
    people,
    registers,
    sharing,
    subjects,
)
from services.vocabularies.term import Term, entry

TERMS: dict[str, type[Term]] = {
    "affected_kind": incidents.AffectedKind,
    "agreement_status": organisations.AgreementStatus,
    "allegation_flag": incidents.AllegationFlag,
    "appeal_type": contests.AppealType,
    "behaviour_step": employers.BehaviourStep,
    "campaign_authenticity": campaigns.Authenticity,
    "campaign_trajectory": campaigns.Trajectory,
    "channel_status": registers.ChannelStatus,
    "closure_reason": incidents.ClosureReason,
    "commitment_state": campaigns.CommitmentState,
    "consent_purpose": people.ConsentPurpose,
    "consent_scope": people.ConsentScope,
    "consent_state": people.ConsentState,
    "controller_role": organisations.ControllerRole,
    "count_band": escalations.CountBand,
    "data_class": organisations.DataClass,
    "decision_action": decisions.DecisionAction,
    "decision_state": decisions.DecisionState,
    "decline_reason": decisions.DeclineReason,
    "dsa_status": registers.DsaStatus,
    "engagement_ask": campaigns.EngagementAsk,
    "engagement_kind": campaigns.EngagementKind,
    "escalation_basis": escalations.EscalationBasis,
    "escalation_channel": escalations.EscalationChannel,
    "escalation_state": escalations.EscalationState,
    "escalation_tier": escalations.EscalationTier,
    "evidence_kind": content.EvidenceKind,
    "ground": decisions.Ground,
    "harm_category": harms.HarmCategory,
    "hash_algorithm": content.HashAlgorithm,
    "hash_source": content.HashSource,
    "hold": content.Hold,
    "hosting_status": content.HostingStatus,
    "identifier_scheme": registers.IdentifierScheme,
    "in_app_reply": incidents.InAppReply,
    "incident_state": incidents.IncidentState,
    "language": sharing.Language,
    "link_role": subjects.LinkRole,
    "link_state": incidents.LinkState,
    "locator_purpose": subjects.LocatorPurpose,
    "member_case_stage": people.MemberCaseStage,
    "nation": organisations.Nation,
    "notice_authority": contests.NoticeAuthority,
    "notice_format": escalations.NoticeFormat,
    "notice_state": escalations.NoticeState,
    "ofcom_category": registers.OfcomCategory,
    "organisation_status": organisations.OrganisationStatus,
    "poster_age_band": incidents.PosterAgeBand,
    "poster_relation": incidents.PosterRelation,
    "priority": incidents.Priority,
    "proactive_mode": campaigns.ProactiveMode,
    "prohibited_check": content.ProhibitedCheck,
    "reescalation_reason": contests.ReescalationReason,
    "referral_destination": employers.ReferralDestination,
    "release_state": campaigns.ReleaseState,
    "reporter_kind": kinds.ReporterKind,
    "rights_request_kind": contests.RightsRequestKind,
    "sensitivity": sharing.Sensitivity,
    "subject_type": subjects.SubjectType,
    "support_measure": employers.SupportMeasure,
    "synthetic": content.Synthetic,
    "tlp": sharing.Tlp,
    "trusted_regime": registers.TrustedRegime,
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
