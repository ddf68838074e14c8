"""Rules for Discord. Everything has a numeric id except invitations, which have case-sensitive codes."""

from __future__ import annotations

from services.links.rules import DIGITS, Placeholder, Platform, UrlRule, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

MAIN, INVITATIONS, FILES = "discord.com", "discord.gg", "cdn.discordapp.com"

FILE_PATH = "(?:ephemeral-)?attachments/{channel}"

GROUP, ACCOUNT, WEBSITE = SubjectType.GROUP, SubjectType.ACCOUNT, SubjectType.WEBSITE

DISCORD = Platform(
    code="discord",
    placeholders={
        "number": Placeholder(DIGITS),
        "message": Placeholder(DIGITS),
        "server": Placeholder(DIGITS),
        "channel": Placeholder(DIGITS),
        "ex": Placeholder(r"[0-9a-f]{1,16}"),
        "is": Placeholder(r"[0-9a-f]{1,16}"),
        "hm": Placeholder(r"[0-9a-f]{1,64}"),
        "code": Placeholder(r"[A-Za-z0-9-]{2,64}"),
        "file_name": Placeholder(r"[^/\x00-\x1f]{1,250}"),
        "video_name": Placeholder(r"[^/\x00-\x1f]{1,245}\.(?i:mp4|mov|webm|mkv|avi|m4v)"),
        "audio_name": Placeholder(r"[^/\x00-\x1f]{1,245}\.(?i:mp3|ogg|oga|wav|m4a|flac|opus)"),
    },
    hosts={
        **map_hosts(MAIN, "discord.com ptb.discord.com canary.discord.com development.discord.com m.discord.com"),
        **map_hosts(MAIN, "discordapp.com ptb.discordapp.com canary.discordapp.com watchanimeattheoffice.com"),
        **map_hosts(INVITATIONS, "discord.gg"),
        FILES: FILES,
        "discord.new": "discord.new",
        "discord.gift": "discord.gift",
    },
    secondary_hosts=map_hosts(FILES, "media.discordapp.net cdn.discord.com"),
    rules=(
        # The query after the file name is a signature and a size.
        UrlRule(f"{FILE_PATH}/{{number}}/{{video_name}}", SubjectType.VIDEO, "file:{number}/{video_name}", host=FILES),
        UrlRule(f"{FILE_PATH}/{{number}}/{{audio_name}}", SubjectType.AUDIO, "file:{number}/{audio_name}", host=FILES),
        UrlRule(f"{FILE_PATH}/{{number}}/{{file_name}}", SubjectType.IMAGE, "file:{number}/{file_name}", host=FILES),
        UrlRule("(?:invite/)?{code}", GROUP, "invite:{code}", host=INVITATIONS),
        UrlRule("invite/{code}", GROUP, "invite:{code}"),
        UrlRule("{code}", WEBSITE, "template:{code}", host="discord.new"),
        UrlRule("template/{code}", WEBSITE, "template:{code}"),
        UrlRule("{code}", WEBSITE, "gift:{code}", host="discord.gift"),
        UrlRule("gifts/{code}", WEBSITE, "gift:{code}"),
        UrlRule(
            "channels/(?:@me|{server})/(?:[0-9]+/threads/)?{channel}/{message}", SubjectType.TEXT, "message:{message}"
        ),
        UrlRule("channels/(?:@me|{server})/(?:[0-9]+/threads/)?{number}", GROUP, "channel:{number}"),
        UrlRule("channels/{number}", GROUP, "server:{number}"),
        UrlRule(r"(?:servers|guilds|api/guilds)/(?:[^/]*-)?{number}(?:/.*)?", GROUP, "server:{number}"),
        UrlRule("widget", GROUP, "server:{number}", "id={number}"),
        UrlRule("events/{server}/{number}", WEBSITE, "event:{number}"),
        UrlRule("users/{number}", ACCOUNT, "account:{number}"),
        UrlRule("(?:oauth2|api/oauth2)/authorize", ACCOUNT, "application:{number}", "client_id={number}"),
        UrlRule(
            "(?:application-directory|discovery/applications|apps)/{number}(?:/.*)?", ACCOUNT, "application:{number}"
        ),
    ),
    tracking_parameters=split_names("referrer ref"),
    # Files open only with their signature.
    required_parameters=split_names("ex is hm"),
    addresses={
        "file": (
            "https://cdn.discordapp.com/attachments/{channel}/{id}?ex={ex}&is={is}&hm={hm} "
            "https://cdn.discordapp.com/attachments/{channel}/{id}"
        ),
        "invite": "https://discord.gg/{id}",
        "template": "https://discord.com/template/{id}",
        "gift": "https://discord.com/gifts/{id}",
        "message": (
            "https://discord.com/channels/{server}/{channel}/{id} https://discord.com/channels/@me/{channel}/{id}"
        ),
        "channel": ("https://discord.com/channels/{server}/{id} https://discord.com/channels/@me/{id}"),
        "server": "https://discord.com/channels/{id}",
        "event": "https://discord.com/events/{server}/{id}",
        "account": "https://discord.com/users/{id}",
        "application": "https://discord.com/application-directory/{id}",
    },
    context_parameters={"ex": "ex", "is": "is", "hm": "hm"},
)
