"""Snapchat: accounts, spotlights and snaps; short links stay closed."""

from __future__ import annotations

from services.links import parse
from tests.links.forms import Table, assert_all_different, each, first_of_each, lines

SPOTLIGHT = "W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA"

SAME: Table = {
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
}

DIFFERENT = f"""
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
"""


@each(SAME)
def test_every_form_of_a_thing_is_that_thing(url: str, key: str) -> None:
    assert parse(url).canonical == key


def test_different_things_never_share_a_key() -> None:
    assert_all_different(*first_of_each(SAME), *lines(DIFFERENT))


def test_short_links_stay_closed() -> None:
    for url in ("https://t.snapchat.com/aBcDeFgH", "https://www.snapchat.com/t/aBcDeFgH?share_id=a"):
        assert (parse(url).platform, parse(url).native_id, parse(url).opaque) == ("snapchat", None, True)
