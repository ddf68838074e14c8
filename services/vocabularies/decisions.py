"""The words of what a platform decides for one subject, and why."""

from __future__ import annotations

from services.vocabularies.declines import DeclineReason as DeclineReason
from services.vocabularies.term import Term


class DecisionAction(Term):
    """What the platform did. A superset of the actions of the EU's transparency database."""

    CONTENT_REMOVED = (
        "content_removed",
        "Content removed",
        "Dilëwyd y cynnwys",
        "The content was taken away for everybody.",
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
        "The content cannot be opened in the territories named.",
        {"dsa_visibility": "DECISION_VISIBILITY_CONTENT_DISABLED"},
    )
    DEMOTED = (
        "demoted",
        "Shown less",
        "Yn cael ei ddangos yn llai",
        "The content is recommended less or not at all.",
        {"dsa_visibility": "DECISION_VISIBILITY_CONTENT_DEMOTED"},
    )
    AGE_RESTRICTED = (
        "age_restricted",
        "Age-restricted",
        "Cyfyngiad oedran",
        "The content is open to adults only.",
        {"dsa_visibility": "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED"},
    )
    INTERACTION_RESTRICTED = (
        "interaction_restricted",
        "Interaction restricted",
        "Cyfyngwyd ar ryngweithio",
        "Comments, shares or the like were switched off.",
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
        "The account may not use a part of the service.",
        {"dsa_provision": "DECISION_PROVISION_PARTIAL_SUSPENSION"},
    )
    ACCOUNT_SUSPENDED = (
        "account_suspended",
        "Account suspended",
        "Ataliwyd y cyfrif",
        "The account is closed for a time.",
        {"dsa_account": "DECISION_ACCOUNT_SUSPENDED"},
    )
    ACCOUNT_TERMINATED = (
        "account_terminated",
        "Account terminated",
        "Terfynwyd y cyfrif",
        "The account is closed for good.",
        {"dsa_account": "DECISION_ACCOUNT_TERMINATED"},
    )
    USERNAME_FORCED_CHANGE = (
        "username_forced_change",
        "Name change forced",
        "Gorfodwyd newid enw",
        "The account had to take another name.",
        {"dsa_visibility": "DECISION_VISIBILITY_OTHER"},
    )
    WARNING_STRIKE = (
        "warning_strike",
        "Warning or strike",
        "Rhybudd neu gosb",
        "The account was warned or given a strike.",
        {"dsa_visibility": "DECISION_VISIBILITY_OTHER"},
    )
    NO_ACTION = "no_action", "No action", "Dim gweithredu", "The platform declined to act; the reason says why."
    CONTENT_ALREADY_GONE = (
        "content_already_gone",
        "Already gone",
        "Wedi mynd eisoes",
        "The content had been taken away before the platform looked.",
    )
    OTHER = (
        "other",
        "Another action",
        "Gweithred arall",
        "The platform did something that this list does not name.",
        {"dsa_visibility": "DECISION_VISIBILITY_OTHER"},
    )


# The three ways a decision can count: something was done, nothing was done, there was nothing left to do it to.
NONE = frozenset({DecisionAction.NO_ACTION})
GONE = frozenset({DecisionAction.CONTENT_ALREADY_GONE})
RESTRICTIVE = frozenset(DecisionAction) - NONE - GONE


class Ground(Term):
    """On which ground a restriction rests."""

    ILLEGAL_CONTENT = (
        "illegal_content",
        "Illegal content",
        "Cynnwys anghyfreithlon",
        "It breaks the law.",
        {"dsa_ground": "DECISION_GROUND_ILLEGAL_CONTENT"},
    )
    INCOMPATIBLE_CONTENT = (
        "incompatible_content",
        "Against the platform's rules",
        "Yn groes i reolau'r platfform",
        "It breaks the rules of the platform.",
        {"dsa_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT"},
    )


class DecisionState(Term):
    """Where a decision stands; decisions are added, never changed."""

    RECORDED = "recorded", "Recorded", "Wedi'i gofnodi", "Posted by the platform."
    IN_FORCE = "in_force", "In force", "Mewn grym", "Applied on the service."
    EXPIRED = "expired", "Expired", "Wedi dod i ben", "A restriction for a time has ended."
    REVERSED = "reversed", "Reversed", "Wedi'i wrthdroi", "Taken back by the platform."
    SUPERSEDED = "superseded", "Superseded", "Wedi'i ddisodli", "Corrected by a later decision."
    DISPUTED = "disputed", "Disputed", "Dan anghydfod", "The helpline found otherwise."
