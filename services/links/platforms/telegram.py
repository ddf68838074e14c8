"""Telegram: messages by channel and number, in names case does not count, in codes it does.

Whether a name is that of a person, a group or a channel does not show; closed groups are known by number.
"""

from __future__ import annotations

from services.links.normalizers import digits, lower
from services.links.rules import DIGITS, Platform, Rule, Slot, but_not, hosts, words
from services.vocabularies.subjects import SubjectType

MAIN = "t.me"
RESERVED = """
    addemoji addlist addstickers addstyle addtheme auction auth bg boost call confirmphone contact giftcode im invoice
    iv joinchat login msg nft proxy setlanguage share socks web
"""
# A message is shown by itself, in a topic, or as the list of messages around it.
MESSAGE = r"(?:s/)?@?{name}/(?:[0-9]+/)?{number}"
CLOSED = r"c/{channel}/(?:[0-9]+/)?{number}"

TEXT, GROUP, STORY, OTHER = SubjectType.TEXT, SubjectType.GROUP, SubjectType.STORY, SubjectType.WEBSITE
COMMENT, ACCOUNT = SubjectType.COMMENT, SubjectType.ACCOUNT

TELEGRAM = Platform(
    code="telegram",
    slots={
        "number": Slot(DIGITS),
        "comment": Slot(DIGITS),
        "channel": Slot(DIGITS),
        "name": Slot(but_not(RESERVED, r"[A-Za-z][A-Za-z0-9_]{2,31}"), lower),
        "app": Slot(r"[A-Za-z][A-Za-z0-9_]{2,63}", lower),
        "code": Slot(r"(?![0-9]+\Z)[A-Za-z0-9_-]{4,64}"),
        "phone": Slot(r"[0-9]{5,15}", digits),
    },
    sites={
        **hosts(MAIN, "t.me telegram.me telegram.dog telesco.pe tx.me"),
        **hosts("web.telegram.org", "web.telegram.org webk.telegram.org webz.telegram.org"),
    },
    # The host of a name leads to its page.
    sisters={"*.t.me": f"{MAIN}/*"},
    rules=(
        Rule(MESSAGE, COMMENT, "comment:{name}/{number}/{comment}", "comment={comment}"),
        Rule(CLOSED, COMMENT, "comment:c/{channel}/{number}/{comment}", "comment={comment}"),
        Rule(MESSAGE, TEXT, "message:{name}/{number}"),
        Rule(CLOSED, TEXT, "message:c/{channel}/{number}"),
        Rule("c/{channel}", GROUP, "channel:c/{channel}"),
        Rule("{name}/s/{number}", STORY, "story:{name}/{number}"),
        Rule("{name}/a/{number}", STORY, "album:{name}/{number}"),
        Rule(r"\+{phone}", ACCOUNT, "phone:{phone}"),
        Rule(r"(?:joinchat/|\+){code}", GROUP, "invite:{code}"),
        Rule("addlist/{code}", GROUP, "folder:{code}"),
        Rule("(?:addstickers|addemoji)/{app}", OTHER, "stickers:{app}"),
        Rule("(?:m|contact)/{code}", ACCOUNT, "contact:{code}"),
        Rule("boost/{name}", GROUP, "channel:{name}"),
        Rule("(?:s/)?@?{name}", GROUP, "channel:{name}"),
        Rule("{name}/{app}", OTHER, "app:{name}/{app}"),
        # What applications copy instead of an address.
        Rule("", COMMENT, "comment:{name}/{number}/{comment}", "domain={name}&post={number}&comment={comment}"),
        Rule("", TEXT, "message:{name}/{number}", "domain={name}&post={number}"),
        Rule(
            "", COMMENT, "comment:c/{channel}/{number}/{comment}", "channel={channel}&post={number}&comment={comment}"
        ),
        Rule("", TEXT, "message:c/{channel}/{number}", "channel={channel}&post={number}"),
        Rule("", STORY, "story:{name}/{number}", "domain={name}&story={number}"),
        Rule("", GROUP, "channel:{name}", "domain={name}"),
        Rule("", ACCOUNT, "phone:{phone}", r"phone=\+?{phone}"),
        Rule("", GROUP, "invite:{code}", "invite={code}"),
        Rule("im", GROUP, "channel:{name}", "p=@{name}", host="web.telegram.org"),
    ),
    tracking=words("after before embed mode rhash single t userpic"),
)
