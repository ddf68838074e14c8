"""What other systems call our kinds of harm. Where one has no word, nothing is there rather than a near miss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def _mapping(
    priority: str,
    dsa: str = "",
    keywords: str = "",
    ozone: str | None = None,
    ofcom: str | None = None,
    rhc: str | None = None,
    dsa_condition: str | None = None,
    xarf: str | None = None,
) -> Mapping[str, Any]:
    return {
        "default_priority": priority,
        "dsa_categories": [f"STATEMENT_CATEGORY_{name}" for name in dsa.split()],
        "dsa_keywords": [f"KEYWORD_{name}" for name in keywords.split()],
        "dsa_condition": dsa_condition,
        "ozone_reason": f"tools.ozone.report.defs#reason{ozone}" if ozone else None,
        "ofcom_kind": ofcom,
        # One of the eight types by which Report Harmful Content counts. The assignment is ours.
        "rhc_type": rhc,
        # XARF has no type for harassment, and none is forced upon it: only the misuse of a school's own marks fits.
        "xarf": {"category": "content", "type": "brand_infringement", "infringement_type": xarf} if xarf else None,
    }


IMPERSONATION = "IMPERSONATION_ACCOUNT_HIJACKING INAUTHENTIC_ACCOUNTS"
PRIVACY = "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS"
WOMEN = "CYBER_VIOLENCE_AGAINST_WOMEN"
DEEPFAKE = "NON_CONSENSUAL_MATERIAL_DEEPFAKE NON_CONSENSUAL_MATERIAL_DEEPFAKE_AGAINST_WOMEN"
SHARING = "NON_CONSENSUAL_IMAGE_SHARING NON_CONSENSUAL_IMAGE_SHARING_AGAINST_WOMEN"
CHILD_ABUSE = "CHILD_SEXUAL_ABUSE_MATERIAL CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE"
HARASSMENT = "harassment_stalking_threats_abuse"
BULLYING = "bullying_or_harassment"

# code: default priority, DSA categories, DSA keywords, Ozone reason, Ofcom kind, RHC type
MAPPINGS: dict[str, Mapping[str, Any]] = {
    "impersonation_school": _mapping(
        "P2",
        "SCAMS_AND_FRAUD OTHER_VIOLATION_TC",
        IMPERSONATION,
        "MisleadingImpersonation",
        None,
        "impersonation",
        xarf="brand_impersonation",
    ),
    "impersonation_staff": _mapping(
        "P2",
        f"SCAMS_AND_FRAUD OTHER_VIOLATION_TC {PRIVACY}",
        IMPERSONATION,
        "MisleadingImpersonation",
        "false_communications",
        "impersonation",
    ),
    "harassment_bullying": _mapping(
        "P2",
        "CYBER_VIOLENCE",
        "CYBER_BULLYING_INTIMIDATION CYBER_HARASSMENT",
        "HarassmentTargeted",
        HARASSMENT,
        BULLYING,
    ),
    "harassment_gendered": _mapping(
        "P2", WOMEN, "CYBER_HARASSMENT_AGAINST_WOMEN", "HarassmentTargeted", HARASSMENT, BULLYING
    ),
    "hate": _mapping(
        "P1", "ILLEGAL_OR_HARMFUL_SPEECH", "HATE_SPEECH DISCRIMINATION", "HarassmentHateSpeech", "hate", "online_abuse"
    ),
    "threat": _mapping("P1", "VIOLENCE", "INCITEMENT_VIOLENCE_HATRED", "ViolenceThreats", HARASSMENT, "threats"),
    "defamation_false_allegation": _mapping(
        "P2", "ILLEGAL_OR_HARMFUL_SPEECH", "DEFAMATION", "HarassmentOther", None, BULLYING
    ),
    "allegation_child_harm": _mapping("P1", "PROTECTION_OF_MINORS", dsa_condition="only_if_platform_says_so"),
    "sexual_deepfake_adult": _mapping(
        "P1", f"CYBER_VIOLENCE {WOMEN}", DEEPFAKE, "SexualDeepfake", "intimate_image_abuse", "pornographic_content"
    ),
    "ncii_adult": _mapping(
        "P1", f"CYBER_VIOLENCE {WOMEN}", SHARING, "SexualNCII", "intimate_image_abuse", "pornographic_content"
    ),
    "csam_or_minor_sexual": _mapping("P0", "PROTECTION_OF_MINORS", CHILD_ABUSE, "ChildSafetyCSAM", "csea"),
    "doxxing_privacy": _mapping("P1", PRIVACY, "MISSING_PROCESSING_GROUND", "HarassmentDoxxing", None, BULLYING),
    "covert_recording": _mapping("P3", PRIVACY, "MISSING_PROCESSING_GROUND", "HarassmentTargeted", None, BULLYING),
    "stalking": _mapping("P1", "CYBER_VIOLENCE", "CYBER_STALKING STALKING", "HarassmentTargeted", HARASSMENT, BULLYING),
    "harmful_challenge": _mapping(
        "P2", "PROTECTION_OF_MINORS", "UNSAFE_CHALLENGES", "SelfHarmStunts", "dangerous_stunts"
    ),
    "brand_misuse_only": _mapping(
        "P4",
        "INTELLECTUAL_PROPERTY_INFRINGEMENTS",
        "TRADEMARK_INFRINGEMENT",
        "RuleStolenContent",
        xarf="logo_misuse",
    ),
}
