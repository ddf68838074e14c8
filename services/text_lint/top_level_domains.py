"""Top-level domains, and hosts of short links, by which the text lint recognizes URLs without a scheme."""

from __future__ import annotations

COMMON_DOMAINS = frozenset({"com", "org", "net", "co", "wales", "cymru"})

_DOMAINS = """
    com org net edu gov mil info biz app dev io ai co cc fm gg tv ly uk wales cymru scot irish eu fr pt nl ch se dk fi
    pl cz ru cn jp kr br au nz ca mx za ng ke pk bd vn th ph sg hk tw tr gr ro hu hr rs ua il ae sa ir lt lv ee sk xyz
    wtf lol ngo onl vip porn xxx
"""
DOMAINS = frozenset(_DOMAINS.split())

# Also ordinary words, so that a missing space after a full stop looks like a domain.
_DOMAINS_THAT_ARE_WORDS = """
    am ar as at be by de do eg es id ie in is it me my no so to us academy art asia bar best bio blog cam camp care
    cash cat charity chat church city click cloud club college community company cool date design digital education
    email events express family fans film foundation fun game games group guru help host house international land life
    link live london ltd love media men mobi moe monster name network news ninja now one online page pics pink place
    plus pro red review rocks run school services sexy shop show site social software space store stream studio style
    support systems team tech tips today tools top training uno video watch web website wiki win work works world zone
"""
DOMAINS_THAT_ARE_WORDS = frozenset(_DOMAINS_THAT_ARE_WORDS.split())

_SHORT_LINK_HOSTS = "t.me wa.me m.me fb.me ig.me youtu.be discord.gg t.co fb.watch redd.it bit.ly is.gd"
SHORT_LINK_HOSTS = frozenset(_SHORT_LINK_HOSTS.split())
