"""Addresses that open an application, as phones copy them, rewritten to the web page of the same thing."""

from __future__ import annotations

import re
from functools import cache

# `{...}` stands for a part that is carried over; parameters are found wherever they stand.
APPS = (
    # What browsers and phones put around a web address.
    (r"(?:view-source|microsoft-edge|x-safari-https?|feed):/{0,2}{rest}", "{rest}"),
    (r"(?:opera|touch|microsoft-edge|x-safari|firefox|brave|read|reader)[-:]/{0,2}{web}", "{web}"),
    (r"(?:firefox|firefox-focus|firefox-klar|brave|duckduckgo)://open-url\?url={rest}", "{rest}"),
    (r"googlechromes?:/{0,2}(?:navigate\?url=)?{rest}", "{rest}"),
    (r"android-app://[\w.]+/https?/{rest}", "https://{rest}"),
    (r"android-app://[\w.]+/{scheme}/{rest}", "{scheme}://{rest}"),
    # TikTok.
    (r"(?:snssdk\d+|musically|tiktok|aweme)://aweme/detail/{rest}", "https://www.tiktok.com/video/{rest}"),
    (r"(?:snssdk\d+|musically|tiktok|aweme)://user/profile/{number}.*", "https://www.tiktok.com/share/user/{number}"),
    (r"(?:snssdk\d+|musically|tiktok)://video/{number}.*", "https://www.tiktok.com/video/{number}"),
    (r"(?:snssdk\d+|musically|tiktok)://(?:www\.)?tiktok\.com/{rest}", "https://www.tiktok.com/{rest}"),
    # YouTube.
    (r"(?:vnd\.)?youtube:(?://)?(?:(?:www|m)\.)?youtube\.com/{rest}", "https://www.youtube.com/{rest}"),
    (r"(?:vnd\.)?youtube:(?://)?watch\?{rest}", "https://www.youtube.com/watch?{rest}"),
    (r"(?:vnd\.)?youtube:(?://)?{video}(?:[?&].*)?", "https://youtu.be/{video}"),
    # Instagram and Threads.
    (r"instagram://media\?(?:.*&)?id={rest}", "https://www.instagram.com/media/{rest}"),
    (r"instagram://user\?(?:.*&)?username={rest}", "https://www.instagram.com/{rest}"),
    (r"instagram://tag\?(?:.*&)?name={rest}", "https://www.instagram.com/explore/tags/{rest}"),
    (r"barcelona://user\?(?:.*&)?username={rest}", "https://www.threads.com/@{rest}"),
    # X.
    (r"(?:twitter|x)://(?:status|tweet)\?(?:.*&)?(?:id|status_id)={rest}", "https://x.com/i/status/{rest}"),
    (r"(?:twitter|x)://user\?(?:.*&)?screen_name={rest}", "https://x.com/{rest}"),
    (r"(?:twitter|x)://user\?(?:.*&)?id={number}.*", "https://x.com/i/user/{number}"),
    # Facebook.
    (r"fb://(?:profile|page)/(?:\?id=)?{number}.*", "https://www.facebook.com/profile.php?id={number}"),
    (r"fb://group/(?:\?id=)?{number}.*", "https://www.facebook.com/groups/{number}"),
    (r"fb://photo/{number}.*", "https://www.facebook.com/photo.php?fbid={number}"),
    (
        r"fb://(?:fullscreen_video|native_video|video|reel)/(?:\?id=)?{number}.*",
        "https://www.facebook.com/reel/{number}",
    ),
    (r"fb://(?:facewebmodal/f|webview/?)\?(?:href|url)={rest}", "{rest}"),
    (r"fb-messenger://user(?:-thread)?/{rest}", "https://m.me/{rest}"),
    # Others.
    (r"snapchat://add/{rest}", "https://www.snapchat.com/add/{rest}"),
    (r"reddit:///?(?:reddit/|(?:www\.)?reddit\.com/)?{rest}", "https://www.reddit.com/{rest}"),
    (r"twitch://(?:stream|channel|open\?stream=|open\?channel=)/?{rest}", "https://www.twitch.tv/{rest}"),
    (r"twitch://video/v?{number}.*", "https://www.twitch.tv/videos/{number}"),
    (r"vimeo://app\.vimeo\.com/{rest}", "https://vimeo.com/{rest}"),
    (r"dailymotion://video/{rest}", "https://www.dailymotion.com/video/{rest}"),
    (r"(?:discord|com\.hammerandchisel\.discord)://(?:-|app|discord\.com)?/{rest}", "https://discord.com/{rest}"),
    (r"whatsapp://(?:send|chat|accept)/?\?{rest}", "https://api.whatsapp.com/send?{rest}"),
    (r"whatsapp://channel/{rest}", "https://www.whatsapp.com/channel/{rest}"),
    (r"tg:/{0,2}msg_url\?{rest}", "https://t.me/share/url?{rest}"),
    (r"tg:/{0,2}(?:resolve|join|privatepost)\?{rest}", "https://t.me/?{rest}"),
    (r"at://{rest}", "https://embed.bsky.app/embed/{rest}"),
    (r"bluesky://{rest}", "https://bsky.app/{rest}"),
)
PARTS = {
    "rest": r".+",
    "web": r"https?:.+",
    "number": r"\d{1,25}",
    "video": r"[\w-]{11}",
    "scheme": r"[a-z][a-z0-9]{1,20}",
}

# Android's form of every other: the scheme stands at its end.
INTENT = re.compile(r"intent:(?://)?(?P<rest>[^#]*)#Intent;(?P<extras>.*)", re.IGNORECASE)
INTENT_SCHEME = re.compile(r"(?:^|;)scheme=([a-z][a-z0-9+.-]*)(?:;|$)", re.IGNORECASE)
SCHEMED = re.compile(r"https?://", re.IGNORECASE)
SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]{0,30}:", re.IGNORECASE)


def as_web(text: str) -> str:
    """The web address of the same thing, or the text itself."""
    if intent := INTENT.fullmatch(text):
        scheme = INTENT_SCHEME.search(intent["extras"])
        if SCHEMED.match(intent["rest"]):
            return intent["rest"]
        text = f"{scheme[1] if scheme else 'https'}://{intent['rest']}"
    if SCHEME.match(text):
        for form, page in APPS:
            if found := _pattern(form).fullmatch(text):
                return page.format_map(found.groupdict())
    return text


@cache
def _pattern(form: str) -> re.Pattern[str]:
    for name, shape in PARTS.items():
        form = form.replace(f"{{{name}}}", f"(?P<{name}>{shape})")
    return re.compile(form, re.IGNORECASE)
