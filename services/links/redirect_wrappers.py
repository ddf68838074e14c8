"""The known redirect wrappers: pages that only lead to a URL that they carry."""

from __future__ import annotations

from dataclasses import dataclass

from services.links import redirect_decoders
from services.links.redirect_decoders import TargetDecoder, keep_target

FACEBOOK = r"(?:[\w-]+\.)?facebook\.com"
GOOGLE = r"(?:(?:www|m|images|news|maps|translate)\.)?google\.(?:com?\.)?[a-z]{2,3}"
YOUTUBE = r"(?:(?:www|m|music|consent)\.)?youtube\.com"
X = r"(?:(?:www|mobile|m)\.)?(?:twitter|x)\.com"
INSTAGRAM = r"(?:(?:www|m)\.)?instagram\.com"
REDDIT = r"(?:[\w-]+\.)?reddit\.com"
VIMEO = r"(?:player\.)?vimeo\.com"


@dataclass(frozen=True, slots=True)
class RedirectWrapper:
    """Patterns for the host and path of a wrapper, and the place of the target URL.

    The target is the part of the path that `{rest}` matches, or the value of one of the space-separated `parameters`;
    `?` stands for the whole query. `decode` turns it into a URL.
    """

    host: str
    path: str
    parameters: str = ""
    decode: TargetDecoder = keep_target


