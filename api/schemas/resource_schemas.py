"""The response schemas of the resources that appear in the change feed."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import api.schemas
from api.schemas.base import ResponseSchema
from services.resources.registry import list_queryable

# They use this module themselves, or hold no schema of a resource.
SKIPPED_MODULES = {"base", "changes", "resource_schemas"}


def load_resource_schemas() -> tuple[type[ResponseSchema], ...]:
    """Return the schema of every resource that is read by id and in lists, sorted by resource."""
    names = {module.name for module in iter_modules(api.schemas.__path__)} - SKIPPED_MODULES
    modules = [import_module(f"api.schemas.{name}") for name in sorted(names)]
    classes = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    schemas = {cls.resource_name: cls for cls in classes if issubclass(cls, ResponseSchema) and cls.resource_name}
    return tuple(schemas[spec.name] for spec in list_queryable())
