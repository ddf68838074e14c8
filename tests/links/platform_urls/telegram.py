"""URLs on Telegram: messages by channel and number; names ignore case, codes do not."""

from __future__ import annotations

from tests.links.tables import UrlTable

URLS: UrlTable = {
    "telegram:message:some_channel/613": """
        https://t.me/some_channel/613
        http://t.me/some_channel/613/
        t.me/some_channel/613
        https://www.t.me/some_channel/613
        https://t.me/Some_Channel/613
        https://t.me/s/some_channel/613
        https://t.me/some_channel/613?single
        https://t.me/some_channel/613?embed=1&mode=tme
        https://t.me/some_channel/613?t=30
        https://t.me/some_channel/600/613
        https://t.me/some_channel/613?thread=600
        https://telegram.me/some_channel/613
        https://www.telegram.me/s/some_channel/613
        https://telegram.dog/some_channel/613
        https://telesco.pe/some_channel/613
        https://some_channel.t.me/613
        tg://resolve?domain=some_channel&post=613
        tg:resolve?domain=some_channel&post=613&single
        https://t.me/iv?url=https%3A%2F%2Ft.me%2Fsome_channel%2F613&rhash=abc
        https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fsome_channel%2F613&text=look
        https://t.me/Some_Channel/613?t=10
        tg://resolve?domain=some_channel&post=613&single
        https://t.me/@some_channel/613
        https://web.telegram.org/a/#?tgaddr=tg%3A%2F%2Fresolve%3Fdomain%3Dsome_channel%26post%3D613
        https://t.me/some_channel/613/
        https://t.me/share/url?url=https://t.me/some_channel/613&text=a
        https://t.me/some_channel/613?q=a
        https://t.me/some_channel/613?single&thread=2
        https://t.me/s/some_channel/613?q=abc
        https://telegram.me/s/some_channel/613
    """,
    "telegram:message:c/1234567890/613": """
        https://t.me/c/1234567890/613
        https://t.me/c/1234567890/600/613
        https://t.me/c/1234567890/613?thread=600
        https://t.me/c/1234567890/613?single
        tg://privatepost?channel=1234567890&post=613
    """,
    "telegram:comment:some_channel/613/45": """
        https://t.me/some_channel/613?comment=45
        https://telegram.me/some_channel/613?comment=45&single
    """,
    "telegram:channel:some_channel": """
        https://t.me/some_channel
        https://t.me/Some_Channel/
        https://t.me/s/some_channel
        https://t.me/s/some_channel?before=100
        https://telegram.me/some_channel
        https://telegram.dog/some_channel
        https://some_channel.t.me
        https://some_channel.t.me/
        https://t.me/@some_channel
        https://t.me/some_channel?start=abc
        https://t.me/some_channel?boost
        https://t.me/boost/some_channel
        https://t.me/some_channel?livestream
        tg://resolve?domain=some_channel
        https://web.telegram.org/k/#@some_channel
        https://web.telegram.org/a/#@some_channel
        https://web.telegram.org/#/im?p=@some_channel
        https://t.me/some_channel?direct
        https://t.me/some_channel?profile
        https://t.me/some_channel?videochat
        https://t.me/some_channel?livestream=abc
    """,
    "telegram:invite:AAAAAEaBcDeFgHiJkLmNoP": """
        https://t.me/joinchat/AAAAAEaBcDeFgHiJkLmNoP
        https://t.me/+AAAAAEaBcDeFgHiJkLmNoP
        https://t.me/%2BAAAAAEaBcDeFgHiJkLmNoP
        https://telegram.me/joinchat/AAAAAEaBcDeFgHiJkLmNoP
        https://telegram.dog/+AAAAAEaBcDeFgHiJkLmNoP/
        tg://join?invite=AAAAAEaBcDeFgHiJkLmNoP
    """,
    "telegram:phone:441134960000": """
        https://t.me/+441134960000
        tg://resolve?phone=441134960000
    """,
    "telegram:story:some_channel/7": """
        https://t.me/some_channel/s/7
        https://some_channel.t.me/s/7
        tg://resolve?domain=some_channel&story=7
    """,
    "telegram:app:some_bot/some_app": "https://t.me/some_bot/some_app?startapp=a",
    "telegram:stickers:some_stickers": "https://t.me/addstickers/some_stickers",
    "telegram:folder:aBcDeFgHiJk": "https://t.me/addlist/aBcDeFgHiJk",
    "telegram:message:c/1234567890/55": """
        https://t.me/c/1234567890/55
        https://t.me/c/1234567890/55?single
        https://t.me/c/1234567890/2/55
        tg://privatepost?channel=1234567890&post=55
        https://t.me/c/1234567890/55?thread=2
        https://t.me/c/1234567890/55?thread=1
        https://telegram.me/c/1234567890/55
    """,
    "telegram:comment:some_channel/613/99": """
        https://t.me/some_channel/613?comment=99&single
        tg://resolve?domain=some_channel&post=613&comment=99
        https://t.me/s/some_channel/613?comment=99
        https://t.me/some_channel/613?comment=99
    """,
    "telegram:invite:AbCdEfGhIjKlMnOp": """
        https://t.me/+AbCdEfGhIjKlMnOp
        https://t.me/joinchat/AbCdEfGhIjKlMnOp
        https://telegram.me/joinchat/AbCdEfGhIjKlMnOp
        https://t.me/%2BAbCdEfGhIjKlMnOp
        tg://join?invite=AbCdEfGhIjKlMnOp
        https://telegram.dog/+AbCdEfGhIjKlMnOp
    """,
}

DISTINCT_URLS = """
    https://t.me/some_channel/614
    https://t.me/other_channel/613
    https://t.me/c/1234567891/613
    https://t.me/c/1234567890/614
    https://t.me/some_channel/613?comment=46
    https://t.me/+aAAAAEaBcDeFgHiJkLmNoP
    https://t.me/joinchat/AAAAAEabcdefghijklmnop
    https://t.me/somechannel
    https://t.me/addstickers/some_channel
    https://t.me/+441134960001
    https://t.me/proxy?server=a.example&port=443
    https://t.me/proxy?server=b.example&port=443
    https://t.me/
    https://telegram.org/
    https://web.telegram.org/
    https://t.me.evil.example/some_channel/613
    https://t.me/some_channel/s/613
    tg://resolve?domain=some_channel&post=613&comment=98
    https://t.me/c/1234567890
    https://web.telegram.org/k/#-1001234567890
    https://web.telegram.org/k/#-1001234567891
    https://web.telegram.org/a/#-1001234567891_12
    https://web.telegram.org/k/
    https://t.me/+abcdefghijklmnop
"""
