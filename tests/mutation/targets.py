"""The modules that are mutated, and the tests that must notice."""

from __future__ import annotations

from dataclasses import dataclass

FUNDAMENTAL = "tests/services/test_reports.py tests/services/test_decisions.py tests/services/test_outcomes.py"


@dataclass(frozen=True, slots=True)
class Target:
    """Files or folders to mutate, and the arguments of pytest for the tests that must notice, quickest first."""

    modules: tuple[str, ...]
    tests: str


TARGETS = {
    "policy": Target(
        ("services/policy", "services/resources/escalation_states.py", "services/resources/incident_states.py"),
        f"tests/policy tests/services/test_statistics.py {FUNDAMENTAL}",
    ),
    "visibility": Target(
        ("services/access", "services/queries"),
        f"tests/policy tests/isolation tests/services tests/api/test_visibility_by_kind.py {FUNDAMENTAL}",
    ),
    "events": Target(("services/events",), f"tests/events tests/api/test_pagination.py {FUNDAMENTAL} tests/services"),
    "idempotency": Target(
        ("services/core/idempotency.py", "api/idempotency.py"),
        "tests/api/test_idempotency.py tests/api/test_idempotency_storage.py",
    ),
    "tokens": Target(
        (
            *("auth/bearer.py", "auth/tokens.py", "auth/token_issuer.py", "auth/jose.py", "auth/principal.py"),
            *("auth/introspection.py", "auth/revocation.py", "auth/scopes.py"),
        ),
        "tests/auth --ignore=tests/auth/test_every_worker.py --ignore=tests/auth/test_key_rotation_running.py",
    ),
    "clients": Target(
        (
            *("auth/client_auth.py", "auth/client_keys.py", "auth/client_secrets.py", "auth/clients.py"),
            *("auth/replay_cache.py", "auth/form_request.py"),
        ),
        "tests/auth --ignore=tests/auth/test_every_worker.py --ignore=tests/auth/test_key_rotation_running.py",
    ),
}
