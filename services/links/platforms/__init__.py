"""The platforms whose addresses are known. Another platform is another file of rules, and a row here."""

from __future__ import annotations

from dataclasses import replace

from services.links import generic, rules
from services.links.address import Address
from services.links.link import Link
from services.links.platforms.tiktok import TIKTOK
from services.links.platforms.youtube import YOUTUBE
from services.links.rules import Platform

WEB = "web"
PLATFORMS = (TIKTOK, YOUTUBE)
BY_HOST: dict[str, Platform] = {host: platform for platform in PLATFORMS for host in platform.sites}


def recognise(address: Address) -> Link | None:
    """What an address on one of these platforms leads to; None for every other host."""
    platform = BY_HOST.get(address.host)
    if platform is None:
        return None
    if link := rules.recognise(address, platform):
        return link
    # A page of the platform that no rule knows: still the platform's, known by its address.
    at_home = replace(address, host=platform.sites[address.host])
    return generic.link(at_home, platform=platform.code, tracking=platform.tracking)
