"""The card of an affected person, and the confidential case that a union opens with it."""

from services.member_cases.card_secrets import hash_case_number
from services.member_cases.cards import issue_card
from services.member_cases.cases import get_member_case, link_card, list_member_cases, open_member_case

__all__ = ["get_member_case", "hash_case_number", "issue_card", "link_card", "list_member_cases", "open_member_case"]
