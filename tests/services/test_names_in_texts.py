"""The names that a text may contain depend on its writer's organisation, and on those that it knows."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import pytest

from services import escalations, incidents
from services.policy.actor import Kind
from tests import factories
from tests.factories import list_subject_ids
from tests.support.service_calls import call_as, try_as

pytestmark = pytest.mark.usefixtures("shared_database")


def report(reporter: UUID, text: str) -> str:
    """Report an incident with this summary, and return "allowed" or the class name of the error."""
    return try_as(reporter, incidents.report_incident, **factories.report_input(summary_neutral=text))


def test_a_school_cannot_use_the_distinctive_part_of_the_name_of_its_trust(parties: factories.Parties) -> None:
    assert report(parties.school, "A page about Kestrelmoor is public.") == "allowed"
    factories.create_organisation(Kind.TRUST, name="Kestrelmoor Learning Partnership", known_to=[parties.school])
    assert report(parties.school, "A page about Kestrelmoor is public.") == "Invalid"


def test_a_helpline_cannot_use_the_whole_name_of_a_school_but_words_of_it(parties: factories.Parties) -> None:
    factories.create_organisation(Kind.SCHOOL, name="Larkenby Vale Institute", known_to=[parties.helpline])
    assert report(parties.helpline, "A page of Larkenby Vale Institute is imitated.") == "Invalid"
    assert report(parties.helpline, "A page of Larkenby is imitated.") == "allowed"


@pytest.mark.parametrize("kind", [Kind.PLATFORM, Kind.HELPLINE, Kind.GOVERNMENT])
def test_public_organisations_may_be_named(parties: factories.Parties, kind: Kind) -> None:
    factories.create_organisation(kind, name="Tidewrack Service", platform="x" if kind is Kind.PLATFORM else None)
    assert report(parties.school, "The post was reported to Tidewrack Service before.") == "allowed"


def test_a_school_cannot_use_the_distinctive_part_of_its_own_name(parties: factories.Parties) -> None:
    school = factories.create_organisation(Kind.SCHOOL, name="Wrenmere School", known_to=[parties.helpline])
    factories.create_agreement(parties.helpline, school)
    assert report(school, "A page about Wrenmere is public.") == "Invalid"
    assert report(parties.school, "A page about Wrenmere is public.") == "allowed"


def test_a_school_cannot_use_the_distinctive_part_of_the_name_of_its_overseer(parties: factories.Parties) -> None:
    """Given two authorities that everybody knows; then only a school that one oversees must not name a part of it."""
    authority = factories.create_organisation(Kind.LOCAL_AUTHORITY, name="Kittermere Authority")
    factories.create_agreement(parties.helpline, parties.school, authority)
    factories.create_oversights(parties.school, authority)
    assert report(parties.school, "A page about Kittermere is public.") == "Invalid"
    assert report(parties.other_school, "A page about Kittermere is public.") == "allowed"


def explain(parties: factories.Parties, subject_ids: Sequence[UUID], text: str) -> str:
    """Open an escalation with this explanation, and return "allowed" or the class name of the error."""
    opening = factories.escalation_input(parties.platform, subject_ids, explanation=text)
    return try_as(parties.helpline, escalations.open_escalation, **opening)


def test_explanations_cannot_use_the_distinctive_part_of_the_name_of_a_reporter(parties: factories.Parties) -> None:
    """Given reports of two schools; then the explanation about one may use a word of the other's name alone."""
    names = ("Wrenmere School", "Kestrelmoor School")
    schools = [factories.create_organisation(Kind.SCHOOL, name=name, known_to=[parties.helpline]) for name in names]
    factories.create_agreement(parties.helpline, *schools)
    subjects = [list_subject_ids(factories.create_accepted_incident(parties.helpline, school)) for school in schools]
    for number, word in enumerate(("Wrenmere", "Kestrelmoor")):
        text = f"The page of {word} is imitated."
        assert explain(parties, subjects[number], text) == "Invalid"
        assert explain(parties, subjects[1 - number], text) == "allowed"


def test_explanations_cannot_use_the_distinctive_part_of_the_name_of_any_employer(parties: factories.Parties) -> None:
    for kind, name in ((Kind.EMPLOYER_OTHER, "Kittiwake Catering Services"), (Kind.SCHOOL, "Larkenby Vale Institute")):
        factories.create_organisation(kind, name=name, known_to=[parties.helpline])
    subject_ids = list_subject_ids(factories.create_accepted_incident(parties.helpline, parties.school))
    assert explain(parties, subject_ids, "A page about Kittiwake is imitated.") == "Invalid"
    assert explain(parties, subject_ids, "A page about Larkenby is imitated.") == "allowed"


def test_explanations_may_use_words_of_the_name_of_another_incidents_school(parties: factories.Parties) -> None:
    """Given two reports of a union, each about a school; then a text about one may use a word of the other's name."""
    names = ("Wrenmere School", "Kestrelmoor School")
    subjects = []
    for name in names:
        school = factories.create_organisation(Kind.SCHOOL, name=name, known_to=[parties.helpline])
        incident = factories.transition_incident(parties.helpline, factories.create_incident(parties.union), "triage")
        change = {"expected_version": incident["version"], "school_id": school}
        incident = call_as(parties.helpline, incidents.amend_incident, incident["id"], **change)
        subjects.append(list_subject_ids(factories.transition_incident(parties.helpline, incident, "accept")))
    assert explain(parties, subjects[0], "The page of Wrenmere is imitated.") == "Invalid"
    assert explain(parties, subjects[0], "The page of Kestrelmoor is imitated.") == "allowed"
