"""The text lint finds what identifies a person or leads to the abuse, and accepts neutral sentences."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.errors import FieldError
from services.text_lint import FINDING_DETAILS, NamesToHide, lint, lint_reference
from services.text_lint.findings import MAX_FINDINGS

POINTER = "/summary_neutral"
SCHOOL = "Ysgol y Glyn"


def lint_codes(text: str, *forbidden: str) -> list[str]:
    """Return the codes of the findings in the text."""
    return [error.code for error in lint(text, pointer=POINTER, names=NamesToHide(frozenset(forbidden)))]


def to_full_width(text: str) -> str:
    """Return the text in full-width characters."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def to_mathematical(text: str) -> str:
    """Return the text in mathematical letters."""
    return "".join(chr(0x1D41A + ord(char) - ord("a")) if "a" <= char <= "z" else char for char in text)


NEUTRAL_SENTENCES = [
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


@pytest.mark.parametrize("text", NEUTRAL_SENTENCES)
def test_neutral_sentences_are_accepted(text: str) -> None:
    assert lint_codes(text, SCHOOL) == []


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
        to_full_width("tiktok.com"),
        to_mathematical("tiktok.com"),
    ],
)
def test_urls_are_found(url: str) -> None:
    assert "contains_url" in lint_codes(f"It is at {url} now")


HANDLES = ["@some.one", "@x1", "@\u200bsome", "(at)someone", "u/someone", "some_one99", "name#1234", "name@server"]


@pytest.mark.parametrize("handle", [*HANDLES, to_full_width("@someone")])
def test_account_handles_are_found(handle: str) -> None:
    assert lint_codes(f"The account {handle} posts it") == ["contains_handle"]


@pytest.mark.parametrize("tag", ["#teacher", to_full_width("#teacher"), "#2026teachers", "#ŵyn"])
def test_hashtags_are_found(tag: str) -> None:
    assert lint_codes(f"It goes under {tag} now") == ["contains_hashtag"]


@pytest.mark.parametrize("mail", ["a.b@example.org", "a+b@sub.example.org", "a (at) example (dot) org"])
def test_email_addresses_are_found(mail: str) -> None:
    assert lint_codes(f"Write to {mail} please") == ["contains_email"]


PHONE_NUMBERS = [
    "07700 900123",
    "07700900123",
    "+44 7700 900123",
    "0044 20 7946 0958",
    "(029) 2018 0123",
    "+44 (0)20 7946 0958",
]


@pytest.mark.parametrize("number", PHONE_NUMBERS)
def test_telephone_numbers_are_found(number: str) -> None:
    assert lint_codes(f"Call {number} after six") == ["contains_phone_number"]


def test_ids_of_posts_are_found() -> None:
    assert lint_codes("It is post 7123456789012345678 there") == ["contains_number"]


QUOTATION_MARKS = ['""', "\u201c\u201d", "\u201e\u201c", "\u00ab\u00bb", "''", "\u2018\u2019", "``", ("\u201c", "")]


@pytest.mark.parametrize(("opening", "closing"), QUOTATION_MARKS)
def test_quotations_may_have_up_to_eight_words(opening: str, closing: str) -> None:
    eight_words = "one two three four five six seven eight"

    assert lint_codes(f"It says {opening}{eight_words}{closing}") == []
    assert lint_codes(f"It says {opening}{eight_words} nine{closing}") == ["contains_quote"]


def test_handles_inside_a_quotation_are_found_too() -> None:
    text = 'It says "look at what he did to us in the hall @someone"'

    assert lint_codes(text) == ["contains_quote", "contains_handle"]


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
        to_full_width("N") + "\u200b" + to_full_width("EU"),
    ],
)
def test_unions_are_found(union: str) -> None:
    assert lint_codes(f"The person asked {union} for help") == ["contains_union"]


ORDINARY_WORDS = [
    "neu",
    "unite",
    "Unite",
    "Community",
    "voice",
    "Voice",
    "INTO",
    "into",
    "unison",
    "eis",
    "ascla",
    "museum",
]


@pytest.mark.parametrize("word", ORDINARY_WORDS)
def test_ordinary_words_are_not_taken_for_unions(word: str) -> None:
    assert lint_codes(f"They came {word} and spoke") == []


SPELLINGS = ["Ysgol y Glyn", "YSGOL  Y\nGLYN", "Ysgol-y-Glyn", "Ysgol y Gl\u0177n", "YsgolyGlyn", "Ysgol y Glyn's"]


