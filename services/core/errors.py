"""The errors of the domain. The docstring of a class is its default message; api maps each class to a status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class DomainError(Exception):
    """The request was rejected."""

    code = "refused"

    def __init__(self, detail: str | None = None, *, code: str | None = None, **extra: object) -> None:
        self.detail = detail or (type(self).__doc__ or "").strip()
        self.code = code or type(self).code
        self.extra: Mapping[str, object] = extra
        super().__init__(self.detail)


class NotFound(DomainError):
    """Nothing exists at this address, or your organisation may not see it."""

    code = "not_found"


class Forbidden(DomainError):
    """Your organisation may not take this action."""

    code = "forbidden"


class Conflict(DomainError):
    """The present state of the resource does not allow this request."""

    code = "conflict"


class ExternalIdTaken(Conflict):
    """Another record of your organisation has this external_id."""

    code = "external_id_taken"


class StaleVersion(Conflict):
    """If-Match does not name the current version. Get the resource again and use its new ETag."""

    code = "stale_version"


class AlreadyInProgress(Conflict):
    """The same request is still being processed. Repeat it in a moment."""

    code = "in_progress"


class TooManyRequests(DomainError):
    """The client has sent too many requests of this kind. Wait before the next one."""

    code = "rate_limited"

    def __init__(self, detail: str | None = None, *, retry_after: int, **extra: Any) -> None:
        super().__init__(detail, **extra)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with the input: a JSON pointer, a stable code, and a sentence that never repeats the value.

    `start` and `end` (exclusive) say which characters of a text are wrong, in code points from 0; None for the others.
    """

    pointer: str
    code: str
    detail: str
    start: int | None = None
    end: int | None = None


class Invalid(DomainError):
    """The body or the query breaks the rules of this operation."""

    code = "invalid"

    def __init__(
        self, detail: str | None = None, *, field_errors: tuple[FieldError, ...] = (), code: str | None = None
    ) -> None:
        super().__init__(detail, code=code)
        self.field_errors = field_errors


class Gone(DomainError):
    """The cursor has expired. Read the lists again and continue from their `sync_cursor`."""

    code = "cursor_expired"
