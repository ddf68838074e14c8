"""The modules that are mutated, and the tests that must notice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FUNDAMENTAL = (
    "tests/services/test_reports.py",
    "tests/services/test_decisions.py",
    "tests/services/test_outcomes.py",
)


@dataclass(frozen=True, slots=True)
class Target:
    """Files or folders to mutate, and patterns of the test files that must notice, quickest first."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]

    def list_test_files(self, root: Path) -> list[str]:
        """Return the paths of the test files in the tree, each once, in the order of the patterns."""
        paths = (path for pattern in self.tests for path in sorted(root.glob(pattern)))
        return list(dict.fromkeys(str(path.relative_to(root)) for path in paths))


TARGETS = {
    "policy": Target(
        ("services/policy", "services/resources/escalation_states.py", "services/resources/incident_states.py"),
        ("tests/policy/test_*.py", "tests/services/test_statistics.py", *FUNDAMENTAL),
    ),
    "visibility": Target(
        (
            *("services/access/visibility.py", "services/access/grants.py", "services/access/parts.py"),
            *("services/access/agreements.py", "services/access/authorization.py", "services/access/transitions.py"),
            *("services/access/locator_copies.py", "services/access/external_ids.py", "services/queries"),
        ),
        (
            *FUNDAMENTAL,
            *("tests/text_lint/test_organisation_names.py", "tests/isolation/test_row_level_security.py"),
            *("tests/api/test_visibility_by_kind.py", "tests/api/test_work_before_rights.py"),
            *(
                "tests/services/test_agreements*.py",
                "tests/services/test_[cru]*.py",
                "tests/services/test_oversight*.py",
            ),
            *("tests/api/test_filters.py", "tests/api/test_external_ids.py", "tests/api/test_pagination.py"),
            *("tests/api/test_links.py", "tests/isolation/test_isolation_layers.py", "tests/services/test_[lnv]*.py"),
        ),
    ),
    "outcomes": Target(
        (
            *("services/access/newest_outcomes.py", "services/incidents/subject_outcomes.py"),
            *("services/incidents/link_steps.py", "services/incidents/step_plans.py"),
        ),
        (
            *("tests/services/test_outcomes*.py", "tests/services/test_second_reporters.py"),
            *("tests/services/test_de*.py", "tests/services/test_es*.py", "tests/services/test_agreements_*.py"),
        ),
    ),
    "events": Target(
        ("services/events",),
        (
            *("tests/events/test_*.py", "tests/api/test_changes.py", "tests/api/test_cases_without_card.py"),
            *(*FUNDAMENTAL, "tests/services/test_representatives.py", "tests/services/test_unions.py"),
        ),
    ),
    "idempotency": Target(("services/core/idempotency.py", "api/idempotency.py"), ("tests/api/test_idempotency*.py",)),
    "sealing": Target(
        ("services/core/sealed_columns.py", "services/core/tenant_ids.py"),
        (*FUNDAMENTAL, "tests/services/test_[ru]*.py", "tests/api/test_external_ids.py", "tests/dump/test_*.py"),
    ),
    "tokens": Target(
        (
            *("auth/bearer.py", "auth/tokens.py", "auth/token_issuer.py", "auth/jose.py", "auth/principal.py"),
            *("auth/introspection.py", "auth/revocation.py", "auth/scopes.py"),
        ),
        (
            *("tests/auth/test_bearer.py", "tests/auth/test_tokens_issued.py", "tests/auth/test_[irs][ne]*.py"),
            *("tests/auth/test_scopes.py", "tests/auth/test_client_assertions.py", "tests/auth/test_f*.py"),
            *("tests/api/test_scopes_at_use.py", "tests/policy/test_matrix.py"),
            "tests/auth/test_mutated_tokens.py",
        ),
    ),
    "clients": Target(
        (
            *("auth/client_auth.py", "auth/client_keys.py", "auth/client_secrets.py", "auth/clients.py"),
            *("auth/replay_cache.py", "auth/form_request.py", "services/core/quotas.py"),
        ),
        (
            *("tests/auth/test_client*.py", "tests/auth/test_f*.py", "tests/auth/test_posted_secrets.py"),
            *("tests/auth/test_request_limits.py", "tests/auth/test_revocation.py", "tests/auth/test_command.py"),
            *("tests/api/test_quotas.py", "tests/api/test_rate_limits.py", "tests/api/test_client_suspension.py"),
        ),
    ),
}
