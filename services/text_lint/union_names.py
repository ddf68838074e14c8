"""Names of the unions of school staff in the United Kingdom, and words for the people and the work of a union."""

from __future__ import annotations

FULL_NAMES = (
    "Association of Educational Psychologists",
    "Association of Headteachers and Deputes in Scotland",
    "Association of School and College Leaders",
    "Association of Headteachers",
    "Association of Head Teachers",
    "Association of School Leaders",
    "Association of Teachers",
    "Association of Teachers and Lecturers",
    "Federation of Teachers",
    "Educational Institute of Scotland",
    "Irish National Teachers Organisation",
    "Cumann Muinteoiri Eireann",
    "National Association of Head Teachers",
    "National Association of Schoolmasters",
    "National Society for Education in Art and Design",
    "School Leaders Scotland",
    "Scottish Secondary Teachers Association",
    "Trades Union Congress",
    "Undeb Cenedlaethol Athrawon Cymru",
    "Cymdeithas Genedlaethol y Prifathrawon",
    "Cymdeithas Arweinwyr Ysgolion a Cholegau",
    "Voice Community",
    "Voice Cymru",
    "Voice the union",
    "Community the union",
    "Unite the union",
    "Unsain Cymru",
    "Professional Association of Teachers",
)

# Acronyms that are no English or Welsh words, so they are found in any case.
ACRONYMS = ("AHDS", "ASCL", "GMB", "NAHT", "NASUWT", "NSEAD", "SSTA", "UCAC")

# Acronyms found in capitals only, or with separators: words in lower case (`neu` is Welsh for `or`), or short.
CASE_SENSITIVE_ACRONYMS = ("ATL", "EIS", "NEU", "NUT", "TUC", "UCU", "UNISON", "UNSAIN", "UTU", "STUC")
# Acronyms and names that are ordinary words: found with separators, or in front of a word from WORDS_OF_UNIONS.
ORDINARY_WORDS = ("INTO", "Unison", "Unsain", "Unite", "Community", "Voice", "Prospect", "Usdaw")
WORDS_OF_UNIONS = (
    "union", "rep", "reps", "representative", "representatives", "member", "members", "membership", "branch", "steward",
    "stewards", "official", "officials", "organiser", "caseworker", "subs", "undeb",
)  # fmt: skip

DOMAINS = (
    "aep.org.uk", "ahds.org.uk", "ascl.org.uk", "community-tu.org", "eis.org.uk", "gmb.org.uk", "into.ie",
    "naht.org.uk", "nasuwt.org.uk", "neu.org.uk", "nsead.org", "prospect.org.uk", "sls-scotland.org.uk",
    "ssta.org.uk", "tuc.org.uk",
    "ucac.cymru", "ucu.org.uk", "unison.org.uk", "unitetheunion.org", "utu.edu", "voicetheunion.org.uk",
)  # fmt: skip

# Words that mean a union wherever they stand, except beside the words of OTHER_UNIONS.
UNION_WORDS = (
    "union", "unions", "unionist", "unionists", "unionised", "unionized", "undeb", "undebau", "undebol", "undebwr",
    "undebwyr", "undebwraig", "hundeb", "hundebau", "trade union", "trade unions", "teaching union", "teaching unions",
    "teachers union", "teachers unions", "tradeunion", "union rep", "union reps", "union representative",
    "union representatives", "union member", "union members", "union membership", "union official", "union officials",
    "union caseworker", "union branch", "union steward", "union organiser", "union dues", "union card",
    "aelod o undeb", "aelod o'r undeb", "undeb llafur", "undebau llafur", "undeb athrawon",
)  # fmt: skip

# Words for the people and the work of a union that do not contain the word itself.
PEOPLE_AND_WORK = (
    "shop steward", "shop stewards", "shopsteward", "workplace rep", "workplace reps", "workplace representative",
    "staff rep", "staff reps", "branch secretary", "branch secretaries", "branch chair", "branch officer", "branch rep",
    "branch official", "regional officer", "regional official", "regional organiser", "convenor", "convenors",
    "convener",
    "picket", "pickets", "picket line", "picketing", "strike ballot", "strike action", "strike day", "strike days",
    "strike vote", "strike pay", "on strike", "industrial action", "facility time", "collective bargaining",
    "work to rule", "working to rule", "professional association", "health and safety rep", "my rep", "her rep",
    "his rep", "their rep", "our rep", "action short of strike", "action short of a strike", "tu rep", "tu reps",
    "stiward", "stiwardiaid", "cynrychiolydd gweithle", "cynrychiolydd y gweithle", "cynrychiolydd staff",
    "cynrychiolydd y staff", "cynrychiolwyr gweithle", "ysgrifennydd cangen", "ysgrifennydd y gangen",
    "ysgrifenyddes y gangen", "ysgrifenyddes cangen", "cadeirydd y gangen", "swyddog cangen", "swyddog y gangen",
    "swyddog rhanbarthol", "swyddog maes", "streic", "streiciau", "streicio", "streicwyr", "gweithredu diwydiannol",
    "llinell biced", "piced", "pleidlais streic", "cymdeithas broffesiynol",
)  # fmt: skip
