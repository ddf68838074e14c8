"""The modules that are mutated, and the tests that must notice."""

from __future__ import annotations

from dataclasses import dataclass

IDENTITY = "tests/auth --ignore=tests/auth/test_every_worker.py --ignore=tests/auth/test_key_rotation_running.py"
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
        (
            *("services/access/visibility.py", "services/access/grants.py", "services/access/parts.py"),
            *("services/access/agreements.py", "services/access/authorization.py", "services/access/transitions.py"),
            *("services/access/locator_copies.py", "services/access/external_ids.py", "services/queries"),
        ),
        f"{FUNDAMENTAL} tests/isolation/test_row_level_security.py tests/isolation/test_isolation_layers.py"
        " tests/api/test_visibility_by_kind.py tests/api/test_work_before_rights.py tests/services"
        " tests/api/test_filters.py tests/api/test_external_ids.py tests/api/test_pagination.py tests/isolation",
    ),
    "outcomes": Target(
        (
            *("services/access/newest_outcomes.py", "services/incidents/subject_outcomes.py"),
            *("services/incidents/link_steps.py", "services/incidents/step_plans.py"),
        ),
        f"{FUNDAMENTAL} tests/services",
    ),
    "events": Target(("services/events",), f"tests/events tests/api/test_changes.py {FUNDAMENTAL} tests/services"),
    "idempotency": Target(
        ("services/core/idempotency.py", "api/idempotency.py"),
        "tests/api/test_idempotency.py tests/api/test_idempotency_storage.py",
    ),
    "sealing": Target(
        ("services/core/sealed_columns.py", "services/core/tenant_ids.py"),
        f"{FUNDAMENTAL} tests/services/test_unions.py tests/services/test_representatives.py tests/dump",
    ),
    "tokens": Target(
        (
            *("auth/bearer.py", "auth/tokens.py", "auth/token_issuer.py", "auth/jose.py", "auth/principal.py"),
            *("auth/introspection.py", "auth/revocation.py", "auth/scopes.py"),
        ),
        IDENTITY,
    ),
    "clients": Target(
        (
            *("auth/client_auth.py", "auth/client_keys.py", "auth/client_secrets.py", "auth/clients.py"),
            *("auth/replay_cache.py", "auth/form_request.py", "services/core/quotas.py"),
        ),
        f"{IDENTITY} tests/api/test_quotas.py tests/api/test_rate_limits.py tests/api/test_client_suspension.py",
    ),
}
