"""Tables of the authorization server. They belong to no tenant; column grants limit what the application may change."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from authlib.oauth2.rfc6749 import ClientMixin
from joserfc.jwk import KeySetSerialization
from sqlalchemy import ARRAY, CheckConstraint, Index, LargeBinary, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from auth.client_secrets import verify_secret
from auth.scopes import allowed_scopes
from services.core.db import Base

PRIVATE_KEY_JWT = "private_key_jwt"
CLIENT_SECRET_BASIC = "client_secret_basic"  # noqa: S105 the name of a method
CLIENT_SECRET_POST = "client_secret_post"  # noqa: S105 the name of a method
SECRET_METHODS = (CLIENT_SECRET_BASIC, CLIENT_SECRET_POST)
# In the order in which Authlib looks for them in a request.
AUTH_METHODS = (PRIVATE_KEY_JWT, *SECRET_METHODS)
CLIENT_CREDENTIALS = "client_credentials"
# The client read more locators than its quota allows.
LOCATOR_QUOTA = "locator_quota"


class OAuthClient(ClientMixin, Base):
    """A program that acts for one organisation. Raising `epoch` revokes every token that it was issued.

    `suspension_reason` says why this service disabled it; None when an operator did.
    """

    __tablename__ = "oauth_client"
    __table_args__ = (
        CheckConstraint(f"auth_method in {AUTH_METHODS}", name="auth_method"),
        CheckConstraint(f"(auth_method in {SECRET_METHODS}) = (secret_hash is not null)", name="secret"),
        CheckConstraint(f"(auth_method = '{PRIVATE_KEY_JWT}') = (jwks is not null)", name="jwks"),
        CheckConstraint(f"organisation_kind <> 'platform' or auth_method = '{PRIVATE_KEY_JWT}'", name="platform"),
        CheckConstraint(
            f"suspension_reason is null or (suspension_reason in ('{LOCATOR_QUOTA}') and not active)", name="suspension"
        ),
        Index("ix_oauth_client_organisation_id", "organisation_id"),
    )

    client_id: Mapped[str] = mapped_column(Text, primary_key=True)
    organisation_id: Mapped[UUID]
    organisation_kind: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    auth_method: Mapped[str] = mapped_column(Text)
    secret_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    jwks: Mapped[KeySetSerialization | None] = mapped_column(JSONB(none_as_null=True))
    epoch: Mapped[int] = mapped_column(default=1)
    active: Mapped[bool] = mapped_column(default=True)
    suspension_reason: Mapped[str | None] = mapped_column(Text)
    sandbox: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    @property
    def effective_scopes(self) -> list[str]:
        """The scopes of the client that its kind of organisation is still allowed, sorted."""
        return sorted(allowed_scopes(self.organisation_kind).intersection(self.scopes))

    def get_client_id(self) -> str:
        """Return the id of the client."""
        return self.client_id

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """Return the scopes of a new token, separated by spaces.

        `scope` holds the requested ones; without it the token gets all scopes of the client. When one of them is not
        allowed the result is None, which Authlib turns into the error `invalid_scope` (RFC 6749, section 5.2).
        """
        if not scope:
            return " ".join(self.effective_scopes)
        requested = set(scope.split(" "))
        return " ".join(sorted(requested)) if requested <= set(self.effective_scopes) else None

    def check_client_secret(self, client_secret: str) -> bool:
        """Return whether this is the secret of the client."""
        return self.secret_hash is not None and verify_secret(client_secret, self.secret_hash)

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        """Return whether the client may authenticate with this method; Authlib's mixin allows all at some endpoints.

        A client with a secret may send it in either way: libraries differ in which one they prefer.
        """
        return self.auth_method == method or {self.auth_method, method} <= set(SECRET_METHODS)

    def check_grant_type(self, grant_type: str) -> bool:
        """Return whether the client may use this grant: all clients use client credentials, and no other."""
        return grant_type == CLIENT_CREDENTIALS

    def check_response_type(self, _response_type: str) -> bool:
        """Return False: there is no authorization endpoint."""
        return False

    def check_redirect_uri(self, _redirect_uri: str) -> bool:
        """Return False: there is no authorization endpoint."""
        return False

    def get_default_redirect_uri(self) -> None:
        """Return None: there is no authorization endpoint."""
        return


class AssertionJti(Base):
    """A client assertion that was used. The primary key makes a second use fail, even at the same moment.

    `digest` is a keyed hash of client and assertion: beside the times of events, the id of a client would tell a reader
    of a dump what the client did.
    """

    __tablename__ = "assertion_jti"
    __table_args__ = (Index("ix_assertion_jti_expires_at", "expires_at"),)

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    expires_at: Mapped[datetime]


class DeniedToken(Base):
    """An access token that was revoked before it expired."""

    __tablename__ = "token_denylist"
    __table_args__ = (Index("ix_token_denylist_expires_at", "expires_at"),)

    jti: Mapped[str] = mapped_column(Text, primary_key=True)
    expires_at: Mapped[datetime]


class SigningKey(Base):
    """A key of this server that signs access tokens. `generation` counts the keys, from 1.

    With `revokes_earlier` no earlier key is published or accepted from `not_before` on.
    """

    __tablename__ = "signing_key"

    generation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kid: Mapped[str] = mapped_column(Text, unique=True)
    private_key: Mapped[bytes] = mapped_column(LargeBinary)
    public_jwk: Mapped[dict[str, str | list[str]]] = mapped_column(JSONB)
    not_before: Mapped[datetime]
    retire_at: Mapped[datetime]
    revokes_earlier: Mapped[bool] = mapped_column(default=False)
