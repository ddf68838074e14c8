"""What is wrong with the content, and how soon somebody must act on it."""

from __future__ import annotations

from services.vocabularies.harm_mappings import MAPPINGS
from services.vocabularies.term import Term


class Priority(Term):
    """How soon somebody must act. The clocks are configured per platform."""

    P0 = "P0", "Immediate danger", "Perygl uniongyrchol", "Imminent danger or child sexual abuse: call first."
    P1 = "P1", "Urgent", "Brys", "Intimate images, threats, doxxing, stalking, hate."
    P2 = "P2", "High", "Uchel", "Impersonation and targeted harassment."
    P3 = "P3", "Normal", "Arferol", "Covert recordings and ridicule."
    P4 = "P4", "Low", "Isel", "Misuse of a name or crest only."


class HarmCategory(Term):
    """What kind of harm the content does. Whoever triages may choose another priority than the default."""

    IMPERSONATION_SCHOOL = (
        "impersonation_school",
        "Impersonation of a school",
        "Dynwared ysgol",
        "An account or page that passes itself off as the school.",
        MAPPINGS["impersonation_school"],
    )
    IMPERSONATION_STAFF = (
        "impersonation_staff",
        "Impersonation of a member of staff",
        "Dynwared aelod o staff",
        "An account or page that passes itself off as a member of staff.",
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
        "Harassment of a woman because she is one.",
        MAPPINGS["harassment_gendered"],
    )
    HATE = (
        "hate",
        "Hate",
        "Casineb",
        "An attack on a protected characteristic: homophobic, racist, religious, disability.",
        MAPPINGS["hate"],
    )
    THREAT = (
        "threat",
        "Threat",
        "Bygythiad",
        "A threat of violence; P0 where the danger is imminent.",
        MAPPINGS["threat"],
    )
    DEFAMATION_FALSE_ALLEGATION = (
        "defamation_false_allegation",
        "Defamation or false allegation",
        "Difenwi neu honiad ffug",
        "A statement said to be false that harms a reputation.",
        MAPPINGS["defamation_false_allegation"],
    )
    ALLEGATION_CHILD_HARM = (
        "allegation_child_harm",
        "Allegation of harm to a child",
        "Honiad o niwed i blentyn",
        "Content alleging that a child was harmed: the safeguarding procedure comes first.",
        MAPPINGS["allegation_child_harm"],
    )
    SEXUAL_DEEPFAKE_ADULT = (
        "sexual_deepfake_adult",
        "Sexual deepfake of an adult",
        "Ffugiad dwfn rhywiol o oedolyn",
        "A made or altered sexual image of an adult. The image is never uploaded here.",
        MAPPINGS["sexual_deepfake_adult"],
    )
    NCII_ADULT = (
        "ncii_adult",
        "Intimate image of an adult shared without consent",
        "Delwedd bersonol o oedolyn a rannwyd heb gydsyniad",
        "A real intimate image of an adult. The image is never uploaded here.",
        MAPPINGS["ncii_adult"],
    )
    CSAM_OR_MINOR_SEXUAL = (
        "csam_or_minor_sexual",
        "Sexual image of a child",
        "Delwedd rywiol o blentyn",
        "Sexual material showing somebody under 18. No content is held; the proper bodies are told.",
        MAPPINGS["csam_or_minor_sexual"],
    )
    DOXXING_PRIVACY = (
        "doxxing_privacy",
        "Private information published",
        "Cyhoeddi gwybodaeth breifat",
        "An address, telephone number or other private fact made public.",
        MAPPINGS["doxxing_privacy"],
    )
    COVERT_RECORDING = (
        "covert_recording",
        "Covert recording",
        "Recordiad cudd",
        "A recording or photograph taken without the person's knowledge.",
        MAPPINGS["covert_recording"],
    )
    STALKING = ("stalking", "Stalking", "Stelcio", "Repeated, fixated attention that frightens.", MAPPINGS["stalking"])
    HARMFUL_CHALLENGE = (
        "harmful_challenge",
        "Harmful challenge",
        "Her niweidiol",
        "A call to imitate something dangerous or abusive.",
        MAPPINGS["harmful_challenge"],
    )
    BRAND_MISUSE_ONLY = (
        "brand_misuse_only",
        "Misuse of a name or crest only",
        "Camddefnyddio enw neu arfbais yn unig",
        "The school's name, crest or uniform is used; nobody is targeted.",
        MAPPINGS["brand_misuse_only"],
    )

    @property
    def default_priority(self) -> Priority:
        """The priority before anybody has triaged."""
        return Priority(self.mapping["default_priority"])
