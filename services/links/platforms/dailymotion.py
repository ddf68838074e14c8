"""Rules for Dailymotion. Video ids are case-sensitive (private ones use both cases), account names are not."""

from __future__ import annotations

from services.links.normalizers import lowercase
from services.links.rules import Placeholder, Platform, UrlRule, exclude_words, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

MAIN, SHORT, API = "www.dailymotion.com", "dai.ly", "api.dailymotion.com"
LANGUAGE = r"(?:[a-z]{2}(?:-[a-z]{2})?/)?"
TABS = r"(?:/(?:videos|playlists|following|followers|about|live|featured|[0-9]+))?"
RESERVED = """
    about ads api archived browse cdn channel channels crawler embed explore faq feed games hub jobs legal library
    live login logout music news old partner partners play player player.html playlist playlists press privacy
    search services settings signin sitemap sports swf thumbnail topic topics tv upload user users video videos
"""

VIDEO, ACCOUNT, WEBSITE = SubjectType.VIDEO, SubjectType.ACCOUNT, SubjectType.WEBSITE

DAILYMOTION = Platform(
    code="dailymotion",
    placeholders={
        "video": Placeholder(r"(?!video\b)[A-Za-z0-9]{4,24}"),
        "list": Placeholder(r"x[a-z0-9]{2,24}"),
        "name": Placeholder(exclude_words(RESERVED, r"[\w.-]{3,64}"), lowercase),
    },
    hosts={
        **map_hosts(
            MAIN, "dailymotion.com touch.dailymotion.com m.dailymotion.com iphone.dailymotion.com xx.dailymotion.com"
        ),
        SHORT: SHORT,
    },
    secondary_hosts=map_hosts(API, "geo.dailymotion.com games.dailymotion.com api.dailymotion.com"),
    rules=(
        UrlRule("{video}(?:_.*)?", VIDEO, "video:{video}", host=SHORT),
        # The words after the id are the title.
        UrlRule(rf"{LANGUAGE}(?:(?:embed|swf|crawler)/)?video/{{video}}(?:[_/].*)?", VIDEO, "video:{video}"),
        UrlRule(r"thumbnail/(?:[0-9]+x[0-9]+/)?video/{video}", VIDEO, "video:{video}"),
        UrlRule(r"cdn/manifest/video/{video}\.m3u8", VIDEO, "video:{video}"),
        UrlRule(r"swf/{video}(?:_.*)?", VIDEO, "video:{video}"),
        UrlRule(r"player(?:/[a-z0-9]+)?(?:\.html)?", VIDEO, "video:{video}", "video={video}"),
        UrlRule(r"player(?:/[a-z0-9]+)?(?:\.html)?", WEBSITE, "playlist:{list}", "playlist={list}"),
        UrlRule(rf"{LANGUAGE}(?:embed/)?playlist/{{list}}(?:[_/].*)?", WEBSITE, "playlist:{list}"),
        UrlRule(f"{LANGUAGE}(?:old/)?user/{{name}}{TABS}", ACCOUNT, "account:{name}"),
        UrlRule(f"{{name}}{TABS}", ACCOUNT, "account:{name}", host=MAIN),
    ),
    tracking_parameters=split_names("autoplay mute queue queue-autoplay-next retry start syndication ui-logo"),
    addresses={
        "video": "https://www.dailymotion.com/video/{id}",
        "playlist": "https://www.dailymotion.com/playlist/{id}",
        "account": "https://www.dailymotion.com/user/{id}",
    },
)
