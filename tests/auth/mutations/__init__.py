"""Mutations of a valid token that an attacker could make: functions of a random generator and of the attacker."""

from __future__ import annotations

from tests.auth.mutations.attacker import Attacker, Mutation
from tests.auth.mutations.headers import (
    change_header_parameters,
    embed_own_key,
    remove_signature,
    replace_algorithm,
    replace_key_id,
    sign_with_public_key,
)  # fmt: skip
from tests.auth.mutations.signatures import (
    change_encoding,
    change_serialization,
    repeat_member,
    replace_claims,
    replace_signature,
)
from tests.auth.mutations.texts import (
    flip_bit,
    insert_unusual_character,
    insert_whitespace,
    make_huge,
    reorder_parts,
    replace_character,
    truncate_or_extend,
)  # fmt: skip

MUTATIONS: tuple[Mutation, ...] = (
    flip_bit, replace_character, truncate_or_extend, reorder_parts, remove_signature, sign_with_public_key,
    replace_algorithm, embed_own_key, replace_key_id, change_header_parameters, repeat_member, replace_signature,
    change_encoding, insert_whitespace, insert_unusual_character, make_huge, replace_claims, change_serialization,
)  # fmt: skip

__all__ = ["MUTATIONS", "Attacker", "Mutation"]
