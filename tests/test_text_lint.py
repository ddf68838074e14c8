"""Free text carries nothing that leads to the abuse or to a person, and plain sentences pass."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.errors import FieldError
from services.text_lint import ADVICE, MOST, lint

POINTER = "/summary_neutral"
SCHOOL = "Ysgol y Glyn"


def codes(text: str, *forbidden: str) -> list[str]:
    return [fault.code for fault in lint(text, pointer=POINTER, forbidden=forbidden)]


def wide(text: str) -> str:
    """The same text in full-width characters."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def bold(text: str) -> str:
    """The same text in the letters of mathematics."""
    return "".join(chr(0x1D41A + ord(char) - ord("a")) if "a" <= char <= "z" else char for char in text)


NEUTRAL = [
    "",
    "A video mocks a member of staff and uses the school crest.",
    "Two accounts, e.g. one with the name of the school, post clips of a teacher; the first was seen at 10.30 a.m.",
    "Reported in the app on 21/11/2026 at 10:30; no reply after 8 days (see the platform's reference).",
    'The caption calls the teacher "a liar and a bully" and pupils repeat it.',
    "It is the pupils' third account. The staff's photographs are from the school's own site.",
    "We unite as a community, speak with one voice, in unison, and go into detail below.",
    "Two of 3 links were removed, #2 is still there, and/or it came back. He/she is a head of year.",
    "Seen by 10,000 to 100,000 people between 1 and 5 November 2026; item no. 4 of 12.",
    "Mae'r fideo yn dangos aelod o staff neu lywodraethwr; es i i'r ysgol ar 5 Tachwedd.",
    "The account was reported 3 times: 1.5 hours, 2 days and 1 week before; v2 of the clip is worse.",
    "A clip with music; the score was 5 - 3. The cost is £1,000.50 - see page 4.\nA second line.\tAnd a tab.",
    "The platform said: no violation. No reason was given... The school asks again.It waits.",
    "C# lesson recorded covertly; the Headteacher (Mrs. A.) is shown in report.pdf at 9.30.am.",
]


@pytest.mark.parametrize("text", NEUTRAL)
def test_a_neutral_sentence_passes(text: str) -> None:
    assert codes(text, SCHOOL) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://www.tiktok.com/@a/video/7123456789012345678",
        "http://example.org",
        "HTTPS://EXAMPLE.ORG/A",
        "hxxps://example.org/a",
        "h**ps://example.org",
        "http[:]//example.org",
        "https : //example.org",
        "https:/example.org",
        "tiktok://user/7",
        "www.example.org",
        "www . example",
        "www[.]example",
        "vm.tiktok.com/ZMabc",
        "tiktok.com",
        "Example.CO.UK",
        "ysgol.sch.uk",
        "ysgol.cymru",
        "t.me/abc",
        "youtu.be",
        "somebody.me",
        "hateful.site",
        "a.b.it/x",
        "tiktok[.]com",
        "tiktok(dot)com",
        "tiktok [dot] com",
        "tiktok dot com",
        "tiktokdotcom",
        "tiktok . com",
        "192.0.2.17",
        "tiktok\u3002com",
        "tik\u200btok\u2060.c\u00adom",
        "tíktok.cöm",
        wide("tiktok.com"),
        bold("tiktok.com"),
    ],
)
def test_a_web_address_is_found(url: str) -> None:
    assert "contains_url" in codes(f"It is at {url} now")


HANDLES = ["@some.one", "@x1", "@\u200bsome", "(at)someone", "u/someone", "some_one99", "name#1234", "name@server"]


@pytest.mark.parametrize("handle", [*HANDLES, wide("@someone")])
def test_a_handle_is_found(handle: str) -> None:
    assert codes(f"The account {handle} posts it") == ["contains_handle"]


@pytest.mark.parametrize("tag", ["#teacher", wide("#teacher"), "#2026teachers", "#ŵyn"])
def test_a_hashtag_is_found(tag: str) -> None:
    assert codes(f"It goes under {tag} now") == ["contains_hashtag"]


@pytest.mark.parametrize("mail", ["a.b@example.org", "a+b@sub.example.org", "a (at) example (dot) org"])
def test_an_email_address_is_found(mail: str) -> None:
    assert codes(f"Write to {mail} please") == ["contains_email"]


PHONES = [
    "07700 900123",
    "07700900123",
    "+44 7700 900123",
    "0044 20 7946 0958",
    "(029) 2018 0123",
    "+44 (0)20 7946 0958",
]


@pytest.mark.parametrize("number", PHONES)
def test_a_telephone_number_is_found(number: str) -> None:
    assert codes(f"Call {number} after six") == ["contains_phone_number"]


def test_the_number_of_a_post_is_found() -> None:
    assert codes("It is post 7123456789012345678 there") == ["contains_number"]


QUOTES = ['""', "\u201c\u201d", "\u201e\u201c", "\u00ab\u00bb", "''", "\u2018\u2019", "``", ("\u201c", "")]


