"""The words for how far something may travel, and in which language."""

from __future__ import annotations

from services.vocabularies.term import Term


class Sensitivity(Term):
    """Who inside an organisation may open it."""

    STANDARD = "standard", "Standard", "Safonol", "Open to all who work on it."
    RESTRICTED = "restricted", "Restricted", "Cyfyngedig", "Open to the safeguarding lead and the helpline's lead only."
    SEALED = "sealed", "Sealed", "Wedi'i selio", "Open to nobody until there is a recorded instruction."


class Tlp(Term):
    """How far a text may be passed on: the Traffic Light Protocol, version 2.0."""

    RED = "red", "TLP: red", "TLP: coch", "For the named recipients only.", {"tlp": "TLP:RED"}
    AMBER_STRICT = (
        "amber_strict",
        "TLP: amber, strict",
        "TLP: ambr, llym",
        "For the recipients' own organisation only.",
        {"tlp": "TLP:AMBER+STRICT"},
    )
    AMBER = (
        "amber",
        "TLP: amber",
        "TLP: ambr",
        "For the recipients and their clients.",
        {"tlp": "TLP:AMBER"},
    )
    GREEN = "green", "TLP: green", "TLP: gwyrdd", "For the community, not for the public.", {"tlp": "TLP:GREEN"}
    CLEAR = "clear", "TLP: clear", "TLP: clir", "For everybody.", {"tlp": "TLP:CLEAR"}


class Language(Term):
    """In which language an organisation works. Documented as open: codes are those of BCP 47."""

    EN = "en", "English", "Saesneg", "English.", {"bcp47": "en-GB"}
    CY = "cy", "Welsh", "Cymraeg", "Welsh.", {"bcp47": "cy-GB"}
