"""Snapchat: snaps and spotlights by their codes, accounts by a name in which case does not count."""

from __future__ import annotations

from services.links.normalizers import lower
from services.links.platforms import mirrors
from services.links.rules import Platform, Rule, Slot, hosts, words
from services.vocabularies.subjects import SubjectType

MAIN, STORIES, SHORT = "www.snapchat.com", "story.snapchat.com", "t.snapchat.com"
TABS = r"(?:/(?:stories|highlights|spotlights?|lenses|highlight))?"

VIDEO, STORY, ACCOUNT, OTHER = SubjectType.VIDEO, SubjectType.STORY, SubjectType.ACCOUNT, SubjectType.WEBSITE

_TRACKING = "cid invite_id lang locale sc_referrer sc_ua share_id shareid sid timestamp web_client_id"

SNAPCHAT = Platform(
    code="snapchat",
    slots={
        "name": Slot(r"[A-Za-z][A-Za-z0-9._-]{1,31}", lower),
        "spot": Slot(r"W7_[A-Za-z0-9_-]{16,200}"),
        # Snaps of stories and highlights: longer than any name.
        "snap": Slot(r"[A-Za-z0-9_:-]{16,200}"),
        "profile": Slot(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}", lower),
        "hex": Slot(r"[0-9A-Fa-f]{32}", lower),
        "number": Slot(r"[0-9]{4,25}"),
        "code": Slot(r"[A-Za-z0-9_-]{4,64}"),
    },
    sites={
        **hosts(MAIN, "snapchat.com m.snapchat.com"),
        **hosts(STORIES, "story.snapchat.com play.snapchat.com"),
        SHORT: SHORT,
    },
    sisters=hosts(MAIN, "web.snapchat.com map.snapchat.com app.snapchat.com"),
    mirrors=hosts(MAIN, mirrors.SNAPCHAT),
    rules=(
        Rule("{code}", OTHER, "{code}", host=SHORT, opaque=True),
        Rule("t/{code}", OTHER, "t/{code}", opaque=True),
        # What is shown to everybody has a code that says so, wherever it is shown.
        Rule("(?:embed/)?(?:(?:@|add/)[^/]+/)?(?:spotlight/)?{spot}(?:/.*)?", VIDEO, "spotlight:{spot}"),
        Rule("(?:s|o|story|ttp/snap)/(?:m:)?{spot}(?:/.*)?", VIDEO, "spotlight:{spot}"),
        Rule("(?:(?:@|add/)[^/]+/)?spotlight/{snap}(?:/.*)?", VIDEO, "spotlight:{snap}"),
        Rule("(?:@|add/)[^/]+/(?:(?:highlight|story|stories)/)?{snap}(?:/.*)?", STORY, "snap:{snap}"),
        Rule("p/[^/]+/{snap}(?:/.*)?", STORY, "snap:{snap}"),
        Rule("(?:s|o|story)/{snap}(?:/.*)?", STORY, "snap:{snap}"),
        # One of the stories that the owner of a profile publishes is not the profile.
        Rule("p/{profile}/{number}(?:/.*)?", STORY, "episode:{number}"),
        Rule("p/{profile}", ACCOUNT, "profile:{profile}"),
        # The stories of an account go after a day; the account stays.
        Rule("(?:s|u)/@?{name}", STORY, "stories:{name}"),
        Rule("unlock", ACCOUNT, "code:{hex}", "uuid={hex}"),
        Rule("lens/{hex}(?:/.*)?", OTHER, "lens:{hex}"),
        Rule("discover/(?:[^/]+/)?{number}(?:/.*)?", STORY, "edition:{number}"),
        Rule(f"add/@?{{name}}{TABS}", ACCOUNT, "account:{name}"),
        Rule(f"@{{name}}{TABS}", ACCOUNT, "account:{name}"),
        Rule("add|web/deeplink/snapcode", ACCOUNT, "account:{name}", "username={name}"),
        Rule("{name}", STORY, "stories:{name}", host=STORIES),
    ),
    tracking=words(_TRACKING),
)
