"""Steps are written only over the rows that were read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services import organisations
from services.core import clock, db
from services.core.errors import StaleVersion
from services.incidents.outcome_rows import load_links, lock_incidents, write_steps
from services.incidents.step_plans import IncidentPlan, build_plan, take_due_steps
from services.incidents.subject_outcomes import load_subject_escalations
from tests import factories
from tests.factories import create_accepted_incident, create_sent_escalation, list_subject_ids
from tests.support.databases import Database


def read_another_version(plan: IncidentPlan) -> None:
    plan.incident.read_version -= 1


def read_another_link(plan: IncidentPlan) -> None:
    plan.links[0]["subject_id"] = clock.new_id()
    plan.changed_links = {plan.links[0]["subject_id"]}


@pytest.mark.parametrize("change", [read_another_version, read_another_link])
def test_steps_of_a_row_that_is_no_longer_there_are_refused(
    shared_database: Database, parties: factories.Parties, change: Callable[[IncidentPlan], None]
) -> None:
    """Given a plan that was made from a version, or a link, that is not in the database; then nothing is written."""
    assert shared_database
    incident = create_accepted_incident(parties.helpline, parties.school)
    subject_ids = list_subject_ids(incident)
    create_sent_escalation(parties.helpline, parties.platform, subject_ids)
    with db.transaction(parties.helpline) as session:
        actor = organisations.load_actor(session, parties.helpline)
        (locked,) = lock_incidents(session, actor, [incident["id"]], clock.new_id())
        links = load_links(session, [locked])[locked.id]
        plan = build_plan(locked, links, load_subject_escalations(session, actor, subject_ids))
        assert take_due_steps([plan], clock.new_id())
        change(plan)
        with pytest.raises(StaleVersion):
            write_steps(session, [plan])
        session.rollback()
