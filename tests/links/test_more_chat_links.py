"""More forms of what is written in chats, as they are met in programs that read such links."""

from __future__ import annotations

import pytest

from services.links import parse
from tests.links.forms import Table, assert_all_different, lines

SAME: Table = {
    "discord:message:1152000000000000003": """
        https://discord.com/channels/1152000000000000001/1152000000000000002/1152000000000000003
        https://ptb.discord.com/channels/1152000000000000001/1152000000000000002/1152000000000000003
        https://canary.discord.com/channels/1152000000000000001/1152000000000000002/1152000000000000003
        https://discordapp.com/channels/1152000000000000001/1152000000000000002/1152000000000000003
        https://discord.com/channels/@me/1152000000000000002/1152000000000000003
        https://www.discord.com/channels/1152000000000000001/1152000000000000002/1152000000000000003/
        https://discord.com/channels/%40me/1152000000000000002/1152000000000000003
        discord://-/channels/1152000000000000001/1152000000000000002/1152000000000000003
        discord://discord.com/channels/1152000000000000001/1152000000000000002/1152000000000000003
        discord:///channels/1152000000000000001/1152000000000000002/1152000000000000003
        https://www.discordapp.com/channels/1152000000000000001/1152000000000000002/1152000000000000003
        https://ptb.discordapp.com/channels/1152000000000000001/1152000000000000002/1152000000000000003
    """,
    "discord:invite:AbCdEf12": """
        https://discord.gg/AbCdEf12
        https://discord.gg/AbCdEf12/
        discord.gg/AbCdEf12
        https://discord.com/invite/AbCdEf12
        https://discordapp.com/invite/AbCdEf12
        https://discord.gg/invite/AbCdEf12
        https://www.discord.gg/AbCdEf12
        https://ptb.discord.com/invite/AbCdEf12
        https://discord.com/invite/AbCdEf12?utm_source=Discord%20Widget&utm_medium=Connect
        https://discord.gg/AbCdEf12?event=1152000000000000004
        discord://-/invite/AbCdEf12
        https://discord.com/invite/AbCdEf12#intro
        https://discord.gg/AbCdEf12.
    """,
    "discord:file:1152000000000000005/image.png": """
        https://cdn.discordapp.com/attachments/1152000000000000002/1152000000000000005/image.png
        https://cdn.discordapp.com/attachments/1152000000000000002/1152000000000000005/image.png?ex=65&is=65&hm=abc&
        https://media.discordapp.net/attachments/1152000000000000002/1152000000000000005/image.png?width=400&height=300
        https://cdn.discordapp.com/ephemeral-attachments/1152000000000000002/1152000000000000005/image.png
        https://cdn.discord.com/attachments/1152000000000000002/1152000000000000005/image.png
    """,
    "telegram:message:some_channel/613": """
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
    "telegram:channel:some_channel": """
        https://t.me/some_channel?direct
        https://t.me/some_channel?profile
        https://t.me/some_channel?videochat
        https://t.me/some_channel?livestream=abc
    """,
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
    """,
    "telegram:invite:AbCdEfGhIjKlMnOp": """
        https://t.me/+AbCdEfGhIjKlMnOp
        https://t.me/joinchat/AbCdEfGhIjKlMnOp
        https://telegram.me/joinchat/AbCdEfGhIjKlMnOp
        https://t.me/%2BAbCdEfGhIjKlMnOp
        tg://join?invite=AbCdEfGhIjKlMnOp
        https://telegram.dog/+AbCdEfGhIjKlMnOp
    """,
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
    "whatsapp:invite:AbCdEfGhIjKlMnOpQrStUv": """
        https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv?mode=wwt
        https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv?fbclid=abc
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

DIFFERENT = """
    https://discord.gg/AbCdEf12
    https://discord.gg/abcdef12
    https://discord.com/channels/1152000000000000001/1152000000000000002
    https://discord.com/channels/1152000000000000001
    https://discord.com/users/1152000000000000003
    https://cdn.discordapp.com/attachments/1/1152000000000000005/image.png
    https://cdn.discordapp.com/attachments/1/1152000000000000005/Image.png
    https://cdn.discordapp.com/attachments/1/1152000000000000005/image.mp4
    https://t.me/some_channel
    https://t.me/some_channel/613
    https://t.me/some_channel/s/613
    https://t.me/some_channel/613?comment=99
    tg://resolve?domain=some_channel&post=613&comment=98
    https://t.me/c/1234567890
    https://web.telegram.org/k/#-1001234567890
    https://web.telegram.org/k/#-1001234567891
    https://web.telegram.org/a/#-1001234567891_12
    https://web.telegram.org/k/
    https://t.me/+abcdefghijklmnop
    https://t.me.evil.example/some_channel/613
    https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv
    https://chat.whatsapp.com/abcdefghijklmnopqrstuv
    https://wa.me/447700900124
"""

KINDS = [
    ("https://cdn.discordapp.com/attachments/1/2/a.png", "image"),
    ("https://cdn.discordapp.com/attachments/1/2/a.MP4?ex=1", "video"),
    ("https://media.discordapp.net/attachments/1/2/voice-message.ogg", "audio"),
]


@pytest.mark.parametrize(("key", "forms"), list(SAME.items()), ids=list(SAME))
def test_every_form_of_a_thing_is_that_thing(key: str, forms: str) -> None:
    assert {url: parse(url).canonical for url in lines(forms)} == dict.fromkeys(lines(forms), key)


def test_different_things_never_share_a_key() -> None:
    assert_all_different(*lines(DIFFERENT))


@pytest.mark.parametrize(("url", "kind"), KINDS)
def test_the_ending_of_a_file_says_what_it_is(url: str, kind: str) -> None:
    assert parse(url).kind == kind
