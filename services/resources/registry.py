"""Every resource specification, found by importing the modules of this package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import services.resources
from services.policy.resource_spec import Permission, ResourceSpec

NOT_RESOURCES = {"__main__", "permissions_page", "registry"}


@cache
def load_specs() -> Mapping[str, ResourceSpec[Any]]:
    """Return every specification by its name, sorted by name."""
    names = sorted({module.name for module in iter_modules(services.resources.__path__)} - NOT_RESOURCES)
    modules = [import_module(f"services.resources.{name}") for name in names]
    specs = {value for module in modules for value in vars(module).values() if isinstance(value, ResourceSpec)}
    return {spec.name: spec for spec in sorted(specs, key=lambda spec: spec.name)}


def list_queryable() -> list[ResourceSpec[Any]]:
    """Return the resources that can be read by id and in lists."""
    return [spec for spec in load_specs().values() if spec.is_queryable]


def list_permissions() -> Mapping[str, Permission]:
    """Return every permission by its name."""
    return {permission.name: permission for spec in load_specs().values() for permission in spec.permissions}


def list_event_kinds() -> list[str]:
    """Return the values of every kind of event, sorted."""
    return sorted(kind.value for spec in load_specs().values() if spec.events for kind in spec.events)