REDIRECT_WRAPPERS = (
    # Warnings before a visitor leaves the site, and counting of clicks.
    RedirectWrapper(FACEBOOK, r"/l\.php|/flx/warn/?", "u"),
    RedirectWrapper(r"l\.(?:instagram|threads|messenger|wl)\.(?:com|net|co)", r"/|/l|/l\.php", "u"),
    RedirectWrapper(YOUTUBE, r"/redirect", "q"),
    RedirectWrapper(X, r"/safety/unsafe_link_warning", "unsafe_link"),
    RedirectWrapper(X, r"/i/redirect", "url"),
    RedirectWrapper(FACEBOOK, r"/nd?/", "?", redirect_decoders.decode_path_parameter),
    RedirectWrapper(r"out\.reddit\.com", r"/.*", "url"),
    RedirectWrapper(GOOGLE, r"/url", "q url"),
    RedirectWrapper(GOOGLE, r"/imgres", "imgrefurl"),
    RedirectWrapper(GOOGLE, r"/translate(?:_[a-z])?", "u"),
    RedirectWrapper(r"(?:www\.)?bing\.com", r"/ck/a", "u", redirect_decoders.decode_bing_base64),
    RedirectWrapper(r"r\.search\.yahoo\.com", r".*/RU=(?P<rest>[^/]+)/RK=.*"),
    RedirectWrapper(r"(?:[a-z]+\.)?pinterest\.[a-z.]{2,6}", r"/offsite/?", "url"),
    RedirectWrapper(r"(?:exit|gate)\.sc", r"/", "url"),
    RedirectWrapper(r"href\.li|anonym\.to|(?:www\.)?nullrefer\.com", r"/", "?"),
    # The buttons that open Telegram in a browser.
    RedirectWrapper(r"web[kz]?\.telegram\.org", r"/.*", "tgaddr"),
    RedirectWrapper(r"(?:www\.)?linkedin\.com", r"/redir/redirect|/safety/go", "url"),
    RedirectWrapper(r"t\.umblr\.com", r"/redirect", "z"),
    RedirectWrapper(r"steamcommunity\.com", r"/linkfilter/?", "url u"),
    RedirectWrapper(r"(?:m\.)?vk\.com", r"/away(?:\.php)?", "to"),
    RedirectWrapper(r"(?:www\.)?duckduckgo\.com", r"/l/?", "uddg"),
    RedirectWrapper(r"go\.bsky\.app", r"/redirect", "u"),
    RedirectWrapper(r"slack-redir\.net", r"/link", "url"),
    RedirectWrapper(r"(?:www\.)?tiktok\.com", r"/link/v2", "target"),
    # Mail filters.
    RedirectWrapper(r"[\w.-]+\.safelinks\.protection\.outlook\.com", r"/.*", "url"),
    RedirectWrapper(r"statics\.teams\.cdn\.office\.net", r"/evergreen-assets/safelinks/.*", "url"),
    RedirectWrapper(r"linkprotect\.cudasvc\.com", r"/url", "a"),
    RedirectWrapper(r"urldefense\.(?:com|us)", r"/v3/__(?P<rest>.+)", decode=redirect_decoders.decode_proofpoint_v3),
    RedirectWrapper(r"urldefense\.proofpoint\.com", r"/v2/url", "u", redirect_decoders.decode_proofpoint_v2),
    RedirectWrapper(r"urldefense\.proofpoint\.com", r"/v1/url", "u"),
    RedirectWrapper(r"clicktime\.symantec\.com|link\.edgepilot\.com", r"/.*", "u"),
    RedirectWrapper(r"secure-web\.cisco\.com", r"/[^/]+/{rest}"),
    RedirectWrapper(r"linklock\.titanhq\.com", r"/analyse", "url"),
    RedirectWrapper(r"(?:[\w-]+\.)?protection\.sophos\.com", r"/", "u", redirect_decoders.decode_base64),
    RedirectWrapper(r"[\w-]+\.trendmicro\.com", r"/wis/clicktime/v[12]/query", "url"),
    RedirectWrapper(r"protect\.checkpoint\.com|url\.avanan\.click", r"/v2/(?:r[0-9]+/)?___{rest}___\..*"),
    RedirectWrapper(r"protect2?\.fireeye\.com", r"/(?:v1/)?url", "u"),
    # Pages that ask to sign in or to consent first.
    RedirectWrapper(r"accounts\.google\.com", r"/.*", "continue"),
    RedirectWrapper(YOUTUBE, r"/m|/ml|/signin|/verify_age|/verify_controversy|/das_captcha", "continue next next_url"),
    RedirectWrapper(YOUTUBE, r"/supported_browsers", "next_url"),
    RedirectWrapper(INSTAGRAM, r"/accounts/[\w/]+|/challenge/?|/consent/?", "next"),
    RedirectWrapper(FACEBOOK, r"/login(?:\.php|/.*)?|/checkpoint/.*|/cookie/consent.*", "next"),
    RedirectWrapper(X, r"/login|/account/access|/i/flow/(?:login|signup)", "redirect_after_login"),
    RedirectWrapper(r"(?:www|m)\.tiktok\.com", r"/login(?:/.*)?", "redirect_url"),
    RedirectWrapper(REDDIT, r"/login/?|/account/login/?|/over18/?|/register/?", "dest"),
    RedirectWrapper(r"(?:[a-z]+\.)?discord(?:app)?\.com", r"/(?:login|register)", "redirect_to"),
    RedirectWrapper(r"(?:www\.)?threads\.(?:net|com)", r"/login/?", "next"),
    # Share buttons and embedded content.
    RedirectWrapper(FACEBOOK, r"/sharer(?:/sharer)?\.php|/share\.php", "u"),
    RedirectWrapper(FACEBOOK, r"/dialog/(?:share|feed|send)", "href link"),
    RedirectWrapper(FACEBOOK, r"/(?:v[\d.]+/)?plugins/(?:video|post|page|comment_embed|group)\.php", "href"),
    RedirectWrapper(FACEBOOK, r"/plugins/(?:video|post)/oembed\.(?:json|xml)/?", "url"),
    RedirectWrapper(FACEBOOK, r"/(?:v[\d.]+/)?(?:instagram_)?oembed(?:_[a-z]+)?/?", "url"),
    RedirectWrapper(X, r"/share|/intent/(?:tweet|post)", "url"),
    RedirectWrapper(r"t(?:elegram)?\.(?:me|dog)", r"/share(?:/url)?|/msg|/iv", "url"),
    RedirectWrapper(YOUTUBE, r"/attribution_link", "u"),
    RedirectWrapper(YOUTUBE, r"/oembed", "url"),
    RedirectWrapper(r"(?:publish|cdn\.syndication)\.twitter\.com|publish\.x\.com", r"/oembed|/", "url query"),
    RedirectWrapper(r"(?:api\.|www\.)?instagram\.com", r"/oembed/?", "url"),
    RedirectWrapper(r"(?:www\.)?tiktok\.com", r"/oembed", "url"),
    RedirectWrapper(VIMEO, r"/api/oembed\.(?:json|xml)", "url"),
    RedirectWrapper(r"(?:www\.)?dailymotion\.com", r"/services/oembed", "url"),
    RedirectWrapper(REDDIT, r"/oembed|/media|/submit", "url"),
    RedirectWrapper(r"embed\.bsky\.app", r"/oembed", "url"),
    RedirectWrapper(r"(?:www\.)?(?:threads\.(?:net|com)|snapchat\.com)", r"/oembed/?", "url"),
    RedirectWrapper(r"cdn\.embedly\.com|cdn\.iframe\.ly|noembed\.com", r"/.*", "url src"),
    # Copies of pages that load faster (AMP).
    RedirectWrapper(GOOGLE, r"/amp/(?:s/)?{rest}"),
    RedirectWrapper(r"(?:www\.)?bing\.com", r"/amp/(?:s/)?{rest}"),
    RedirectWrapper(r"(?:[\w-]+\.)?cdn\.ampproject\.org", r"/[cviw]/(?:s/)?{rest}"),
    # Translated pages.
    RedirectWrapper(r"[\w-]+\.translate\.goog", r"(?P<rest>/.*)", decode=redirect_decoders.decode_translated_host),
)
