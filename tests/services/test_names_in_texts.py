"""The names that a text may contain depend on its writer's organisation, and on those that it knows."""

from __future__ import annotations

from uuid import UUID

import pytest

from services import incidents
from services.policy.actor import Kind
from tests import factories
from tests.support.service_calls import try_as

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
