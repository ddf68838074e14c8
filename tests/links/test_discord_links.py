"""Discord: messages, channels and servers by number, invitations by code."""

from __future__ import annotations

from services.links import parse
from tests.links.forms import Table, assert_all_different, each, first_of_each, lines

SAME: Table = {
    "discord:message:1098765432109876543": """
        https://discord.com/channels/302094807046684672/302094807046684673/1098765432109876543
        https://discord.com/channels/302094807046684672/302094807046684673/1098765432109876543/
        https://www.discord.com/channels/302094807046684672/302094807046684673/1098765432109876543
        https://ptb.discord.com/channels/302094807046684672/302094807046684673/1098765432109876543
        https://canary.discord.com/channels/302094807046684672/302094807046684673/1098765432109876543
        https://discordapp.com/channels/302094807046684672/302094807046684673/1098765432109876543
        https://canary.discordapp.com/channels/302094807046684672/302094807046684673/1098765432109876543
        http://discord.com/channels/302094807046684672/302094807046684673/1098765432109876543
        discord.com/channels/302094807046684672/302094807046684673/1098765432109876543
        https://discord.com/channels/@me/302094807046684673/1098765432109876543
        https://discord.com/login?redirect_to=%2Fchannels%2F302094807046684672%2F302094807046684673%2F1098765432109876543
        discord://-/channels/302094807046684672/302094807046684673/1098765432109876543
    """,
    "discord:channel:302094807046684673": """
        https://discord.com/channels/302094807046684672/302094807046684673
        https://ptb.discord.com/channels/302094807046684672/302094807046684673/
        https://discord.com/channels/@me/302094807046684673
        https://discord.com/channels/302094807046684672/1111111111111111111/threads/302094807046684673
    """,
    "discord:server:302094807046684672": """
        https://discord.com/channels/302094807046684672
        https://canary.discord.com/channels/302094807046684672
        https://discord.com/servers/some-server-302094807046684672
        https://discord.com/servers/302094807046684672
        https://discord.com/widget?id=302094807046684672&theme=dark
        https://discord.com/api/guilds/302094807046684672/widget.json
    """,
    "discord:invite:aBcD3fGh": """
        https://discord.gg/aBcD3fGh
        http://discord.gg/aBcD3fGh/
        discord.gg/aBcD3fGh
        https://www.discord.gg/aBcD3fGh
        https://discord.gg/invite/aBcD3fGh
        https://discord.com/invite/aBcD3fGh
        https://discordapp.com/invite/aBcD3fGh
        https://ptb.discord.com/invite/aBcD3fGh
        https://canary.discord.com/invite/aBcD3fGh
        https://discord.gg/aBcD3fGh?event=1098765432109876543
        https://discord.com/invite/aBcD3fGh?utm_source=a
    """,
    "discord:account:80351110224678912": """
        https://discord.com/users/80351110224678912
        https://discordapp.com/users/80351110224678912/
    """,
    "discord:event:1012345678901234567": "https://discord.com/events/302094807046684672/1012345678901234567",
    "discord:template:hgM48av5Q69A": """
        https://discord.new/hgM48av5Q69A
        https://discord.com/template/hgM48av5Q69A
    """,
    "discord:application:157858575924985856": """
        https://discord.com/oauth2/authorize?client_id=157858575924985856&scope=bot&permissions=8
        https://discord.com/api/oauth2/authorize?permissions=0&client_id=157858575924985856
        https://discord.com/application-directory/157858575924985856
    """,
    "discord:file:1111111111111111112/picture.png": """
        https://cdn.discordapp.com/attachments/302094807046684673/1111111111111111112/picture.png
        https://cdn.discordapp.com/attachments/302094807046684673/1111111111111111112/picture.png?ex=65a&is=65b&hm=0c1&
        https://media.discordapp.net/attachments/302094807046684673/1111111111111111112/picture.png?width=400&height=300
    """,
}

DIFFERENT = """
    https://discord.gg/abcd3fgh
    https://discord.gg/aBcD3fGi
    https://discord.com/users/302094807046684672
    https://discord.com/channels/302094807046684673
    https://discord.com/channels/302094807046684672/1098765432109876543
    https://discord.com/channels/302094807046684672/302094807046684673/1098765432109876544
    https://discord.com/template/aBcD3fGh
    https://discord.gift/aBcD3fGh
    https://cdn.discordapp.com/attachments/302094807046684673/1111111111111111113/picture.png
    https://discord.com/channels/@me
    https://discord.com/
    https://support.discord.com/
    https://discord.gg.evil.example/aBcD3fGh
    https://discord-gifts.example/aBcD3fGh
"""


@each(SAME)
def test_every_form_of_a_thing_is_that_thing(url: str, key: str) -> None:
    assert parse(url).canonical == key


def test_different_things_never_share_a_key() -> None:
    assert_all_different(*first_of_each(SAME), *lines(DIFFERENT))