@pytest.mark.parametrize(("before", "after"), QUOTES)
def test_a_quotation_may_have_eight_words(before: str, after: str) -> None:
    eight = "one two three four five six seven eight"

    assert codes(f"It says {before}{eight}{after}") == []
    assert codes(f"It says {before}{eight} nine{after}") == ["contains_quote"]


def test_what_a_quotation_hides_is_found_as_well() -> None:
    text = 'It says "look at what he did to us in the hall @someone"'

    assert codes(text) == ["contains_quote", "contains_handle"]


@pytest.mark.parametrize(
    "union",
    [
        "NASUWT",
        "nasuwt",
        "NAS/UWT",
        "NEU",
        "ASCL",
        "NAHT",
        "EIS",
        "UCAC",
        "SSTA",
        "UTU",
        "NSEAD",
        "UNISON",
        "GMB",
        "National Education Union",
        "Ulster Teachers\u2019 Union",
        "Irish National Teachers Organisation",
        "Undeb Cenedlaethol Athrawon Cymru",
        "Unite the Union",
        "Community Union",
        "Voice Community",
        "neu.org.uk",
        "union rep",
        "trade union",
        "aelod o undeb",
        wide("N") + "\u200b" + wide("EU"),
    ],
)
def test_a_union_is_found(union: str) -> None:
    assert codes(f"The person asked {union} for help") == ["contains_union"]


ORDINARY = ["neu", "unite", "Unite", "Community", "voice", "Voice", "INTO", "into", "unison", "eis", "ascla", "museum"]


@pytest.mark.parametrize("word", ORDINARY)
def test_an_ordinary_word_is_no_union(word: str) -> None:
    assert codes(f"They came {word} and spoke") == []


WRITTEN = ["Ysgol y Glyn", "YSGOL  Y\nGLYN", "Ysgol-y-Glyn", "Ysgol y Gl\u0177n", "YsgolyGlyn", "Ysgol y Glyn's"]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_forbidden_name_is_found_however_it_is_written(name: str) -> None:
    assert codes(f"A page of {name} is shown", SCHOOL, "St. Mary's School") == ["contains_name"]


def test_a_forbidden_name_is_matched_as_words_only() -> None:
    assert codes("The mountain and its hillock", "hill", "", "..", "an") == []


@pytest.mark.parametrize("char", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\ud800"])
def test_a_control_character_is_found(char: str) -> None:
    assert codes(f"A video{char} mocks") == ["contains_control_character"]


def test_each_finding_says_where_and_never_what() -> None:
    field_errors = lint("Seen at example.org by @someone", pointer=POINTER)

    assert field_errors == (
        FieldError(POINTER, "contains_url", f"Characters 9 to 19: {ADVICE['contains_url']}"),
        FieldError(POINTER, "contains_handle", f"Characters 24 to 31: {ADVICE['contains_handle']}"),
    )


def test_the_place_is_that_in_the_text_as_written() -> None:
    text = "Caf\u00e9 \u2026 e\u0301\u200b: \uff40x\uff40 www.example.org!"

    (fault,) = lint(text, pointer=POINTER)

    assert fault.detail.startswith(f"Characters {text.index('www') + 1} to ")


def test_a_text_full_of_findings_gives_a_bounded_answer() -> None:
    assert len(lint("@someone " * 500, pointer=POINTER)) == MOST


prose = st.text(st.characters(codec="utf-8"), max_size=60)
plain = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12)
urls = st.builds(
    "{}{}.{}{}".format,
    st.sampled_from(["https://", "http://", "hxxps://", "www.", ""]),
    plain,
    st.sampled_from(["com", "org", "net", "co.uk", "tv", "gg", "wales", "cymru"]),
    st.sampled_from(["", "/", "/a/b?c=d", "#x", ":8080/"]),
)
tagged = st.builds("{}{}".format, st.sampled_from("@#"), plain)
disguises = st.sampled_from([str, str.upper, "\u200b".join, wide])


@given(before=prose, found=st.one_of(urls, tagged), after=prose, disguise=disguises)
def test_in_any_text_an_address_or_handle_is_found(
    before: str, found: str, after: str, disguise: Callable[[str], str]
) -> None:
    field_errors = lint(f"{before} {disguise(found)} {after}", pointer=POINTER)

    assert field_errors
    assert not any(found in fault.detail for fault in field_errors)


_WORDS = """
    a the video mocks shows member of staff teacher account school crest pupil head was seen again and in two clips
    with music neu aelod staff fideo yn dangos ysgol cyfrif
"""
sentences = st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=12)
paragraphs = st.lists(sentences.map(lambda words: " ".join(words).capitalize() + "."), max_size=8).map(" ".join)


@given(text=paragraphs)
def test_any_plain_sentences_pass(text: str) -> None:
    assert codes(text, SCHOOL) == []


@pytest.mark.parametrize("unit", [*"a@#_1.('\"", "a.", "a_", "' a", "0 1", "www.", "[at]", "ab.cd", "http:", "a@a."])
def test_hostile_text_takes_little_time(unit: str) -> None:
    before = time.process_time()
    lint((unit * 20_000)[:20_000], pointer=POINTER)

    assert time.process_time() - before < 1
