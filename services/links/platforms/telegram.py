"""Rules for Telegram. A message is identified by its channel and number; names ignore case, codes do not.

A name may be that of a person, a group or a channel: all are treated as channels. Private groups have numeric ids.
"""

from __future__ import annotations

from services.links.normalizers import lowercase, strip_phone_punctuation
from services.links.rules import DIGITS, Placeholder, Platform, UrlRule, exclude_words, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

MAIN = "t.me"
RESERVED = """
    addemoji addlist addstickers addstyle addtheme auction auth bg boost call confirmphone contact giftcode im invoice
    iv joinchat login msg nft proxy setlanguage share socks web
"""
# A message alone, in a topic, or in the preview of its channel (`s/`).
MESSAGE_PATH = r"(?:s/)?@?{name}/(?:[0-9]+/)?{number}"
PRIVATE_MESSAGE_PATH = r"c/{channel}/(?:[0-9]+/)?{number}"

TEXT, GROUP, STORY, WEBSITE = SubjectType.TEXT, SubjectType.GROUP, SubjectType.STORY, SubjectType.WEBSITE
COMMENT, ACCOUNT = SubjectType.COMMENT, SubjectType.ACCOUNT

TELEGRAM = Platform(
    code="telegram",
    placeholders={
        "number": Placeholder(DIGITS),
        "comment": Placeholder(DIGITS),
        "channel": Placeholder(DIGITS),
        "name": Placeholder(exclude_words(RESERVED, r"[A-Za-z][A-Za-z0-9_]{2,31}"), lowercase),
        "app": Placeholder(r"[A-Za-z][A-Za-z0-9_]{2,63}", lowercase),
        "code": Placeholder(r"(?![0-9]+\Z)[A-Za-z0-9_-]{4,64}"),
        "phone": Placeholder(r"(?:00)?(?!00)[0-9]{5,15}", strip_phone_punctuation),
    },
    hosts={
        **map_hosts(MAIN, "t.me telegram.me telegram.dog telesco.pe tx.me"),
        **map_hosts("web.telegram.org", "web.telegram.org webk.telegram.org webz.telegram.org"),
    },
    # A name as a subdomain leads to its channel.
    secondary_hosts={"*.t.me": f"{MAIN}/*"},
    rules=(
        UrlRule(MESSAGE_PATH, COMMENT, "comment:{name}/{number}/{comment}", "comment={comment}"),
        UrlRule(PRIVATE_MESSAGE_PATH, COMMENT, "comment:c/{channel}/{number}/{comment}", "comment={comment}"),
        UrlRule(MESSAGE_PATH, TEXT, "message:{name}/{number}"),
        UrlRule(PRIVATE_MESSAGE_PATH, TEXT, "message:c/{channel}/{number}"),
        UrlRule("c/{channel}", GROUP, "channel:c/{channel}"),
        UrlRule("{name}/s/{number}", STORY, "story:{name}/{number}"),
        UrlRule("{name}/a/{number}", STORY, "album:{name}/{number}"),
        UrlRule(r"\+{phone}", ACCOUNT, "phone:{phone}"),
        UrlRule(r"(?:joinchat/|\+){code}", GROUP, "invite:{code}"),
        UrlRule("addlist/{code}", GROUP, "folder:{code}"),
        UrlRule("(?:addstickers|addemoji)/{app}", WEBSITE, "stickers:{app}"),
        UrlRule("(?:m|contact)/{code}", ACCOUNT, "contact:{code}"),
        UrlRule("boost/{name}", GROUP, "channel:{name}"),
        UrlRule("(?:s/)?@?{name}", GROUP, "channel:{name}"),
        UrlRule("{name}/{app}", WEBSITE, "app:{name}/{app}"),
        # App links (`tg:`), which `app_links` converts to URLs with an empty path.
        UrlRule("", COMMENT, "comment:{name}/{number}/{comment}", "domain={name}&post={number}&comment={comment}"),
        UrlRule("", TEXT, "message:{name}/{number}", "domain={name}&post={number}"),
        UrlRule(
            "", COMMENT, "comment:c/{channel}/{number}/{comment}", "channel={channel}&post={number}&comment={comment}"
        ),
        UrlRule("", TEXT, "message:c/{channel}/{number}", "channel={channel}&post={number}"),
        UrlRule("", STORY, "story:{name}/{number}", "domain={name}&story={number}"),
        UrlRule("", GROUP, "channel:{name}", "domain={name}"),
        UrlRule("", ACCOUNT, "phone:{phone}", r"phone=\+?{phone}"),
        UrlRule("", GROUP, "invite:{code}", "invite={code}"),
        UrlRule("im", GROUP, "channel:{name}", "p=@{name}", host="web.telegram.org"),
    ),
    tracking_parameters=split_names("after before embed mode rhash single t userpic"),
    addresses={
        "comment": (
            "https://t.me/{name}/{number}?comment={comment} https://t.me/c/{channel}/{number}?comment={comment}"
        ),
        "message": "https://t.me/{id}",
        "channel": "https://t.me/{id}",
        "story": "https://t.me/{name}/s/{number}",
        "album": "https://t.me/{name}/a/{number}",
        "phone": "https://t.me/+{id}",
        "invite": "https://t.me/+{id}",
        "folder": "https://t.me/addlist/{id}",
        "stickers": "https://t.me/addstickers/{id}",
        "contact": "https://t.me/contact/{id}",
        "app": "https://t.me/{id}",
    },
)