@pytest.mark.parametrize("name", SPELLINGS)
def test_forbidden_names_are_found_in_every_spelling(name: str) -> None:
    assert lint_codes(f"A page of {name} is shown", SCHOOL, "St. Mary's School") == ["contains_name"]


def test_forbidden_names_match_whole_words_only() -> None:
    assert lint_codes("The mountain and its hillock", "hill", "", "..", "an") == []


@pytest.mark.parametrize("char", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\ud800"])
def test_control_characters_are_found(char: str) -> None:
    assert lint_codes(f"A video{char} mocks") == ["contains_control_character"]


def test_findings_give_positions_and_never_quote_the_text() -> None:
    field_errors = lint("Seen at example.org by @someone", pointer=POINTER)

    url_detail = f"Characters 9 to 19 contain {FINDING_DETAILS['contains_url']}"
    handle_detail = f"Characters 24 to 31 contain {FINDING_DETAILS['contains_handle']}"
    assert field_errors == (
        FieldError(POINTER, "contains_url", url_detail, start=8, end=19),
        FieldError(POINTER, "contains_handle", handle_detail, start=23, end=31),
    )


def test_positions_refer_to_the_original_text() -> None:
    text = "Caf\u00e9 \u2026 e\u0301\u200b: \uff40x\uff40 www.example.org!"

    (error,) = lint(text, pointer=POINTER)

    assert error.detail.startswith(f"Characters {text.index('www') + 1} to ")


def test_the_number_of_findings_is_limited() -> None:
    assert len(lint("@someone " * 500, pointer=POINTER)) == MAX_FINDINGS


prose = st.text(st.characters(codec="utf-8"), max_size=60)
lower_case_words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12)
urls = st.builds(
    "{}{}.{}{}".format,
    st.sampled_from(["https://", "http://", "hxxps://", "www.", ""]),
    lower_case_words,
    st.sampled_from(["com", "org", "net", "co.uk", "tv", "gg", "wales", "cymru"]),
    st.sampled_from(["", "/", "/a/b?c=d", "#x", ":8080/"]),
)
handles_and_hashtags = st.builds("{}{}".format, st.sampled_from("@#"), lower_case_words)
disguises = st.sampled_from([str, str.upper, "\u200b".join, to_full_width])


@given(before=prose, content=st.one_of(urls, handles_and_hashtags), after=prose, disguise=disguises)
def test_urls_and_handles_are_found_in_any_text(
    before: str, content: str, after: str, disguise: Callable[[str], str]
) -> None:
    field_errors = lint(f"{before} {disguise(content)} {after}", pointer=POINTER)

    assert field_errors
    assert not any(content in error.detail for error in field_errors)


_WORDS = """
    a the video mocks shows member of staff teacher account school crest pupil head was seen again and in two clips
    with music neu aelod staff fideo yn dangos ysgol cyfrif
"""
sentences = st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=12)
paragraphs = st.lists(sentences.map(lambda words: " ".join(words).capitalize() + "."), max_size=8).map(" ".join)


@given(text=paragraphs)
def test_generated_neutral_sentences_are_accepted(text: str) -> None:
    assert lint_codes(text, SCHOOL) == []


@pytest.mark.parametrize("unit", [*"a@#_1.('\"", "a.", "a_", "' a", "0 1", "www.", "[at]", "ab.cd", "http:", "a@a."])
def test_hostile_texts_are_checked_within_a_second(unit: str) -> None:
    start = time.process_time()
    lint((unit * 20_000)[:20_000], pointer=POINTER)

    assert time.process_time() - start < 1


GENERATED_IDS = {
    "UUID": lambda: str(uuid4()),
    "UUID in capitals": lambda: str(uuid4()).upper(),
    "hexadecimal": lambda: uuid4().hex,
    "hexadecimal with few letters": lambda: f"{'1' * 9}a07700900123b{'2' * 10}",
    "long hexadecimal": lambda: secrets.token_hex(32),
    "ULID": lambda: "".join(secrets.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(26)),
}


@pytest.mark.parametrize("form", GENERATED_IDS)
def test_generated_references_are_accepted_whatever_numbers_they_contain(form: str) -> None:
    refused = [reference for _ in range(1000) if lint_reference(reference := GENERATED_IDS[form](), pointer="/puid")]
    assert refused == []


@pytest.mark.parametrize("reference", ["REF-07700900123", "case-0770-0900-123", "dad07700900123"])
def test_telephone_numbers_in_references_are_found(reference: str) -> None:
    assert "contains_phone_number" in [error.code for error in lint_reference(reference, pointer="/puid")]
