"""Patterns for postal addresses: postcodes of the United Kingdom, and a house number with a street."""

from __future__ import annotations

import re

from services.text_lint.address_patterns import FindingPattern

ENGLISH_STREETS = (
    r"(?:Street|Road|Avenue|Lane|Close|Drive|Crescent|Gardens|Grove|Terrace|Way|Place|Court|Hill|Square|Row|Mews|Rise"
    r"|Walk|Green|Parade|Rd|Ave)"
)
WELSH_STREETS = r"(?:Heol|Stryd|Ffordd|Lon|Rhodfa|Maes|Clos|Tan|Bryn|Llys|Teras|Cilgant|Trem|Rhes)"
HOUSE = r"(?<![\w./-])\d{1,4}[a-z]?,?\s"

POSTAL_PATTERNS: tuple[FindingPattern, ...] = (
    (
        "contains_postal_address",
        re.compile(r"(?<![\w-])[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}(?![\w-])"),
    ),
    ("contains_postal_address", re.compile(rf"{HOUSE}(?:[A-Z][\w']{{1,30}}\s){{1,3}}{ENGLISH_STREETS}(?!\w)")),
    ("contains_postal_address", re.compile(rf"{HOUSE}{WELSH_STREETS}\s(?:(?:y|yr)\s)?[A-Z][\w']{{1,30}}")),
)
