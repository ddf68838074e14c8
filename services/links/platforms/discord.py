"""Discord: everything has a number of its own, save invitations, whose codes are case-sensitive."""

from __future__ import annotations

from services.links.normalizers import lower
from services.links.rules import DIGITS, Platform, Rule, Slot, hosts, words
from services.vocabularies.subjects import SubjectType

MAIN, INVITES, FILES = "discord.com", "discord.gg", "cdn.discordapp.com"

FILE = "(?:ephemeral-)?attachments/[0-9]+"

GROUP, ACCOUNT, OTHER = SubjectType.GROUP, SubjectType.ACCOUNT, SubjectType.WEBSITE

DISCORD = Platform(
    code="discord",
    slots={
        "number": Slot(DIGITS),
        "message": Slot(DIGITS),
        "code": Slot(r"[A-Za-z0-9-]{2,64}"),
        "name": Slot(r"[^/\x00-\x1f]{1,250}"),
        "film": Slot(r"[^/\x00-\x1f]{1,245}\.(?i:mp4|mov|webm|mkv|avi|m4v)"),
        "sound": Slot(r"[^/\x00-\x1f]{1,245}\.(?i:mp3|ogg|oga|wav|m4a|flac|opus)"),
        "slug": Slot(r"[\w.-]{2,100}", lower),
    },
    sites={
        **hosts(MAIN, "discord.com ptb.discord.com canary.discord.com development.discord.com m.discord.com"),
        **hosts(MAIN, "discordapp.com ptb.discordapp.com canary.discordapp.com watchanimeattheoffice.com"),
        **hosts(INVITES, "discord.gg"),
        FILES: FILES,
        "discord.new": "discord.new",
        "discord.gift": "discord.gift",
    },
    sisters=hosts(FILES, "media.discordapp.net cdn.discord.com"),
    rules=(
        # What follows the name is a signature and a size.
        Rule(f"{FILE}/{{number}}/{{film}}", SubjectType.VIDEO, "file:{number}/{film}", host=FILES),
        Rule(f"{FILE}/{{number}}/{{sound}}", SubjectType.AUDIO, "file:{number}/{sound}", host=FILES),
        Rule(f"{FILE}/{{number}}/{{name}}", SubjectType.IMAGE, "file:{number}/{name}", host=FILES),
        Rule("(?:invite/)?{code}", GROUP, "invite:{code}", host=INVITES),
        Rule("invite/{code}", GROUP, "invite:{code}"),
        Rule("{code}", OTHER, "template:{code}", host="discord.new"),
        Rule("template/{code}", OTHER, "template:{code}"),
        Rule("{code}", OTHER, "gift:{code}", host="discord.gift"),
        Rule("gifts/{code}", OTHER, "gift:{code}"),
        Rule("channels/(?:@me|[0-9]+)/(?:[0-9]+/threads/)?[0-9]+/{message}", SubjectType.TEXT, "message:{message}"),
        Rule("channels/(?:@me|[0-9]+)/(?:[0-9]+/threads/)?{number}", GROUP, "channel:{number}"),
        Rule("channels/{number}", GROUP, "server:{number}"),
        Rule(r"(?:servers|guilds|api/guilds)/(?:[^/]*-)?{number}(?:/.*)?", GROUP, "server:{number}"),
        Rule("widget", GROUP, "server:{number}", "id={number}"),
        Rule("events/[0-9]+/{number}", OTHER, "event:{number}"),
        Rule("users/{number}", ACCOUNT, "account:{number}"),
        Rule("(?:oauth2|api/oauth2)/authorize", ACCOUNT, "application:{number}", "client_id={number}"),
        Rule("(?:application-directory|discovery/applications|apps)/{number}(?:/.*)?", ACCOUNT, "application:{number}"),
    ),
    tracking=words("referrer ref"),
    # A file is shown to who has its signature.
    keeps=words("ex is hm"),
)
