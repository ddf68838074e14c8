"""The unions of school staff in the United Kingdom. That one of them is involved is nobody's business but its own."""

from __future__ import annotations

NAMES = (
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
    # Ordinary words by themselves; only with what follows do they name a union.
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

# No word in either language, so that case does not matter.
ACRONYMS = ("AHDS", "ASCL", "GMB", "NAHT", "NAS/UWT", "NASUWT", "NSEAD", "SSTA", "UCAC")

# Words when written small (`neu` is the Welsh for `or`), or too short: only in capitals. INTO stays a preposition.
CAPITALS = ("ATL", "EIS", "NEU", "TUC", "UCU", "UNISON", "UTU")

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

INVOLVEMENT = (
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
