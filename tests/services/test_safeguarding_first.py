"""Harms that need safeguarding procedures first refuse acceptance, each of them."""

from __future__ import annotations

import pytest

from services import incidents
from services.vocabularies.harms import HarmCategory
from tests import factories
from tests.support.service_calls import call_as, catch_error_as

# From the design: domain.md, the table of harms.
NEEDS_SAFEGUARDING = {"allegation_child_harm", "csam_or_minor_sexual"}


@pytest.mark.parametrize("others", [(), ("threat",)])
@pytest.mark.parametrize("harm", HarmCategory)
def test_each_harm_that_needs_safeguarding_first_refuses_acceptance(
    parties: factories.Parties, harm: HarmCategory, others: tuple[str, ...]
) -> None:
    incident = factories.create_incident(parties.school)
    call_as(
        parties.helpline,
        incidents.amend_incident,
        incident["id"],
        expected_version=incident["version"],
        harm_categories=sorted({*others, harm.value}),
    )
    incident = factories.transition_incident(parties.helpline, incident, "triage")
    error = catch_error_as(
        parties.helpline,
        incidents.transition_incident,
        incident["id"],
        expected_version=incident["version"],
        action="accept",
    )
    assert (getattr(error, "code", None) == "guard_not_met") == (harm in NEEDS_SAFEGUARDING)
    assert error is None or harm in NEEDS_SAFEGUARDING
