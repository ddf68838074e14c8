"""The four words in which the domain refuses. The docstring is the default message; the doorway maps them to HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class DomainError(Exception):
    """The request was refused."""

    code = "refused"

    def __init__(self, detail: str | None = None, *, code: str | None = None, **extra: Any) -> None:
        self.detail = detail or (type(self).__doc__ or "").strip()
        self.code = code or type(self).code
        self.extra: Mapping[str, Any] = extra
        super().__init__(self.detail)


class NotFound(DomainError):
    """Nothing with this identifier is visible to you."""

    code = "not_found"


class Forbidden(DomainError):
    """You can see this, but you may not do that."""

    code = "forbidden"


class Conflict(DomainError):
    """The present state does not allow this."""

    code = "conflict"


class StaleVersion(Conflict):
    """The version you named is no longer the current one; read it again."""

    code = "stale_version"


class AlreadyInProgress(Conflict):
    """The same work is under way; try again in a moment."""

    code = "in_progress"


class TooManyRequests(DomainError):
    """Too many attempts; wait before the next one."""

    code = "rate_limited"

    def __init__(self, detail: str | None = None, *, retry_after: int, **extra: Any) -> None:
        super().__init__(detail, **extra)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with the input: a JSON pointer, a stable code, and a sentence that never repeats the value."""

    pointer: str
    code: str
    detail: str


class Invalid(DomainError):
    """The input does not satisfy the rules of this operation."""

    code = "invalid"

    def __init__(
        self, detail: str | None = None, *, field_errors: tuple[FieldError, ...] = (), code: str | None = None
    ) -> None:
        super().__init__(detail, code=code)
        self.field_errors = field_errors


class Gone(DomainError):
    """This cursor is no longer valid: read the lists again and go on from their `sync_cursor`."""

    code = "cursor_expired"
