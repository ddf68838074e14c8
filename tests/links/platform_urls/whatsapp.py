"""URLs on WhatsApp: channels, invitations and telephone numbers."""

from __future__ import annotations

from tests.links.tables import UrlTable

URLS: UrlTable = {
    "whatsapp:channel:0029VaAbCdEfGhIjKlMnOp1q": """
        https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp1q
        https://www.whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp1q
        http://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp1q/
        whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp1q
        https://www.whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp1q?lang=en
        https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp1q?utm_source=a
        whatsapp://channel/0029VaAbCdEfGhIjKlMnOp1q
        Follow the channel on WhatsApp: https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp1q
    """,
    "whatsapp:message:0029VaAbCdEfGhIjKlMnOp1q/123": """
        https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp1q/123
        https://www.whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp1q/123/
    """,
    "whatsapp:invite:AbCdEfGhIjKlMnOpQrStUv": """
        https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv
        http://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv/
        https://chat.whatsapp.com/invite/AbCdEfGhIjKlMnOpQrStUv
        https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv?mode=ac_t
        https://web.whatsapp.com/accept?code=AbCdEfGhIjKlMnOpQrStUv
        whatsapp://chat?code=AbCdEfGhIjKlMnOpQrStUv
        https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv?mode=wwt
        https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv?fbclid=abc
    """,
    "whatsapp:number:441134960000": """
        https://wa.me/441134960000
        https://wa.me/+441134960000
        https://wa.me/441134960000?text=hello%20there
        https://api.whatsapp.com/send?phone=441134960000
        https://api.whatsapp.com/send/?phone=%2B441134960000&text&type=phone_number&app_absent=0
        https://web.whatsapp.com/send?phone=441134960000
        https://www.whatsapp.com/send?phone=+44-113-496-0000
        whatsapp://send?phone=441134960000&text=hello
    """,
    "whatsapp:contact:ABCDEFGHIJKLM1": """
        https://wa.me/message/ABCDEFGHIJKLM1
        https://api.whatsapp.com/message/ABCDEFGHIJKLM1?autoload=1
    """,
    "whatsapp:contact_picture:ABCDEFGHIJKLM1": "https://wa.me/qr/ABCDEFGHIJKLM1",
    "whatsapp:catalogue:441134960000": """
        https://wa.me/c/441134960000
        https://www.whatsapp.com/catalog/441134960000/?app_absent=0
    """,
    "whatsapp:call:video/AbCdEfGhIjKlMnOpQrStUv": "https://call.whatsapp.com/video/AbCdEfGhIjKlMnOpQrStUv",
    "whatsapp:channel:0029VaAbCdEfGhIjKlMnOp": """
        https://www.whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp/
        https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp?utm_source=a
        https://m.whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp
        https://web.whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp
        https://wa.me/channel/0029VaAbCdEfGhIjKlMnOp
        https://api.whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp
        https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp?fbclid=a
        https://www.whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp?lang=cy
    """,
    "whatsapp:message:0029VaAbCdEfGhIjKlMnOp/123": """
        https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp/123
        https://www.whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp/123/
    """,
    "whatsapp:number:447700900123": """
        https://wa.me/447700900123
        https://wa.me/+447700900123
        https://wa.me/447700900123?text=Hello
        https://api.whatsapp.com/send?phone=447700900123&text=hi
        https://api.whatsapp.com/send/?phone=%2B447700900123&text&type=phone_number&app_absent=0
        https://web.whatsapp.com/send?phone=447700900123
        whatsapp://send?phone=447700900123
        https://www.whatsapp.com/send?phone=447700900123
        https://wa.me/00447700900123
    """,
}

DISTINCT_URLS = """
    https://whatsapp.com/channel/0029VaabcdefGhIjKlMnOp1q
    https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp1q/124
    https://chat.whatsapp.com/abcdefghijklmnopqrstuv
    https://chat.whatsapp.com/0029VaAbCdEfGhIjKlMnOp1q
    https://call.whatsapp.com/voice/AbCdEfGhIjKlMnOpQrStUv
    https://wa.me/441134960001
    https://wa.me/?text=a
    https://wa.me/?text=b
    https://www.whatsapp.com/
    https://faq.whatsapp.com/
    https://whatsapp.com.evil.example/channel/0029VaAbCdEfGhIjKlMnOp1q
    https://wa.me/447700900124
"""
