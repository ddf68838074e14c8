"""The platforms whose addresses are known. Another platform is another file of rules, and a row here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from services.links import generic, matching
from services.links.address import Address
from services.links.link import Link
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
Sites = Mapping[str, tuple[Platform, str]]
SITES: Sites = {host: (platform, site) for platform in PLATFORMS for host, site in platform.sites.items()}
SISTERS: Sites = {host: (platform, site) for platform in PLATFORMS for host, site in platform.sisters.items()}
MIRRORS: Sites = {host: (platform, site) for platform in PLATFORMS for host, site in platform.mirrors.items()}
KEEPS = {platform.code: platform.keeps for platform in PLATFORMS}
LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2,4})?")


def recognise(address: Address) -> Link | None:
    """What an address on one of these platforms leads to; None for every other host."""
    if found := _find(SITES, address.host):
        platform, site = found
        return matching.recognise(address, platform, site) or _page(replace(address, host=site), platform)
    if found := _find(SISTERS, address.host):
        platform, site = found
        return matching.recognise(address, platform, site) or _page(address, platform)
    if found := _find(MIRRORS, address.host):
        return matching.recognise(address, *found)
    return None


def keeps(code: str) -> frozenset[str]:
    """The parameters without which pages of this platform do not open."""
    return KEEPS.get(code, frozenset())


def _page(address: Address, platform: Platform) -> Link:
    """A page of the platform that no rule knows: still the platform's, known by its address."""
    return generic.link(address, platform=platform.code, tracking=platform.tracking)


def _find(sites: Sites, host: str) -> tuple[Platform, str] | None:
    host = host.removeprefix("www.")
    label, _, parent = host.partition(".")
    language = f"xx.{parent}" if LANGUAGE.fullmatch(label) else ""
    for name in (host, language, f"*.{parent}"):
        if found := sites.get(name):
            platform, site = found
            return platform, site.replace("*", label)
    return None
