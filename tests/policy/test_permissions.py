"""Every permission for every kind of organisation and every relation to the row, against the design's table d1."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest

from services.core.errors import Forbidden
from services.policy.actor import Actor, Kind
from services.policy.permissions import is_allowed, require_permission
from services.policy.resource_spec import Permission
from services.resources.registry import list_permissions
from services.resources.release import READ_STATISTICS
from tests.support import permission_matrix

DESIGN = permission_matrix.load_permissions()
PERMISSIONS = list_permissions()
ACTOR_ID = uuid4()


def build_row(**own: UUID) -> SimpleNamespace:
    """Return a row whose owner, helpline and platform are other organisations, except those in `own`."""
    others: dict[str, UUID] = {"owner_id": uuid4(), "helpline_id": uuid4(), "platform_id": uuid4()}
    return SimpleNamespace(**{**others, **own})


# Each row fulfils one predicate for the actor, besides `always`; `foreign` fulfils no other.
ROWS: Mapping[str, object] = {
    "own": build_row(owner_id=ACTOR_ID),
    "handled": build_row(helpline_id=ACTOR_ID),
    "addressed": build_row(platform_id=ACTOR_ID),
    "foreign": build_row(),
}
NATIONS: Mapping[str, object] = {"nation": "WLS", "foreign": "SCT"}


def test_the_design_covers_every_kind_and_only_existing_permissions() -> None:
    assert set(DESIGN) <= set(PERMISSIONS)
    assert all(set(cells) == set(Kind) for cells in DESIGN.values())


@pytest.mark.parametrize("name", sorted(DESIGN))
@pytest.mark.parametrize("kind", Kind)
def test_an_action_is_allowed_exactly_where_the_design_says_so(name: str, kind: Kind) -> None:
    actor, permission = Actor(ACTOR_ID, kind, nations=frozenset({"WLS"})), PERMISSIONS[name]
    cell = DESIGN[name][kind]
    assert is_allowed(actor, permission) == (cell != permission_matrix.DENIED)
    for relation, row in (NATIONS if permission is READ_STATISTICS else ROWS).items():
        expected = cell in ("any", relation)
        assert is_allowed(actor, permission, row) == expected, relation
        if expected:
            require_permission(actor, permission, row)
        else:
            with pytest.raises(Forbidden):
                require_permission(actor, permission, row)


@pytest.mark.parametrize("permission", PERMISSIONS.values(), ids=PERMISSIONS)
def test_a_kind_that_is_not_listed_is_refused(permission: Permission) -> None:
    for kind in set(Kind) - set(permission.allowed):
        assert not is_allowed(Actor(ACTOR_ID, kind), permission)


def test_permission_names_are_unique_and_begin_with_a_resource() -> None:
    assert all(name.count(".") == 1 for name in PERMISSIONS)


@pytest.mark.parametrize("role", ["school.head", "platform.lead", "sysadmin", "helpline.lead"])
def test_a_role_alone_allows_nothing(role: str) -> None:
    for permission in PERMISSIONS.values():
        without, with_role = Actor(ACTOR_ID, Kind.POLICE), Actor(ACTOR_ID, Kind.POLICE, roles=frozenset({role}))
        assert is_allowed(with_role, permission) == is_allowed(without, permission) == (permission is READ_STATISTICS)
