"""The known platforms. To add one, write a module with its rules and add it to PLATFORMS."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from services.links.link import Link
from services.links.matching import match_rules
from services.links.platforms.bluesky import BLUESKY
from services.links.platforms.dailymotion import DAILYMOTION
from services.links.platforms.discord import DISCORD
from services.links.platforms.facebook import FACEBOOK
from services.links.platforms.instagram import INSTAGRAM
from services.links.platforms.reddit import REDDIT
from services.links.platforms.snapchat import SNAPCHAT
from services.links.platforms.telegram import TELEGRAM
from services.links.platforms.threads import THREADS
from services.links.platforms.tiktok import TIKTOK
from services.links.platforms.twitch import TWITCH
from services.links.platforms.vimeo import VIMEO
from services.links.platforms.whatsapp import WHATSAPP
from services.links.platforms.x import X
from services.links.platforms.youtube import YOUTUBE
from services.links.rules import Platform
from services.links.url import ParsedUrl
from services.links.web_pages import build_web_page_link

WEB = "web"
PLATFORMS = (
    TIKTOK,
    YOUTUBE,
    INSTAGRAM,
    X,
    FACEBOOK,
    SNAPCHAT,
    REDDIT,
    TWITCH,
    THREADS,
    BLUESKY,
    VIMEO,
    DAILYMOTION,
    DISCORD,
    TELEGRAM,
    WHATSAPP,
)
SiteMap = Mapping[str, tuple[Platform, str]]
HOSTS: SiteMap = {host: (platform, site) for platform in PLATFORMS for host, site in platform.hosts.items()}
SECONDARY_HOSTS: SiteMap = {
    host: (platform, site) for platform in PLATFORMS for host, site in platform.secondary_hosts.items()
}
MIRROR_HOSTS: SiteMap = {
    host: (platform, site) for platform in PLATFORMS for host, site in platform.mirror_hosts.items()
}
TRACKING_PARAMETERS = {platform.code: platform.tracking_parameters for platform in PLATFORMS}
REQUIRED_PARAMETERS = {platform.code: platform.required_parameters for platform in PLATFORMS}
LANGUAGE_LABEL = re.compile(r"[a-z]{2}(?:-[a-z]{2,4})?")


def match_platform(url: ParsedUrl) -> Link | None:
    """Return the link to content or to another page of a known platform, or None if the host is no platform's."""
    if entry := _find_site(HOSTS, url.host):
        platform, site = entry
        return match_rules(url, platform, site) or _build_platform_page_link(replace(url, host=site), platform)
    if entry := _find_site(SECONDARY_HOSTS, url.host):
        platform, site = entry
        return match_rules(url, platform, site) or _build_platform_page_link(url, platform)
    if entry := _find_site(MIRROR_HOSTS, url.host):
        platform, site = entry
        return match_rules(url, platform, site)
    return None


def get_required_parameters(platform_code: str) -> frozenset[str]:
    """Return the names of the query parameters without which pages of this platform do not open."""
    return REQUIRED_PARAMETERS.get(platform_code, frozenset())


def get_tracking_parameters(platform_code: str) -> frozenset[str]:
    """Return the names of the query parameters that never change a page of this platform."""
    return TRACKING_PARAMETERS.get(platform_code, frozenset())


def _build_platform_page_link(url: ParsedUrl, platform: Platform) -> Link:
    """Return the link to a page of the platform that no rule matches, identified by its URL."""
    return build_web_page_link(url, platform=platform.code, tracking_parameters=platform.tracking_parameters)


def _find_site(sites: SiteMap, host: str) -> tuple[Platform, str] | None:
    """Return the platform and site of a host, also if the map has it with the wildcard `xx.` or `*.`."""
    host = host.removeprefix("www.")
    label, _, parent_domain = host.partition(".")
    language_host = f"xx.{parent_domain}" if LANGUAGE_LABEL.fullmatch(label) else ""
    for name in (host, language_host, f"*.{parent_domain}"):
        if entry := sites.get(name):
            platform, site = entry
            return platform, site.replace("*", label)
    return None
