"""People whose names no list holds are found by the words beside them."""

from __future__ import annotations

import pytest

from services.text_lint import lint


@pytest.mark.parametrize(
    "text",
    [
        "The group calls the teacher Mr P and shares photos.",
        "Mae Mrs Y yn y fideo.",
        "Mr Q****feather is in the caption.",
        "Initials D.T.W. are in the title.",
        "Llythrennau blaen y targed yw D.T.W. yn y teitl.",
        "Coach Quillfeather is tagged in each post.",
        "The head of year, Ngaire Quillfeather, is in the clip.",
        "Mae'r pennaeth Quillfeather yn y llun.",
        "The clip was recorded by Efosa Igbinedion in the gym.",
        "K.P. Quillfeather is in each title.",
        "Quillfeather, K. was filmed.",
        "The teacher's surname is Quillfeather.",
        "Ei chyfenw yw Quillfeather.",
        "G a r e t h B e v a n is named in three posts.",
        "M.r P.r.i.t.c.h.a.r.d is named.",
    ],
)
def test_a_name_is_found_by_the_words_beside_it(text: str) -> None:
    assert "contains_person" in [error.code for error in lint(text, pointer="/note")]


@pytest.mark.parametrize(
    "text",
    [
        "The year 8 teacher TikTok page was removed.",
        "It breaks rule B. Instagram removed it.",
        "Section B. Screenshots are in order of time.",
        "The initials of the PE teacher are not shown.",
        "Mae Pennaeth Adnoddau Dynol wedi ymateb.",
        "Gwnaed y penderfyniad gan Fwrdd Adolygu Meta.",
        "Screenshots A - B - C - D - E show the sequence.",
    ],
)
def test_an_office_a_platform_or_a_letter_is_no_person(text: str) -> None:
    assert lint(text, pointer="/note") == ()
