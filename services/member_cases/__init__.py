"""What belongs to the affected person: the card that is theirs, and the union's case that it opens."""

from services.member_cases.issue_card import issue_card
from services.member_cases.read import list_member_cases, read_member_case
from services.member_cases.redeem_card import open_member_case

__all__ = ["issue_card", "list_member_cases", "open_member_case", "read_member_case"]
