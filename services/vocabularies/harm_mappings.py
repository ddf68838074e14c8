"""The codes of other systems for each harm category. Only exact equivalents are listed."""

from __future__ import annotations

from collections.abc import Mapping


def _build_mapping(
    priority: str,
    dsa: str = "",
    keywords: str = "",
    ozone: str | None = None,
    ofcom: str | None = None,
    rhc: str | None = None,
    dsa_condition: str | None = None,
    xarf: str | None = None,
) -> Mapping[str, object]:
    """Return the mapping of a harm category.

    `dsa`: statement categories of the DSA Transparency Database, separated by spaces; `keywords`: its keywords.
    `dsa_condition`: condition under which the category may be used. `ozone`: report reason of Ozone (Bluesky).
    `ofcom`: kind of priority offence in Ofcom's guidance. `rhc`: type of harm in the statistics of Report Harmful
    Content. `xarf`: infringement type of XARF.
    """
    return {
        "default_priority": priority,
        "dsa_categories": [f"STATEMENT_CATEGORY_{name}" for name in dsa.split()],
        "dsa_keywords": [f"KEYWORD_{name}" for name in keywords.split()],
        "dsa_condition": dsa_condition,
        "ozone_reason": f"tools.ozone.report.defs#reason{ozone}" if ozone else None,
        "ofcom_kind": ofcom,
        # Report Harmful Content has eight types; which category has which type is our choice.
        "rhc_type": rhc,
        # XARF has no type for harassment; only the misuse of a school's name or crest has one.
        "xarf": {"category": "content", "type": "brand_infringement", "infringement_type": xarf} if xarf else None,
    }


IMPERSONATION = "IMPERSONATION_ACCOUNT_HIJACKING INAUTHENTIC_ACCOUNTS"
PRIVACY = "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS"
VIOLENCE_AGAINST_WOMEN = "CYBER_VIOLENCE_AGAINST_WOMEN"
DEEPFAKE = "NON_CONSENSUAL_MATERIAL_DEEPFAKE NON_CONSENSUAL_MATERIAL_DEEPFAKE_AGAINST_WOMEN"
IMAGE_SHARING = "NON_CONSENSUAL_IMAGE_SHARING NON_CONSENSUAL_IMAGE_SHARING_AGAINST_WOMEN"
CHILD_ABUSE = "CHILD_SEXUAL_ABUSE_MATERIAL CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE"
HARASSMENT = "harassment_stalking_threats_abuse"
BULLYING = "bullying_or_harassment"

# By code of the harm category: default priority, DSA categories, DSA keywords, Ozone reason, Ofcom kind, RHC type.
MAPPINGS: dict[str, Mapping[str, object]] = {
    "impersonation_school": _build_mapping(
        "P2",
        "SCAMS_AND_FRAUD OTHER_VIOLATION_TC",
        IMPERSONATION,
        "MisleadingImpersonation",
        None,
        "impersonation",
        xarf="brand_impersonation",
    ),
    "impersonation_staff": _build_mapping(
        "P2",
        f"SCAMS_AND_FRAUD OTHER_VIOLATION_TC {PRIVACY}",
        IMPERSONATION,
        "MisleadingImpersonation",
        "false_communications",
        "impersonation",
    ),
    "harassment_bullying": _build_mapping(
        "P2",
        "CYBER_VIOLENCE",
        "CYBER_BULLYING_INTIMIDATION CYBER_HARASSMENT",
        "HarassmentTargeted",
        HARASSMENT,
        BULLYING,
    ),
    "harassment_gendered": _build_mapping(
        "P2", VIOLENCE_AGAINST_WOMEN, "CYBER_HARASSMENT_AGAINST_WOMEN", "HarassmentTargeted", HARASSMENT, BULLYING
    ),
    "hate": _build_mapping(
        "P1", "ILLEGAL_OR_HARMFUL_SPEECH", "HATE_SPEECH DISCRIMINATION", "HarassmentHateSpeech", "hate", "online_abuse"
    ),
    "threat": _build_mapping("P1", "VIOLENCE", "INCITEMENT_VIOLENCE_HATRED", "ViolenceThreats", HARASSMENT, "threats"),
    "defamation_false_allegation": _build_mapping(
        "P2", "ILLEGAL_OR_HARMFUL_SPEECH", "DEFAMATION", "HarassmentOther", None, BULLYING
    ),
    "allegation_child_harm": _build_mapping("P1", "PROTECTION_OF_MINORS", dsa_condition="only_if_platform_says_so"),
    "sexual_deepfake_adult": _build_mapping(
        "P1",
        f"CYBER_VIOLENCE {VIOLENCE_AGAINST_WOMEN}",
        DEEPFAKE,
        "SexualDeepfake",
        "intimate_image_abuse",
        "pornographic_content",
    ),
    "ncii_adult": _build_mapping(
        "P1",
        f"CYBER_VIOLENCE {VIOLENCE_AGAINST_WOMEN}",
        IMAGE_SHARING,
        "SexualNCII",
        "intimate_image_abuse",
        "pornographic_content",
    ),
    "csam_or_minor_sexual": _build_mapping("P0", "PROTECTION_OF_MINORS", CHILD_ABUSE, "ChildSafetyCSAM", "csea"),
    "doxxing_privacy": _build_mapping("P1", PRIVACY, "MISSING_PROCESSING_GROUND", "HarassmentDoxxing", None, BULLYING),
    "covert_recording": _build_mapping(
        "P3", PRIVACY, "MISSING_PROCESSING_GROUND", "HarassmentTargeted", None, BULLYING
    ),
    "stalking": _build_mapping(
        "P1", "CYBER_VIOLENCE", "CYBER_STALKING STALKING", "HarassmentTargeted", HARASSMENT, BULLYING
    ),
    "harmful_challenge": _build_mapping(
        "P2", "PROTECTION_OF_MINORS", "UNSAFE_CHALLENGES", "SelfHarmStunts", "dangerous_stunts"
    ),
    "brand_misuse_only": _build_mapping(
        "P4",
        "INTELLECTUAL_PROPERTY_INFRINGEMENTS",
        "TRADEMARK_INFRINGEMENT",
        "RuleStolenContent",
        xarf="logo_misuse",
    ),
}
