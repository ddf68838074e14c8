"""Codes of harms and of priorities."""

from __future__ import annotations

from services.vocabularies.harm_mappings import MAPPINGS
from services.vocabularies.term import Term


class Priority(Term):
    """Priority of an incident or escalation. The deadlines are configured per platform."""

    P0 = (
        "P0",
        "Immediate danger",
        "Perygl uniongyrchol",
        "Imminent danger or child sexual abuse. Call the emergency services first.",
    )
    P1 = "P1", "Urgent", "Brys", "Intimate images, threats, doxxing, stalking, hate."
    P2 = "P2", "High", "Uchel", "Impersonation and targeted harassment."
    P3 = "P3", "Normal", "Arferol", "Covert recordings and ridicule."
    P4 = "P4", "Low", "Isel", "Misuse of a name or crest only."


class HarmCategory(Term):
    """Category of harm that the content does."""

    IMPERSONATION_SCHOOL = (
        "impersonation_school",
        "Impersonation of a school",
        "Dynwared ysgol",
        "An account or page that pretends to be the school.",
        MAPPINGS["impersonation_school"],
    )
    IMPERSONATION_STAFF = (
        "impersonation_staff",
        "Impersonation of a member of staff",
        "Dynwared aelod o staff",
        "An account or page that pretends to be a member of staff.",
        MAPPINGS["impersonation_staff"],
    )
    HARASSMENT_BULLYING = (
        "harassment_bullying",
        "Harassment or bullying",
        "Aflonyddu neu fwlio",
        "Content meant to humiliate, insult or frighten a person.",
        MAPPINGS["harassment_bullying"],
    )
    HARASSMENT_GENDERED = (
        "harassment_gendered",
        "Gendered harassment",
        "Aflonyddu ar sail rhywedd",
        "Harassment of a woman because she is a woman.",
        MAPPINGS["harassment_gendered"],
    )
    HATE = (
        "hate",
        "Hate",
        "Casineb",
        "An attack because of a protected characteristic such as race, religion, disability or sexual orientation.",
        MAPPINGS["hate"],
    )
    THREAT = (
        "threat",
        "Threat",
        "Bygythiad",
        "A threat of violence. Priority P0 if the danger is imminent.",
        MAPPINGS["threat"],
    )
    DEFAMATION_FALSE_ALLEGATION = (
        "defamation_false_allegation",
        "Defamation or false allegation",
        "Difenwi neu honiad ffug",
        "A statement, reported as false, that harms a reputation.",
        MAPPINGS["defamation_false_allegation"],
    )
    ALLEGATION_CHILD_HARM = (
        "allegation_child_harm",
        "Allegation of harm to a child",
        "Honiad o niwed i blentyn",
        "An allegation that a child was harmed. The safeguarding procedure comes first.",
        MAPPINGS["allegation_child_harm"],
    )
    SEXUAL_DEEPFAKE_ADULT = (
        "sexual_deepfake_adult",
        "Sexual deepfake of an adult",
        "Ffugiad dwfn rhywiol o oedolyn",
        "A generated or altered sexual image of an adult. Never upload the image.",
        MAPPINGS["sexual_deepfake_adult"],
    )
    NCII_ADULT = (
        "ncii_adult",
        "Intimate image of an adult shared without consent",
        "Delwedd bersonol o oedolyn a rannwyd heb gydsyniad",
        "A real intimate image of an adult. Never upload the image.",
        MAPPINGS["ncii_adult"],
    )
    CSAM_OR_MINOR_SEXUAL = (
        "csam_or_minor_sexual",
        "Sexual image of a child",
        "Delwedd rywiol o blentyn",
        "Sexual material that shows a person under 18. No content is stored.",
        MAPPINGS["csam_or_minor_sexual"],
    )
    DOXXING_PRIVACY = (
        "doxxing_privacy",
        "Private information published",
        "Cyhoeddi gwybodaeth breifat",
        "An address, telephone number or other private information made public.",
        MAPPINGS["doxxing_privacy"],
    )
    COVERT_RECORDING = (
        "covert_recording",
        "Covert recording",
        "Recordiad cudd",
        "A recording or photograph taken without the person's knowledge.",
        MAPPINGS["covert_recording"],
    )
    STALKING = (
        "stalking",
        "Stalking",
        "Stelcio",
        "Repeated and fixated attention that frightens a person.",
        MAPPINGS["stalking"],
    )
    HARMFUL_CHALLENGE = (
        "harmful_challenge",
        "Harmful challenge",
        "Her niweidiol",
        "A call to imitate dangerous or abusive behaviour.",
        MAPPINGS["harmful_challenge"],
    )
    BRAND_MISUSE_ONLY = (
        "brand_misuse_only",
        "Misuse of a name or crest only",
        "Camddefnyddio enw neu arfbais yn unig",
        "The school's name, crest or uniform is used, and nobody is targeted.",
        MAPPINGS["brand_misuse_only"],
    )

    @property
    def default_priority(self) -> Priority:
        """Return the priority that an incident of this category has before triage."""
        return Priority(str(self.mapping["default_priority"]))
