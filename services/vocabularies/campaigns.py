"""The words for trends, for what platforms find by themselves, and for what is asked of them and promised."""

from __future__ import annotations

from services.vocabularies.term import Term


class Trajectory(Term):
    """How a trend moves."""

    EMERGING = "emerging", "Emerging", "Yn ymddangos", "First cases."
    RISING = "rising", "Rising", "Yn codi", "More each day."
    PEAK = "peak", "Peak", "Ar ei anterth", "As many as there will be."
    FALLING = "falling", "Falling", "Yn gostwng", "Fewer each day."
    DORMANT = "dormant", "Dormant", "Ynghwsg", "Nothing new for a while."


class Authenticity(Term):
    """Whether a trend is one."""

    CONFIRMED = "confirmed", "Confirmed", "Wedi'i gadarnhau", "There are cases."
    SUSPECTED = "suspected", "Suspected", "Amheuir", "There may be cases."
    HOAX = "hoax", "Hoax", "Twyll", "Only the warnings spread: it is not named at all."
    UNVERIFIED = "unverified", "Not verified", "Heb ei wirio", "Nobody has looked: it is not named at all."


class ProactiveMode(Term):
    """How a platform tells what it found by itself."""

    ITEMS = "items", "Items", "Eitemau", "Each item with its decision."
    AGGREGATE = "aggregate", "Counts", "Cyfrifon", "Counts only."


class EngagementKind(Term):
    """How somebody turned to a platform about more than one case."""

    LETTER = "letter", "Letter", "Llythyr", "A letter."
    MEETING_REQUEST = "meeting_request", "Request for a meeting", "Cais am gyfarfod", "A meeting was asked for."
    MEETING = "meeting", "Meeting", "Cyfarfod", "A meeting took place."
    MINISTERIAL_CONTACT = (
        "ministerial_contact",
        "Ministerial contact",
        "Cyswllt gweinidogol",
        "By a minister or officials.",
    )
    ROUNDTABLE = "roundtable", "Round table", "Bord gron", "Several parties met."


class EngagementAsk(Term):
    """What was asked. Documented as open."""

    PREVENT_PROACTIVELY = "prevent_proactively", "Prevent it", "Ei atal ymlaen llaw", "Find and stop it unasked."
    RESPOND_IMMEDIATELY = "respond_immediately", "Respond at once", "Ymateb ar unwaith", "Act at once on reports."
    MEET = "meet", "Meet", "Cyfarfod", "Meet those concerned."
    DEDICATED_TEAM = "dedicated_team", "A team for it", "Tîm penodol", "Set up a team for it."


class CommitmentState(Term):
    """What became of a promise."""

    OPEN = "open", "Open", "Agored", "Not due yet, or not kept yet."
    MET = "met", "Met", "Wedi'i gyflawni", "Kept."
    MISSED = "missed", "Missed", "Heb ei gyflawni", "Not kept in time."
    WITHDRAWN = "withdrawn", "Withdrawn", "Wedi'i dynnu'n ôl", "Taken back."


class ReleaseState(Term):
    """Where a release of statistics stands."""

    DRAFT = "draft", "Draft", "Drafft", "Being made."
    APPROVED = "approved", "Approved", "Wedi'i gymeradwyo", "May be published."
    PUBLISHED = "published", "Published", "Wedi'i gyhoeddi", "Public; never changed."
    CORRECTED = "corrected", "Corrected", "Wedi'i gywiro", "A later version took its place."
