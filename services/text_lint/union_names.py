"""Names of the unions of school staff in the United Kingdom, whose involvement in a case must stay confidential."""

from __future__ import annotations

FULL_NAMES = (
    "Association of Educational Psychologists",
    "Association of Headteachers and Deputes in Scotland",
    "Association of School and College Leaders",
    "Association of Teachers and Lecturers",
    "Educational Institute of Scotland",
    "Irish National Teachers' Organisation",
    "National Association of Head Teachers",
    "National Association of Headteachers",
    "National Association of Schoolmasters",
    "National Education Union",
    "National Society for Education in Art and Design",
    "National Union of Teachers",
    "School Leaders Scotland",
    "Scottish Secondary Teachers' Association",
    "Trades Union Congress",
    "Ulster Teachers' Union",
    "Undeb Addysg Cenedlaethol",
    "Undeb Cenedlaethol Athrawon Cymru",
    "Undeb Cenedlaethol yr Athrawon",
    "Union of Women Teachers",
    "University and College Union",
    # Names that are ordinary words unless `union` or a similar word follows.
    "Community trade union",
    "Community the union",
    "Community union",
    "INTO union",
    "Prospect union",
    "Unite the union",
    "Unite union",
    "Unison union",
    "Voice Community",
    "Voice Cymru",
    "Voice the union",
    "Voice union",
)

# Acronyms that are no English or Welsh words, so they are found in any case.
ACRONYMS = ("AHDS", "ASCL", "GMB", "NAHT", "NAS/UWT", "NASUWT", "NSEAD", "SSTA", "UCAC")

# Acronyms found in capitals only: words in lower case (`neu` is Welsh for `or`), or short. INTO is left out as a
# preposition.
CASE_SENSITIVE_ACRONYMS = ("ATL", "EIS", "NEU", "TUC", "UCU", "UNISON", "UTU")

DOMAINS = (
    "aep.org.uk",
    "ahds.org.uk",
    "ascl.org.uk",
    "community-tu.org",
    "eis.org.uk",
    "gmb.org.uk",
    "into.ie",
    "naht.org.uk",
    "nasuwt.org.uk",
    "neu.org.uk",
    "nsead.org",
    "prospect.org.uk",
    "sls-scotland.org.uk",
    "ssta.org.uk",
    "tuc.org.uk",
    "ucac.cymru",
    "ucu.org.uk",
    "unison.org.uk",
    "unitetheunion.org",
    "utu.edu",
    "voicetheunion.org.uk",
)

# Terms that show that a union is involved.
UNION_TERMS = (
    "aelod o undeb",
    "aelod o'r undeb",
    "cynrychiolydd undeb",
    "cynrychiolydd yr undeb",
    "swyddog undeb",
    "teachers' union",
    "teachers' unions",
    "teaching union",
    "teaching unions",
    "trade union",
    "trade unions",
    "undeb athrawon",
    "undeb llafur",
    "undebau llafur",
    "union caseworker",
    "union member",
    "union members",
    "union membership",
    "union official",
    "union rep",
    "union reps",
    "union representative",
    "union representatives",
)
