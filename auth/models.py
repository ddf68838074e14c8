"""What identity keeps. No tenant rows: clients and tokens hold keys only, walled in by column grants."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from authlib.oauth2.rfc6749 import ClientMixin
from sqlalchemy import ARRAY, CheckConstraint, Index, LargeBinary, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from auth import client_secrets
from auth.allowed_scopes import within
from services.core.db import Base

PRIVATE_KEY_JWT = "private_key_jwt"
CLIENT_SECRET_BASIC = "client_secret_basic"  # noqa: S105 the name of a method
CLIENT_SECRET_POST = "client_secret_post"  # noqa: S105 the name of a method
SECRET_METHODS = (CLIENT_SECRET_BASIC, CLIENT_SECRET_POST)
# In the order in which a request is searched for them.
AUTH_METHODS = (PRIVATE_KEY_JWT, *SECRET_METHODS)
CLIENT_CREDENTIALS = "client_credentials"


class OAuthClient(ClientMixin, Base):
    """A program that acts for one organisation. Raising `epoch` ends every token it was given."""

    __tablename__ = "oauth_client"
    __table_args__ = (
        CheckConstraint(f"auth_method in {AUTH_METHODS}", name="auth_method"),
        CheckConstraint(f"(auth_method in {SECRET_METHODS}) = (secret_hash is not null)", name="secret"),
        CheckConstraint(f"(auth_method = '{PRIVATE_KEY_JWT}') = (jwks is not null)", name="jwks"),
        CheckConstraint(f"organisation_kind <> 'platform' or auth_method = '{PRIVATE_KEY_JWT}'", name="platform"),
        Index("ix_oauth_client_organisation_id", "organisation_id"),
    )

    client_id: Mapped[str] = mapped_column(Text, primary_key=True)
    organisation_id: Mapped[UUID]
    organisation_kind: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    auth_method: Mapped[str] = mapped_column(Text)
    secret_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    jwks: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    epoch: Mapped[int] = mapped_column(default=1)
    active: Mapped[bool] = mapped_column(default=True)
    sandbox: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    def get_client_id(self) -> str:
        return self.client_id

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """The scopes a token gets; asked for nothing, all of them. None refuses: no scope is dropped in silence."""
        if not scope:
            return " ".join(self.reach)
        wanted = scope.split(" ")
        return " ".join(sorted(set(wanted))) if set(wanted) <= set(self.reach) else None

    @property
    def reach(self) -> list[str]:
        """Its scopes, under the ceiling of its kind as it is today."""
        return within(self.scopes, self.organisation_kind)

    def check_client_secret(self, client_secret: str) -> bool:
        return self.secret_hash is not None and client_secrets.matches(client_secret, self.secret_hash)

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        """The same method everywhere: Authlib's own mixin accepts any of them outside the token endpoint."""
        return bool(self.auth_method == method)

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == CLIENT_CREDENTIALS

    def check_response_type(self, _response_type: str) -> bool:
        return False

    def check_redirect_uri(self, _redirect_uri: str) -> bool:
        return False

    def get_default_redirect_uri(self) -> None:
        return None


class AssertionJti(Base):
    """A client assertion that was used. The key makes the second use fail, however close together they come."""

    __tablename__ = "assertion_jti"
    __table_args__ = (Index("ix_assertion_jti_expires_at", "expires_at"),)

    client_id: Mapped[str] = mapped_column(Text, primary_key=True)
    jti: Mapped[str] = mapped_column(Text, primary_key=True)
    expires_at: Mapped[datetime]


class DeniedToken(Base):
    """A token that was revoked before its time."""

    __tablename__ = "token_denylist"
    __table_args__ = (Index("ix_token_denylist_expires_at", "expires_at"),)

    jti: Mapped[str] = mapped_column(Text, primary_key=True)
    expires_at: Mapped[datetime]


class SigningKey(Base):
    """A key of this server. `generation` is unique so that two workers that find none make one, not two.

    Where it stands `alone`, no earlier key is shown or believed from its beginning on.
    """

    __tablename__ = "signing_key"

    generation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kid: Mapped[str] = mapped_column(Text, unique=True)
    private_key: Mapped[bytes] = mapped_column(LargeBinary)
    public_jwk: Mapped[dict[str, Any]] = mapped_column(JSONB)
    not_before: Mapped[datetime]
    retire_at: Mapped[datetime]
    alone: Mapped[bool] = mapped_column(default=False)
