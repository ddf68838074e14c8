"""Statements written with SQLAlchemy Core, compiled once to the SQL that PostgreSQL prepares."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, cast

from sqlalchemy import Executable, bindparam
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg, PGDialect_psycopg

from services.core.batches import BoundStatement

# PostgreSQL uses 63 bytes of a name.
DIGEST_CHARACTERS, MAX_NAME_CHARACTERS = 24, 63

Parameters = ParamSpec("Parameters")


@dataclass(frozen=True, slots=True)
class CompiledStatement:
    """The SQL text of a statement, the parameters `$1`, `$2`, ... in order, and the name to prepare it by."""

    text: str
    parameters: tuple[str, ...]
    name: str

    def bind(self, **values: object) -> BoundStatement:
        """Return the statement with these values of its parameters. Values that it does not use are ignored."""
        return BoundStatement(self.text, [values[parameter] for parameter in self.parameters], self.name)


class _Compiler(PGCompiler_psycopg):
    """Writes constants into the text, so that a generic plan takes them into account."""

    def visit_bindparam(self, bindparam: Any, *arguments: Any, **options: Any) -> Any:
        """Return the SQL of a parameter, or the value of a constant."""
        options["literal_binds"] = not bindparam.required
        return super().visit_bindparam(bindparam, *arguments, **options)  # type: ignore[no-untyped-call]


class _Dialect(PGDialect_psycopg):
    """Parameters are written as the protocol of PostgreSQL has them: `$1`."""

    statement_compiler = _Compiler
    supports_statement_cache = True

    def __init__(self) -> None:
        super().__init__(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]


_compiled: dict[tuple[object, ...], CompiledStatement] = {}


def compiled_once(build: Callable[Parameters, Executable]) -> Callable[Parameters, CompiledStatement]:
    """Decorate a function that builds a statement: compile its result once for each combination of arguments."""

    @wraps(build)
    def get_compiled(*arguments: Parameters.args, **keywords: Parameters.kwargs) -> CompiledStatement:
        key = (build, *arguments, *keywords.items())
        if key not in _compiled:
            _compiled[key] = compile_statement(build(*arguments, **keywords), build.__name__)
        return _compiled[key]

    return get_compiled


def clear_compiled_statements() -> None:
    """Forget all compiled statements, for tests that change the functions from which they are built."""
    _compiled.clear()


def compile_statement(statement: Executable, label: str) -> CompiledStatement:
    """Compile a statement. The hash of its text makes its name unique; the label is for people who read names."""
    compiled = cast(Any, statement).compile(dialect=_Dialect())
    sql = str(compiled)
    digest = hashlib.sha256(sql.encode()).hexdigest()[:DIGEST_CHARACTERS]
    return CompiledStatement(sql, tuple(compiled.positiontup), f"{digest}{label}"[:MAX_NAME_CHARACTERS])


def insert_into(model: type[Any], *columns: str) -> Insert:
    """Return an INSERT of these columns; each is a parameter of its own name."""
    return insert(model).values({name: bindparam(name) for name in columns})
