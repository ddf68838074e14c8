"""The pages that do nothing but lead on to an address they carry."""

from __future__ import annotations

from dataclasses import dataclass

from services.links import redirect_encodings
from services.links.redirect_encodings import Unpack, plain

FACEBOOK = r"(?:[\w-]+\.)?facebook\.com"
GOOGLE = r"(?:(?:www|m|images|news|maps|translate)\.)?google\.(?:com?\.)?[a-z]{2,3}"
YOUTUBE = r"(?:(?:www|m|music|consent)\.)?youtube\.com"
X = r"(?:(?:www|mobile|m)\.)?(?:twitter|x)\.com"
INSTAGRAM = r"(?:(?:www|m)\.)?instagram\.com"
REDDIT = r"(?:[\w-]+\.)?reddit\.com"
VIMEO = r"(?:player\.)?vimeo\.com"


@dataclass(frozen=True, slots=True)
class Wrapper:
    """Host and path are patterns. The address is the value of one of the parameters, or what `{rest}` stands for.

    The parameter `?` is all of them together, as they stand. `unpack` makes an address of what was found.
    """

    host: str
    path: str
    params: str = ""
    unpack: Unpack = plain


WRAPPERS = (
    # Warnings before leaving.
    Wrapper(FACEBOOK, r"/l\.php|/flx/warn/?", "u"),
    Wrapper(r"l\.(?:instagram|threads|messenger|wl)\.(?:com|net|co)", r"/|/l|/l\.php", "u"),
    Wrapper(YOUTUBE, r"/redirect", "q"),
    Wrapper(X, r"/safety/unsafe_link_warning", "unsafe_link"),
    Wrapper(X, r"/i/redirect", "url"),
    Wrapper(FACEBOOK, r"/nd?/", "?", redirect_encodings.first_path),
    Wrapper(r"out\.reddit\.com", r"/.*", "url"),
    Wrapper(GOOGLE, r"/url", "q url"),
    Wrapper(GOOGLE, r"/imgres", "imgrefurl"),
    Wrapper(GOOGLE, r"/translate(?:_[a-z])?", "u"),
    Wrapper(r"(?:www\.)?bing\.com", r"/ck/a", "u", redirect_encodings.base64_from_third),
    Wrapper(r"r\.search\.yahoo\.com", r".*/RU={rest}/RK=.*"),
    Wrapper(r"(?:[a-z]+\.)?pinterest\.[a-z.]{2,6}", r"/offsite/?", "url"),
    Wrapper(r"(?:exit|gate)\.sc", r"/", "url"),
    Wrapper(r"href\.li|anonym\.to|(?:www\.)?nullrefer\.com", r"/", "?"),
    # The buttons that open Telegram in a browser.
    Wrapper(r"web[kz]?\.telegram\.org", r"/.*", "tgaddr"),
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
    Wrapper(r"statics\.teams\.cdn\.office\.net", r"/evergreen-assets/safelinks/.*", "url"),
    Wrapper(r"linkprotect\.cudasvc\.com", r"/url", "a"),
    Wrapper(r"urldefense\.(?:com|us)", r"/v3/__(?P<rest>.+)", unpack=redirect_encodings.starred),
    Wrapper(r"urldefense\.proofpoint\.com", r"/v2/url", "u", redirect_encodings.hyphened),
    Wrapper(r"urldefense\.proofpoint\.com", r"/v1/url", "u"),
    Wrapper(r"clicktime\.symantec\.com|link\.edgepilot\.com", r"/.*", "u"),
    Wrapper(r"secure-web\.cisco\.com", r"/[^/]+/{rest}"),
    Wrapper(r"linklock\.titanhq\.com", r"/analyse", "url"),
    Wrapper(r"(?:[\w-]+\.)?protection\.sophos\.com", r"/", "u", redirect_encodings.base64),
    Wrapper(r"[\w-]+\.trendmicro\.com", r"/wis/clicktime/v[12]/query", "url"),
    Wrapper(r"protect\.checkpoint\.com|url\.avanan\.click", r"/v2/(?:r[0-9]+/)?___{rest}___\..*"),
    Wrapper(r"protect2?\.fireeye\.com", r"/(?:v1/)?url", "u"),
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
    Wrapper(FACEBOOK, r"/plugins/(?:video|post)/oembed\.(?:json|xml)/?", "url"),
    Wrapper(FACEBOOK, r"/(?:v[\d.]+/)?(?:instagram_)?oembed(?:_[a-z]+)?/?", "url"),
    Wrapper(X, r"/share|/intent/(?:tweet|post)", "url"),
    Wrapper(r"t(?:elegram)?\.(?:me|dog)", r"/share(?:/url)?|/msg|/iv", "url"),
    Wrapper(YOUTUBE, r"/attribution_link", "u"),
    Wrapper(YOUTUBE, r"/oembed", "url"),
    Wrapper(r"(?:publish|cdn\.syndication)\.twitter\.com|publish\.x\.com", r"/oembed|/", "url query"),
    Wrapper(r"(?:api\.|www\.)?instagram\.com", r"/oembed/?", "url"),
    Wrapper(r"(?:www\.)?tiktok\.com", r"/oembed", "url"),
    Wrapper(VIMEO, r"/api/oembed\.(?:json|xml)", "url"),
    Wrapper(r"(?:www\.)?dailymotion\.com", r"/services/oembed", "url"),
    Wrapper(REDDIT, r"/oembed|/media|/submit", "url"),
    Wrapper(r"embed\.bsky\.app", r"/oembed", "url"),
    Wrapper(r"(?:www\.)?(?:threads\.(?:net|com)|snapchat\.com)", r"/oembed/?", "url"),
    Wrapper(r"cdn\.embedly\.com|cdn\.iframe\.ly|noembed\.com", r"/.*", "url src"),
    # Copies of pages that are made to load faster.
    Wrapper(GOOGLE, r"/amp/(?:s/)?{rest}"),
    Wrapper(r"(?:www\.)?bing\.com", r"/amp/(?:s/)?{rest}"),
    Wrapper(r"(?:[\w-]+\.)?cdn\.ampproject\.org", r"/[cviw]/(?:s/)?{rest}"),
    # Translated as it is read.
    Wrapper(r"[\w-]+\.translate\.goog", r"(?P<rest>/.*)", unpack=redirect_encodings.on_host),
)
