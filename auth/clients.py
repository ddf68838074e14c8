"""Registering clients and closing them: for the sandbox, the operator and, later, an organisation's administrators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from auth import client_secrets
from auth.allowed_scopes import ceiling
from auth.id_formats import is_client_id
from auth.models import AUTH_METHODS, PRIVATE_KEY_JWT, SECRET_METHODS, OAuthClient
from auth.scopes import known

SHORTEST_RSA = 2048


class UnknownClient(Exception):
    """There is no client with one of these ids."""


def register_client(
    session: Session,
    organisation_id: UUID,
    organisation_kind: str,
    auth_method: str,
    scopes: Iterable[str],
    roles: Iterable[str],
    sandbox: bool,
    jwks: Mapping[str, Any] | None = None,
) -> tuple[OAuthClient, str | None]:
    """A new client, and its secret when it has one: this is the only time the secret is known."""
    _check_method(auth_method, organisation_kind, jwks)
    wanted = known(scopes)
    if beyond := set(wanted) - ceiling(str(organisation_kind)):
        raise ValueError(f"beyond what a client of this kind may have: {', '.join(sorted(beyond))}")
    secret = client_secrets.new_secret() if auth_method in SECRET_METHODS else None
    client = OAuthClient(
        client_id=str(uuid4()),
        organisation_id=organisation_id,
        organisation_kind=str(organisation_kind),
        roles=sorted({str(role) for role in roles}),
        scopes=wanted,
        auth_method=auth_method,
        secret_hash=client_secrets.hashed(secret) if secret else None,
        jwks=public_keys(jwks) if jwks is not None else None,
        sandbox=sandbox,
    )
    session.add(client)
    session.flush()
    return client, secret


def disable(session: Session, *client_ids: str) -> None:
    """Close clients, all or none. Their tokens end at once, and stay ended when they are opened again."""
    _change(session, client_ids, active=False)


def enable(session: Session, *client_ids: str) -> None:
    """Open clients again; they have to ask for new tokens."""
    _change(session, client_ids, active=True)


def end_tokens(session: Session, *client_ids: str) -> None:
    """End every token that clients were given; open ones may ask for new ones."""
    _change(session, client_ids)


def of(session: Session, organisation_id: UUID) -> Sequence[str]:
    """The clients of an organisation; UnknownClient when it has none."""
    wanted = select(OAuthClient.client_id).where(OAuthClient.organisation_id == organisation_id)
    if not (found := session.scalars(wanted).all()):
        raise UnknownClient
    return found


def find_active(session: Session, client_id: str) -> OAuthClient | None:
    """The client, unless it is closed."""
    wanted = select(OAuthClient).where(OAuthClient.client_id == client_id, OAuthClient.active)
    return session.scalars(wanted).one_or_none()


def public_keys(jwks: Mapping[str, Any]) -> dict[str, Any]:
    """The key set, fit to verify assertions with: public halves only, of kinds and lengths that we accept."""
    try:
        keys = KeySet.import_key_set({"keys": list(jwks["keys"])})
    except (JoseError, ValueError, TypeError, KeyError):
        raise ValueError("jwks is not a JSON Web Key Set") from None
    for key in keys:
        _check_key(key)
    if len({key.kid for key in keys}) != len(keys.keys):
        raise ValueError("jwks repeats a kid")
    return {"keys": _dumped(keys.keys)}


def _dumped(keys: Sequence[Any]) -> list[dict[str, Any]]:
    return [dict(key.as_dict(private=False)) for key in keys]


def _check_key(key: object) -> None:
    match key:
        case ECKey() if key.curve_name == "P-256":
            private = key.is_private
        case RSAKey() if key.public_key.key_size >= SHORTEST_RSA:
            private = key.is_private
        case OKPKey() if key.curve_name == "Ed25519":
            private = key.is_private
        case _:
            raise ValueError("jwks may hold EC P-256, RSA of 2048 bits or more, and Ed25519 keys")
    if private:
        raise ValueError("jwks holds a private key; send the public half only")


def _check_method(auth_method: str, organisation_kind: str, jwks: Mapping[str, Any] | None) -> None:
    if auth_method not in AUTH_METHODS:
        raise ValueError(f"auth_method must be one of {', '.join(AUTH_METHODS)}")
    if organisation_kind == "platform" and auth_method != PRIVATE_KEY_JWT:
        raise ValueError("platforms authenticate with private_key_jwt only")
    if (auth_method == PRIVATE_KEY_JWT) != (jwks is not None):
        raise ValueError("private_key_jwt needs jwks, and the other methods take none")


def _change(session: Session, client_ids: Sequence[str], **values: bool) -> None:
    """Raising the epoch ends the tokens. Locked in order, so that two who close the same clients do not lock up."""
    wanted = set(client_ids)
    these = OAuthClient.client_id.in_([one for one in wanted if is_client_id(one)])
    locked = select(OAuthClient.client_id).where(these).order_by(OAuthClient.client_id).with_for_update()
    if wanted != set(session.scalars(locked)):
        raise UnknownClient
    session.execute(update(OAuthClient).where(these).values(epoch=OAuthClient.epoch + 1, **values))
