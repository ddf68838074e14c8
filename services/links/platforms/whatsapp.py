"""WhatsApp: channels and invitations by case-sensitive codes, people by their numbers."""

from __future__ import annotations

from services.links.normalizers import digits
from services.links.rules import DIGITS, Platform, Rule, Slot, hosts, words
from services.vocabularies.subjects import SubjectType

MAIN, CHATS, NUMBERS, CALLS = "www.whatsapp.com", "chat.whatsapp.com", "wa.me", "call.whatsapp.com"

GROUP, ACCOUNT, OTHER = SubjectType.GROUP, SubjectType.ACCOUNT, SubjectType.WEBSITE

WHATSAPP = Platform(
    code="whatsapp",
    slots={
        "number": Slot(DIGITS),
        "code": Slot(r"[A-Za-z0-9_-]{6,64}"),
        "phone": Slot(r"[+ ]{0,2}[0-9][0-9 ().-]{4,24}", digits),
        "medium": Slot("voice|video"),
    },
    sites={
        **hosts(MAIN, "whatsapp.com m.whatsapp.com"),
        CHATS: CHATS,
        CALLS: CALLS,
        NUMBERS: NUMBERS,
    },
    sisters=hosts(MAIN, "web.whatsapp.com api.whatsapp.com v.whatsapp.com"),
    rules=(
        Rule("channel/{code}/{number}", SubjectType.TEXT, "message:{code}/{number}"),
        Rule("channel/{code}", GROUP, "channel:{code}"),
        Rule("(?:invite/)?{code}", GROUP, "invite:{code}", host=CHATS),
        Rule("(?:send|accept)", GROUP, "invite:{code}", "code={code}"),
        Rule("{medium}/{code}", OTHER, "call:{medium}/{code}", host=CALLS),
        Rule("send", ACCOUNT, "number:{phone}", "phone={phone}"),
        Rule("message/{code}", ACCOUNT, "contact:{code}"),
        Rule("qr/{code}", ACCOUNT, "contact_picture:{code}"),
        Rule("(?:c|catalog)/{phone}", OTHER, "catalogue:{phone}"),
        Rule("p/{number}/{phone}", OTHER, "product:{number}/{phone}"),
        Rule("product/{number}/{phone}", OTHER, "product:{number}/{phone}"),
        Rule("{phone}", ACCOUNT, "number:{phone}", host=NUMBERS),
    ),
    tracking=words("app_absent lang mode source"),
)
