"""Rules for WhatsApp. Channels and invitations have case-sensitive codes, accounts have telephone numbers."""

from __future__ import annotations

from services.links.normalizers import strip_phone_punctuation
from services.links.rules import DIGITS, Placeholder, Platform, UrlRule, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

MAIN, INVITATIONS, NUMBERS, CALLS = "www.whatsapp.com", "chat.whatsapp.com", "wa.me", "call.whatsapp.com"

GROUP, ACCOUNT, WEBSITE = SubjectType.GROUP, SubjectType.ACCOUNT, SubjectType.WEBSITE

WHATSAPP = Platform(
    code="whatsapp",
    placeholders={
        "number": Placeholder(DIGITS),
        "code": Placeholder(r"[A-Za-z0-9_-]{6,64}"),
        "phone": Placeholder(
            r"[+ ]{0,2}(?:00)?(?!0[ ().-]{0,3}0)[0-9](?:[ ().-]{0,3}[0-9]){4,15}", strip_phone_punctuation
        ),
        "call_type": Placeholder("voice|video"),
    },
    hosts={
        **map_hosts(MAIN, "whatsapp.com m.whatsapp.com"),
        INVITATIONS: INVITATIONS,
        CALLS: CALLS,
        NUMBERS: NUMBERS,
    },
    secondary_hosts=map_hosts(MAIN, "web.whatsapp.com api.whatsapp.com v.whatsapp.com"),
    rules=(
        UrlRule("channel/{code}/{number}", SubjectType.TEXT, "message:{code}/{number}"),
        UrlRule("channel/{code}", GROUP, "channel:{code}"),
        UrlRule("(?:invite/)?{code}", GROUP, "invite:{code}", host=INVITATIONS),
        UrlRule("(?:send|accept)", GROUP, "invite:{code}", "code={code}"),
        UrlRule("{call_type}/{code}", WEBSITE, "call:{call_type}/{code}", host=CALLS),
        UrlRule("send", ACCOUNT, "number:{phone}", "phone={phone}"),
        UrlRule("message/{code}", ACCOUNT, "contact:{code}"),
        UrlRule("qr/{code}", ACCOUNT, "contact_picture:{code}"),
        UrlRule("(?:c|catalog)/{phone}", WEBSITE, "catalogue:{phone}"),
        UrlRule("p/{number}/{phone}", WEBSITE, "product:{number}/{phone}"),
        UrlRule("product/{number}/{phone}", WEBSITE, "product:{number}/{phone}"),
        UrlRule("{phone}", ACCOUNT, "number:{phone}", host=NUMBERS),
    ),
    tracking_parameters=split_names("app_absent lang mode source"),
    addresses={
        "message": "https://www.whatsapp.com/channel/{id}",
        "channel": "https://www.whatsapp.com/channel/{id}",
        "invite": "https://chat.whatsapp.com/{id}",
        "call": "https://call.whatsapp.com/{id}",
        "number": "https://wa.me/{id}",
        "contact": "https://www.whatsapp.com/message/{id}",
        "contact_picture": "https://www.whatsapp.com/qr/{id}",
        "catalogue": "https://wa.me/c/{id}",
        "product": "https://wa.me/p/{id}",
    },
)
