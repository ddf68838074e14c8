"""Who takes part, and on which agreements."""

from services.organisations.agreements import join_agreement, sign_agreement
from services.organisations.load_actor import actor_from, actor_of, question
from services.organisations.oversights import amend_oversight, give_oversight, list_oversights, read_oversight
from services.organisations.read import helplines, list_organisations, read_me, read_organisation
from services.organisations.register import register

__all__ = [
    "actor_from",
    "actor_of",
    "amend_oversight",
    "give_oversight",
    "helplines",
    "join_agreement",
    "list_organisations",
    "list_oversights",
    "question",
    "read_me",
    "read_organisation",
    "read_oversight",
    "register",
    "sign_agreement",
]
