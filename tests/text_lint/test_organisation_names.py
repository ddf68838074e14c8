"""The parts of the names of organisations that are found, and those that are not."""

from __future__ import annotations

import pytest

from services.text_lint import NamesToHide, lint, lint_reference


def find_codes(text: str, *involved: str, other: tuple[str, ...] = ()) -> list[str]:
    """Return the codes of the faults in a text that concerns the organisations."""
    names = NamesToHide(frozenset(involved), frozenset(other))
    return [error.code for error in lint(text, pointer="/note", names=names)]


@pytest.mark.parametrize(("name", "is_forbidden"), [("Ow", False), ("O. w.", False), ("Oxq", True), ("O-x-q", True)])
def test_the_shortest_forbidden_name_has_three_letters(name: str, is_forbidden: bool) -> None:
    assert find_codes(f"Somebody from {name} filmed it", name) == ["contains_name"] * is_forbidden


@pytest.mark.parametrize(("word", "is_forbidden"), [("Owl", False), ("Ystw", True)])
def test_the_shortest_distinctive_word_of_a_name_has_four_letters(word: str, is_forbidden: bool) -> None:
    assert find_codes(f"Somebody near {word} filmed it", f"{word} Primary School") == ["contains_name"] * is_forbidden


@pytest.mark.parametrize(("name", "acronym"), [("Kestrel Vale Academy", "KVA"), ("Kestrel Academy", "KA")])
def test_the_shortest_acronym_has_three_letters(name: str, acronym: str) -> None:
    assert find_codes(f"The {acronym} badge is shown", name) == ["contains_name"] * (len(acronym) == 3)


@pytest.mark.parametrize("text", ["A kva transformer hums", "A teacher (TA) and the SEND lead", "In the PE hall"])
def test_acronyms_are_not_found_in_ordinary_words(text: str) -> None:
    assert find_codes(text, "Kestrel Vale Academy", "Saltmarshe Electric New District", "Tern Academy") == []


@pytest.mark.parametrize(
    "word", ["high school", "the academy", "our primary", "the trust", "community", "yr ysgol", "st"]
)
def test_words_of_many_names_are_accepted(word: str) -> None:
    names = ("St Mary's Community High School", "Park Primary Academy", "Ysgol y Bont", "Hope Learning Trust")

    assert find_codes(f"Somebody from {word} filmed it", *names) == []


@pytest.mark.parametrize(
    "spelling", ["St Mary's", "St. Marys", "Saint Mary's", "st-mary\u2019s", "S t M a r y s", "StMarys"]
)
def test_names_of_saints_are_found_with_their_title(spelling: str) -> None:
    assert "contains_name" in find_codes(f"Pupils of {spelling} filmed it", "St Mary's Primary School")


@pytest.mark.parametrize(
    "spelling", ["Kestrelmoor", "kestrelmoor's", "kestrelmoorleaks", "thekestrelmoorpage", "K3strelm00r"]
)
def test_long_names_are_found_within_words(spelling: str) -> None:
    assert "contains_name" in find_codes(f"The page {spelling} is public", "Kestrelmoor School")


@pytest.mark.parametrize("form", ["Caerlwyd", "Gaerlwyd", "Nghaerlwyd", "Chaerlwyd"])
def test_welsh_names_are_found_with_initial_mutations(form: str) -> None:
    assert "contains_name" in find_codes(f"Mae disgyblion yng {form} yn ei rannu", "Ysgol Caerlwyd")


def test_of_other_organisations_only_the_whole_name_is_found() -> None:
    other = ("Kestrelmoor Vale Academy",)

    assert find_codes("It happened in kestrelmoor vale today", other=other) == ["contains_name"]
    assert find_codes("It happened in kestrelmoor today", other=other) == []


@pytest.mark.parametrize(
    "name", ["Pen Rhiw High School", "St Tathan's Primary", "Ysgol Gynradd Pont Wen", "Marlfield Academies Trust"]
)
def test_names_of_schools_are_found_that_nobody_listed(name: str) -> None:
    assert find_codes(f"It was filmed at {name} last week") == ["contains_name"]


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("kestrelmoor-2026", "contains_name"),
        ("KVA-12", "contains_name"),
        ("mr-bevan-1", "contains_person"),
        ("unison-branch-4", "contains_union"),
        ("naht.2026.1", "contains_union"),
        ("example.org", "contains_url"),
        ("0770-090-0123", "contains_phone_number"),
        ("7312345678901234567", "contains_number"),
        ("the-clip-shows-the-man-and-her-mother", "contains_prose"),
    ],
)
def test_references_cannot_hold_what_texts_cannot(reference: str, code: str) -> None:
    names = NamesToHide(involved=frozenset({"Kestrelmoor Vale Academy"}))

    assert [error.code for error in lint_reference(reference, pointer="/ref", names=names)] == [code]


def test_references_of_platforms_may_number_their_content() -> None:
    assert lint_reference("7312345678901234567", pointer="/puid", may_name_content=True) == ()


@pytest.mark.parametrize("name", ["School 4", "School 1", "School 21", "Unit 4"])
@pytest.mark.parametrize(
    "text", ["It shows the crest of the school and a teacher.", "The school is named.", "A unit at it."]
)
def test_a_name_of_an_ordinary_word_and_a_number_is_not_found_in_words(name: str, text: str) -> None:
    assert lint(text, pointer="/text", names=NamesToHide(frozenset({name}))) == ()


@pytest.mark.parametrize("spelling", ["School 21", "school-21", "SCHOOL21", "school  21"])
def test_a_name_of_an_ordinary_word_and_a_number_is_found_as_it_is(spelling: str) -> None:
    (error,) = lint(
        f"A clip about {spelling} was posted.", pointer="/text", names=NamesToHide(frozenset({"School 21"}))
    )
    assert error.code == "contains_name"
