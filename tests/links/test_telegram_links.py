"""Telegram: a message is known by channel and number; names are not case-sensitive, codes are."""

from __future__ import annotations

from services.links import parse
from tests.links.forms import Table, assert_all_different, each, first_of_each, lines

SAME: Table = {
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
}

DIFFERENT = """
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
"""


@each(SAME)
def test_every_form_of_a_thing_is_that_thing(url: str, key: str) -> None:
    assert parse(url).canonical == key


def test_different_things_never_share_a_key() -> None:
    assert_all_different(*first_of_each(SAME), *lines(DIFFERENT))
