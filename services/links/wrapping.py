"""Pages that do nothing but lead on to an address they carry: what they carry is what was meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from services.links.address import Address
from services.links.routes import params_of

FACEBOOK = r"(?:[\w-]+\.)?facebook\.com"
GOOGLE = r"(?:www\.|m\.)?google\.(?:com?\.)?[a-z]{2,3}"
YOUTUBE = r"(?:(?:www|m|music|consent)\.)?youtube\.com"
X = r"(?:(?:www|mobile|m)\.)?(?:twitter|x)\.com"
INSTAGRAM = r"(?:(?:www|m)\.)?instagram\.com"
REDDIT = r"(?:[\w-]+\.)?reddit\.com"
VIMEO = r"(?:player\.)?vimeo\.com"


@dataclass(frozen=True, slots=True)
class Wrapper:
    """Host and path are patterns. The address is the value of one of the parameters, or what `{rest}` stands for."""

    host: str
    path: str
    params: str = ""


WRAPPERS = (
    # Warnings before leaving.
    Wrapper(FACEBOOK, r"/l\.php|/flx/warn/?", "u"),
    Wrapper(r"l\.(?:instagram|threads|messenger|wl)\.(?:com|net|co)", r"/|/l|/l\.php", "u"),
    Wrapper(YOUTUBE, r"/redirect", "q"),
    Wrapper(X, r"/safety/unsafe_link_warning", "unsafe_link"),
    Wrapper(r"out\.reddit\.com", r"/.*", "url"),
    Wrapper(GOOGLE, r"/url", "q url"),
    Wrapper(r"(?:www\.)?linkedin\.com", r"/redir/redirect|/safety/go", "url"),
    Wrapper(r"t\.umblr\.com", r"/redirect", "z"),
    Wrapper(r"steamcommunity\.com", r"/linkfilter/?", "url u"),
    Wrapper(r"(?:m\.)?vk\.com", r"/away(?:\.php)?", "to"),
    Wrapper(r"(?:www\.)?duckduckgo\.com", r"/l/?", "uddg"),
    Wrapper(r"go\.bsky\.app", r"/redirect", "u"),
    Wrapper(r"slack-redir\.net", r"/link", "url"),
    Wrapper(r"(?:www\.)?tiktok\.com", r"/link/v2", "target"),
    # What guards the mail of schools.
    Wrapper(r"[\w.-]+\.safelinks\.protection\.outlook\.com", r"/.*", "url"),
    Wrapper(r"linkprotect\.cudasvc\.com", r"/url", "a"),
    Wrapper(r"urldefense\.(?:com|us)", r"/v3/__(?P<rest>[^*]+)__;.*"),
    # Asking to sign in or to agree first.
    Wrapper(r"accounts\.google\.com", r"/.*", "continue"),
    Wrapper(YOUTUBE, r"/m|/ml|/signin|/verify_age|/verify_controversy|/das_captcha", "continue next next_url"),
    Wrapper(YOUTUBE, r"/supported_browsers", "next_url"),
    Wrapper(INSTAGRAM, r"/accounts/[\w/]+|/challenge/?|/consent/?", "next"),
    Wrapper(FACEBOOK, r"/login(?:\.php|/.*)?|/checkpoint/.*|/cookie/consent.*", "next"),
    Wrapper(X, r"/login|/account/access|/i/flow/(?:login|signup)", "redirect_after_login"),
    Wrapper(r"(?:www|m)\.tiktok\.com", r"/login(?:/.*)?", "redirect_url"),
    Wrapper(REDDIT, r"/login/?|/account/login/?|/over18/?|/register/?", "dest"),
    Wrapper(r"(?:[a-z]+\.)?discord(?:app)?\.com", r"/(?:login|register)", "redirect_to"),
    Wrapper(r"(?:www\.)?threads\.(?:net|com)", r"/login/?", "next"),
    # Sharing it further, and showing it on another page.
    Wrapper(FACEBOOK, r"/sharer(?:/sharer)?\.php|/share\.php", "u"),
    Wrapper(FACEBOOK, r"/dialog/(?:share|feed|send)", "href link"),
    Wrapper(FACEBOOK, r"/(?:v[\d.]+/)?plugins/(?:video|post|page|comment_embed|group)\.php", "href"),
    Wrapper(r"t(?:elegram)?\.(?:me|dog)", r"/share(?:/url)?|/msg|/iv", "url"),
    Wrapper(YOUTUBE, r"/attribution_link", "u"),
    Wrapper(YOUTUBE, r"/oembed", "url"),
    Wrapper(r"(?:publish|cdn\.syndication)\.twitter\.com|publish\.x\.com", r"/oembed|/", "url query"),
    Wrapper(r"(?:api\.|www\.)?instagram\.com", r"/oembed/?", "url"),
    Wrapper(r"(?:www\.)?tiktok\.com", r"/oembed", "url"),
    Wrapper(VIMEO, r"/api/oembed\.(?:json|xml)", "url"),
    Wrapper(r"(?:www\.)?dailymotion\.com", r"/services/oembed", "url"),
    Wrapper(REDDIT, r"/oembed|/media", "url"),
    # Copies of pages that are made to load faster.
    Wrapper(GOOGLE, r"/amp/(?:s/)?{rest}"),
    Wrapper(r"[\w-]+\.cdn\.ampproject\.org", r"/[cv]/(?:s/)?{rest}"),
)


HOSTS = re.compile("|".join(f"(?:{wrapper.host})" for wrapper in WRAPPERS))
# The characters with which a carried address goes on, encoded since they would end the path that carries it.
ENCODED = {"%3f": "?", "%3d": "=", "%26": "&"}


def carried(address: Address) -> str | None:
    """The address inside this one, if it is only a wrapper."""
    if HOSTS.fullmatch(address.host) is None:
        return None
    for wrapper in WRAPPERS:
        if _pattern(wrapper.host).fullmatch(address.host) and (path := _pattern(wrapper.path).fullmatch(address.path)):
            rest = path.groupdict().get("rest")
            return _continued(rest, address) if rest else _value(wrapper, address)
    return None


def _continued(rest: str, address: Address) -> str:
    rest = re.sub("%3f|%3d|%26", lambda found: ENCODED[found[0].lower()], rest, flags=re.IGNORECASE)
    return f"{rest}{'&' if '?' in rest else '?'}{address.query}" if address.query else rest


def _value(wrapper: Wrapper, address: Address) -> str | None:
    params = params_of(address.query)
    for name in wrapper.params.split():
        value = params.get(name, "")
        if re.match(r"https?://", value, re.IGNORECASE):
            return value
        if re.match(r"/[^/\\]", value):
            return f"https://{address.host}{value}"
    return None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace("{rest}", "(?P<rest>.+)"), re.IGNORECASE)
