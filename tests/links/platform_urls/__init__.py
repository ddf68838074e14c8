"""Tables of URLs per platform: those of the same content under its canonical id, and those of different content."""

from __future__ import annotations

from tests.links.platform_urls import (
    bluesky,
    dailymotion,
    discord,
    facebook,
    instagram,
    reddit,
    snapchat,
    telegram,
    threads,
    tiktok,
    twitch,
    vimeo,
    whatsapp,
    x,
    youtube,
)

PLATFORM_URLS = (
    bluesky,
    dailymotion,
    discord,
    facebook,
    instagram,
    reddit,
    snapchat,
    telegram,
    threads,
    tiktok,
    twitch,
    vimeo,
    whatsapp,
    x,
    youtube,
)
