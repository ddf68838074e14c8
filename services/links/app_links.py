"""App links (deep links with a scheme such as `tg:` or `intent:`), converted to the web URL of the same content."""

from __future__ import annotations

import re
from functools import cache

# Pairs of an app link pattern and the web URL it stands for. A `{placeholder}` matches its pattern in PLACEHOLDERS and
# is copied to the web URL.
APP_LINKS = (
    # Schemes that browsers and phones put in front of a web URL.
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
    # Other platforms.
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
PLACEHOLDERS = {
    "rest": r".+",
    "web": r"https?:.+",
    "number": r"\d{1,25}",
    "video": r"[\w-]{11}",
    "scheme": r"[a-z][a-z0-9]{1,20}",
}

# The intent: links of Android name the scheme of the target at their end.
INTENT = re.compile(r"intent:(?://)?(?P<rest>[^#]*)#Intent;(?P<extras>.*)", re.IGNORECASE)
INTENT_SCHEME = re.compile(r"(?:^|;)scheme=([a-z][a-z0-9+.-]*)(?:;|$)", re.IGNORECASE)
WEB_SCHEME = re.compile(r"https?://", re.IGNORECASE)
APP_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]{0,30}:", re.IGNORECASE)


def convert_app_link(text: str) -> str:
    """Return the web URL of the content that an app link opens; return `text` unchanged if it is no known app link."""
    if intent := INTENT.fullmatch(text):
        scheme = INTENT_SCHEME.search(intent["extras"])
        if WEB_SCHEME.match(intent["rest"]):
            return intent["rest"]
        text = f"{scheme[1] if scheme else 'https'}://{intent['rest']}"
    if APP_SCHEME.match(text):
        for app_link, web_url in APP_LINKS:
            if match := _compile_app_link(app_link).fullmatch(text):
                return web_url.format_map(match.groupdict())
    return text


@cache
def _compile_app_link(app_link: str) -> re.Pattern[str]:
    """Compile an app link pattern, with a named group for each placeholder."""
    for name, pattern in PLACEHOLDERS.items():
        app_link = app_link.replace(f"{{{name}}}", f"(?P<{name}>{pattern})")
    return re.compile(app_link, re.IGNORECASE)
