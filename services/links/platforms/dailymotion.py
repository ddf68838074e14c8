"""Dailymotion: the codes of videos are case-sensitive (those of hidden ones have both cases), names are not."""

from __future__ import annotations

from services.links.normalizers import lower
from services.links.rules import Platform, Rule, Slot, but_not, hosts, words
from services.vocabularies.subjects import SubjectType

MAIN, SHORT, API = "www.dailymotion.com", "dai.ly", "api.dailymotion.com"
LANGUAGE = r"(?:[a-z]{2}(?:-[a-z]{2})?/)?"
TABS = r"(?:/(?:videos|playlists|following|followers|about|live|featured|[0-9]+))?"
RESERVED = """
    about ads api archived browse cdn channel channels crawler embed explore faq feed games hub jobs legal library
    live login logout music news old partner partners play player player.html playlist playlists press privacy
    search services settings signin sitemap sports swf thumbnail topic topics tv upload user users video videos
"""

VIDEO, ACCOUNT, OTHER = SubjectType.VIDEO, SubjectType.ACCOUNT, SubjectType.WEBSITE

DAILYMOTION = Platform(
    code="dailymotion",
    slots={
        "video": Slot(r"(?!video\b)[A-Za-z0-9]{4,24}"),
        "list": Slot(r"x[a-z0-9]{2,24}"),
        "name": Slot(but_not(RESERVED, r"[\w.-]{3,64}"), lower),
    },
    sites={
        **hosts(
            MAIN, "dailymotion.com touch.dailymotion.com m.dailymotion.com iphone.dailymotion.com xx.dailymotion.com"
        ),
        SHORT: SHORT,
    },
    sisters=hosts(API, "geo.dailymotion.com games.dailymotion.com api.dailymotion.com"),
    rules=(
        Rule("{video}(?:_.*)?", VIDEO, "video:{video}", host=SHORT),
        # The words after the code are a title.
        Rule(rf"{LANGUAGE}(?:(?:embed|swf|crawler)/)?video/{{video}}(?:[_/].*)?", VIDEO, "video:{video}"),
        Rule(r"thumbnail/(?:[0-9]+x[0-9]+/)?video/{video}", VIDEO, "video:{video}"),
        Rule(r"cdn/manifest/video/{video}\.m3u8", VIDEO, "video:{video}"),
        Rule(r"swf/{video}(?:_.*)?", VIDEO, "video:{video}"),
        Rule(r"player(?:/[a-z0-9]+)?(?:\.html)?", VIDEO, "video:{video}", "video={video}"),
        Rule(r"player(?:/[a-z0-9]+)?(?:\.html)?", OTHER, "playlist:{list}", "playlist={list}"),
        Rule(rf"{LANGUAGE}(?:embed/)?playlist/{{list}}(?:[_/].*)?", OTHER, "playlist:{list}"),
        Rule(f"{LANGUAGE}(?:old/)?user/{{name}}{TABS}", ACCOUNT, "account:{name}"),
        Rule(f"{{name}}{TABS}", ACCOUNT, "account:{name}", host=MAIN),
    ),
    tracking=words("autoplay mute queue queue-autoplay-next retry start syndication ui-logo"),
)
