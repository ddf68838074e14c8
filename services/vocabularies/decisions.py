"""Codes of a platform's decision about one subject."""

from __future__ import annotations

from services.vocabularies.term import Term


class DecisionAction(Term):
    """Action of the platform. A superset of the actions in the DSA Transparency Database of the EU."""

    CONTENT_REMOVED = (
        "content_removed",
        "Content removed",
        "Dilëwyd y cynnwys",
        "The content was removed for everybody.",
        {"dsa_visibility": "DECISION_VISIBILITY_CONTENT_REMOVED"},
    )
    ACCESS_DISABLED = (
        "access_disabled",
        "Access disabled",
        "Analluogwyd mynediad",
        "The content still exists, but nobody can open it.",
        {"dsa_visibility": "DECISION_VISIBILITY_CONTENT_DISABLED"},
    )
    GEO_RESTRICTED = (
        "geo_restricted",
        "Blocked in some countries",
        "Wedi'i rwystro mewn rhai gwledydd",
        "The content cannot be opened in the territories that the decision names.",
        {"dsa_visibility": "DECISION_VISIBILITY_CONTENT_DISABLED"},
    )
    DEMOTED = (
        "demoted",
        "Shown less",
        "Yn cael ei ddangos yn llai",
        "The content is recommended less, or not at all.",
        {"dsa_visibility": "DECISION_VISIBILITY_CONTENT_DEMOTED"},
    )
    AGE_RESTRICTED = (
        "age_restricted",
        "Age-restricted",
        "Cyfyngiad oedran",
        "Only adults can open the content.",
        {"dsa_visibility": "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED"},
    )
    INTERACTION_RESTRICTED = (
        "interaction_restricted",
        "Interaction restricted",
        "Cyfyngwyd ar ryngweithio",
        "Comments, sharing or similar functions were switched off.",
        {"dsa_visibility": "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED"},
    )
    LABELLED = (
        "labelled",
        "Labelled",
        "Wedi'i labelu",
        "The content carries a label or warning.",
        {"dsa_visibility": "DECISION_VISIBILITY_CONTENT_LABELLED"},
    )
    FEATURE_LIMITED = (
        "feature_limited",
        "Feature limited",
        "Cyfyngwyd ar nodwedd",
        "The account cannot use a part of the service.",
        {"dsa_provision": "DECISION_PROVISION_PARTIAL_SUSPENSION"},
    )
    ACCOUNT_SUSPENDED = (
        "account_suspended",
        "Account suspended",
        "Ataliwyd y cyfrif",
        "The account is suspended for a time.",
        {"dsa_account": "DECISION_ACCOUNT_SUSPENDED"},
    )
    ACCOUNT_TERMINATED = (
        "account_terminated",
        "Account terminated",
        "Terfynwyd y cyfrif",
        "The account is closed permanently.",
        {"dsa_account": "DECISION_ACCOUNT_TERMINATED"},
    )
    USERNAME_FORCED_CHANGE = (
        "username_forced_change",
        "Name change forced",
        "Gorfodwyd newid enw",
        "The account had to change its name.",
        {"dsa_visibility": "DECISION_VISIBILITY_OTHER"},
    )
    WARNING_STRIKE = (
        "warning_strike",
        "Warning or strike",
        "Rhybudd neu gosb",
        "The account received a warning or a strike.",
        {"dsa_visibility": "DECISION_VISIBILITY_OTHER"},
    )
    NO_ACTION = (
        "no_action",
        "No action",
        "Dim gweithredu",
        "The platform declined to act; `decline_reason` gives the reason.",
    )
    CONTENT_ALREADY_GONE = (
        "content_already_gone",
        "Already gone",
        "Wedi mynd eisoes",
        "The content was gone before the platform reviewed it.",
    )
    OTHER = (
        "other",
        "Another action",
        "Gweithred arall",
        "An action that is not in this list.",
        {"dsa_visibility": "DECISION_VISIBILITY_OTHER"},
    )


# Every action restricts the content, declines to act, or reports that the content was gone before.
DECLINING_ACTIONS = frozenset({DecisionAction.NO_ACTION})
ALREADY_GONE_ACTIONS = frozenset({DecisionAction.CONTENT_ALREADY_GONE})
RESTRICTING_ACTIONS = frozenset(DecisionAction) - DECLINING_ACTIONS - ALREADY_GONE_ACTIONS


class Ground(Term):
    """Ground on which a platform restricts content."""

    ILLEGAL_CONTENT = (
        "illegal_content",
        "Illegal content",
        "Cynnwys anghyfreithlon",
        "The content breaks the law.",
        {"dsa_ground": "DECISION_GROUND_ILLEGAL_CONTENT"},
    )
    INCOMPATIBLE_CONTENT = (
        "incompatible_content",
        "Against the platform's rules",
        "Yn groes i reolau'r platfform",
        "The content breaks the rules of the platform.",
        {"dsa_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT"},
    )


class ChangeReason(Term):
    """Reason for which a platform decides again about a subject that it has decided before."""

    CORRECTION = "correction", "Correction", "Cywiriad", "The earlier decision was recorded wrongly."
    APPEAL_UPHELD = "appeal_upheld", "Appeal upheld", "Cadarnhawyd yr apêl", "An appeal against the decision succeeded."
    REINSTATED = "reinstated", "Reinstated", "Adferwyd", "The content or the account was restored."
    RESTRICTION_EXPIRED = (
        "restriction_expired",
        "Restriction expired",
        "Daeth y cyfyngiad i ben",
        "A restriction for a limited time has ended.",
    )
    POLICY_CHANGE = "policy_change", "Rules changed", "Newidiwyd y rheolau", "The rules of the platform have changed."
    FURTHER_REVIEW = "further_review", "Reviewed again", "Adolygwyd eto", "The platform reviewed the content again."
