"""The card of an affected person, and the confidential case that a union opens with it."""

from services.member_cases.cards import issue_card
from services.member_cases.cases import get_member_case, list_member_cases, open_member_case

__all__ = ["get_member_case", "issue_card", "list_member_cases", "open_member_case"]
