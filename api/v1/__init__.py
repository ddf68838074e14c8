"""Version 1 of the API: one module a resource, each with a `blueprint`. They are found by importing the package."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from api.blueprint import ApiBlueprint


def _load_blueprints() -> tuple[ApiBlueprint, ...]:
    """Return the blueprints of all modules of this package, sorted by module name."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").blueprint for name in names)


BLUEPRINTS = _load_blueprints()
