"""URLs on Snapchat: accounts, spotlights and snaps."""

from __future__ import annotations

from tests.links.tables import UrlTable

SPOTLIGHT = "W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA"

URLS: UrlTable = {
    "snapchat:account:some_name": """
        https://www.snapchat.com/add/some_name
        https://www.snapchat.com/add/Some_Name
        https://snapchat.com/add/some_name/
        snapchat.com/add/some_name
        https://www.snapchat.com/@some_name
        https://www.snapchat.com/@SOME_NAME
        https://www.snapchat.com/@some_name?share_id=aBc&locale=en-GB
        https://www.snapchat.com/add/some_name?share_id=aBcD1234&locale=cy
        https://www.snapchat.com/add/some_name?sid=abc&invite_id=a
        https://www.snapchat.com/@some_name/stories
        https://www.snapchat.com/@some_name/spotlights
        https://www.snapchat.com/@some_name/highlights
        https://www.snapchatez.com/@some_name
        https://story.snapchat.com/@some_name
        https://story.snapchat.com/add/some_name
        snapchat://add/some_name
    """,
    f"snapchat:spotlight:{SPOTLIGHT}": f"""
        https://www.snapchat.com/spotlight/{SPOTLIGHT}
        https://snapchat.com/spotlight/{SPOTLIGHT}/
        https://www.snapchat.com/spotlight/{SPOTLIGHT}?share_id=abc&locale=en-GB
        https://www.snapchat.com/@some_name/spotlight/{SPOTLIGHT}
        https://www.snapchat.com/@another/spotlight/{SPOTLIGHT}?sc_referrer=a
        https://www.snapchat.com/add/some_name/spotlight/{SPOTLIGHT}
        https://story.snapchat.com/s/m:{SPOTLIGHT}
        https://story.snapchat.com/o/{SPOTLIGHT}
        https://map.snapchat.com/ttp/snap/{SPOTLIGHT}/@51.5,-0.1,12z
        https://www.snapchat.com/@someone/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA
        https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA?sid=1&invite_id=a
        https://story.snapchat.com/s/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA
        https://story.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA
        https://www.snapchat.com/embed/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA
        https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA/embed
        https://map.snapchat.com/ttp/snap/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA/@51.5,-0.1,12.00z
    """,
    "snapchat:snap:aBcD1234-aBcD-5678_EfGhIjKl": """
        https://www.snapchat.com/@some_name/aBcD1234-aBcD-5678_EfGhIjKl
        https://www.snapchat.com/add/some_name/aBcD1234-aBcD-5678_EfGhIjKl
        https://www.snapchat.com/@some_name/highlight/aBcD1234-aBcD-5678_EfGhIjKl
        https://www.snapchat.com/@some_name/highlight/aBcD1234-aBcD-5678_EfGhIjKl/en-GB
        https://www.snapchat.com/p/01234567-89ab-cdef-0123-456789abcdef/aBcD1234-aBcD-5678_EfGhIjKl
        https://story.snapchat.com/s/aBcD1234-aBcD-5678_EfGhIjKl
        https://story.snapchat.com/o/aBcD1234-aBcD-5678_EfGhIjKl
    """,
    "snapchat:profile:01234567-89ab-cdef-0123-456789abcdef": """
        https://www.snapchat.com/p/01234567-89ab-cdef-0123-456789abcdef
        https://www.snapchat.com/p/01234567-89AB-CDEF-0123-456789ABCDEF/?locale=en
    """,
    "snapchat:stories:some_name": """
        https://story.snapchat.com/s/some_name
        https://story.snapchat.com/u/Some_Name
        https://story.snapchat.com/some_name
    """,
    "snapchat:code:0123456789abcdef0123456789abcdef": """
        https://www.snapchat.com/unlock/?type=SNAPCODE&uuid=0123456789abcdef0123456789abcdef&metadata=01
        https://snapchat.com/unlock?uuid=0123456789ABCDEF0123456789ABCDEF&type=SNAPCODE
    """,
    "snapchat:lens:fedcba9876543210fedcba9876543210": """
        https://www.snapchat.com/lens/fedcba9876543210fedcba9876543210
        https://www.snapchat.com/lens/fedcba9876543210fedcba9876543210?sender_web_id=a
    """,
    "snapchat:edition:4401538155": """
        https://www.snapchat.com/discover/Some-Magazine/4401538155
        https://www.snapchat.com/discover/4401538155
    """,
    "snapchat:account:someone": """
        https://www.snapchat.com/add/someone
        https://www.snapchat.com/add/SomeOne?share_id=abc&locale=en_GB
        https://snapchat.com/add/someone/
        https://www.snapchat.com/@someone
        https://www.snapchat.com/@someone?locale=en-GB
        https://www.snapchat.com/add/@someone
        https://www.snapchat.com/@someone/stories
        snapchat://add/someone
        https://www.snapchat.com/add?username=someone
        https://www.snapchat.com/%40someone
        https://app.snapchat.com/web/deeplink/snapcode?username=someone&type=SVG&bitmoji=enable
        https://www.snapchat.com/add/someone?web_client_id=abc
        https://snapchat.com/@someone
    """,
    "snapchat:stories:someone": """
        https://story.snapchat.com/u/someone
        https://story.snapchat.com/s/someone
        https://www.snapchat.com/s/someone
    """,
    "https://t.snapchat.com/AbCdEfGh": """
        https://t.snapchat.com/AbCdEfGh
        https://t.snapchat.com/AbCdEfGh/
    """,
    "https://www.snapchat.com/t/AbCdEfGh": """
        https://www.snapchat.com/t/AbCdEfGh
        https://snapchat.com/t/AbCdEfGh?share_id=a
    """,
    "snapchat:account:some.one": """
        https://www.snapchat.com/add/some.one?invite_id=a&share_id=b
        https://www.snapchat.com/@some.one?share_id=b
    """,
}

DISTINCT_URLS = f"""
    https://www.snapchat.com/add/some-name
    https://www.snapchat.com/add/some.name
    https://www.snapchat.com/spotlight/{SPOTLIGHT.swapcase()}
    https://www.snapchat.com/spotlight/{SPOTLIGHT[:-1]}B
    https://www.snapchat.com/@some_name/aBcD1234-aBcD-5678_EfGhIjKL
    https://www.snapchat.com/spotlight/aBcD1234-aBcD-5678_EfGhIjKl
    https://www.snapchat.com/lens/0123456789abcdef0123456789abcdef
    https://t.snapchat.com/aBcDeFgH
    https://t.snapchat.com/abcdefgh
    https://www.snapchat.com/t/aBcDeFgH
    https://www.snapchat.com/spotlight
    https://www.snapchat.com/
    https://map.snapchat.com/
    https://snapchat.evil.example/add/some_name
    https://www.snapchat.com/p/01234567-89ab-cdef-0123-456789abcdef/530343519111168
    https://www.snapchat.com/p/01234567-89ab-cdef-0123-456789abcdef/530343519111169
    https://www.snapchat.com/discover/Some_Show/530343519111168
    https://www.snapchat.com/t/abcdefgh
"""
