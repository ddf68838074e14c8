"""What an attacker makes of a good token: each kind is a function of chance and of what is known."""

from __future__ import annotations

from tests.auth.mutations.headers import (
    extension,
    key_brought_along,
    odd_key_id,
    other_algorithm,
    public_key_as_secret,
    unsigned,
)  # fmt: skip
from tests.auth.mutations.known import Kind, Known
from tests.auth.mutations.signatures import other_claims, other_encoding, other_form, other_signature, repeated_member
from tests.auth.mutations.texts import (
    cut_or_grown,
    flipped_bit,
    giant,
    odd_characters,
    other_character,
    other_order,
    whitespace,
)  # fmt: skip

KINDS: tuple[Kind, ...] = (
    flipped_bit, other_character, cut_or_grown, other_order, unsigned, public_key_as_secret, other_algorithm,
    key_brought_along, odd_key_id, extension, repeated_member, other_signature, other_encoding, whitespace,
    odd_characters, giant, other_claims, other_form,
)  # fmt: skip

__all__ = ["KINDS", "Kind", "Known"]
