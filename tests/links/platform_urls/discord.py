"""URLs on Discord: messages, channels and servers by numeric id, invitations by code."""

from __future__ import annotations

from tests.links.tables import UrlTable

URLS: UrlTable = {
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
        https://cdn.discordapp.com/attachments/1/1152000000000000005/image.png
    """,
}

DISTINCT_URLS = """
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
    https://discord.gg/abcdef12
    https://discord.com/channels/1152000000000000001/1152000000000000002
    https://discord.com/channels/1152000000000000001
    https://discord.com/users/1152000000000000003
    https://cdn.discordapp.com/attachments/1/1152000000000000005/Image.png
    https://cdn.discordapp.com/attachments/1/1152000000000000005/image.mp4
"""
