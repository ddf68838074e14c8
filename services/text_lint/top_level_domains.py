"""Top-level domains and hosts by which the text lint recognizes web addresses without a scheme."""

from __future__ import annotations

# Top-level domains that are hardly ever words, so that they are recognized in any case.
_DISTINCT_DOMAINS = """
    com org net edu gov mil info biz app dev io co cc fm gg tv ly uk wales cymru scot irish eu fr pt nl ch se dk fi
    cz ru cn jp kr br au nz ca mx za ng ke pk bd vn th ph sg hk tw tr gr ro hu hr ua il ae sa ir lt lv ee sk xyz
    wtf lol ngo onl vip porn xxx onion
"""
DISTINCT_DOMAINS = frozenset(_DISTINCT_DOMAINS.split())

# Recognized also after a spelled-out or spaced full stop.
COMMON_DOMAINS = frozenset({"com", "org", "net", "co", "wales", "cymru", "info", "sch", "gov", "edu", "xyz"})
SPELLED_DOMAINS = COMMON_DOMAINS | {"uk", "me", "tv", "gg", "io", "ly", "ac", "app", "biz", "scot", "site", "online"}

_SHORT_LINK_HOSTS = "t.me wa.me m.me fb.me ig.me youtu.be discord.gg t.co fb.watch redd.it bit.ly is.gd"
SHORT_LINK_HOSTS = frozenset(_SHORT_LINK_HOSTS.split())

MAIL_SERVICES = "gmail googlemail hotmail outlook yahoo icloud proton protonmail aol"
