"""Registration, look-up and disabling of OAuth clients."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from joserfc.jwk import KeySetSerialization
from sqlalchemy import Executable, bindparam, func, select, update
from sqlalchemy.orm import Session

from auth.client_keys import parse_public_jwks
from auth.client_secrets import generate_secret, hash_secret
from auth.id_formats import is_client_id
from auth.models import AUTH_METHODS, PRIVATE_KEY_JWT, SECRET_METHODS, OAuthClient
from auth.scopes import validate_scopes
from services.core.statements import compiled_once, read_with_retry


class UnknownClient(Exception):
    """No client has one of these ids."""


def register_client(
    session: Session,
    organisation_id: UUID,
    organisation_kind: str,
    auth_method: str,
    scopes: Iterable[str],
    roles: Iterable[str],
    sandbox: bool,
    jwks: KeySetSerialization | None = None,
) -> tuple[OAuthClient, str | None]:
    """Create a client.

    Args:
        session: the transaction to write in.
        organisation_id: the organisation that the client acts for.
        organisation_kind: the kind of that organisation, which limits the scopes.
        auth_method: one of AUTH_METHODS (RFC 7591, section 2, `token_endpoint_auth_method`).
        scopes: the scopes that the client may request.
        roles: the roles that its tokens carry.
        sandbox: whether it exists for trying things out; production does not start with such a client.
        jwks: the client's public keys as a JSON Web Key Set (RFC 7517); required for `private_key_jwt` only.

    Returns:
        The client, and its secret if it has one. Only a hash of the secret is stored: it cannot be read again.

    Raises:
        ValueError: when an argument is not allowed; the message says which and why.
    """
    _validate_auth_method(auth_method, organisation_kind, jwks)
    granted = validate_scopes(scopes, organisation_kind)
    secret = generate_secret() if auth_method in SECRET_METHODS else None
    client = OAuthClient(
        client_id=str(uuid4()),
        organisation_id=organisation_id,
        organisation_kind=str(organisation_kind),
        roles=sorted({str(role) for role in roles}),
        scopes=granted,
        auth_method=auth_method,
        secret_hash=hash_secret(secret) if secret else None,
        jwks=parse_public_jwks(jwks) if jwks is not None else None,
        sandbox=sandbox,
    )
    session.add(client)
    session.flush()
    return client, secret


def disable(session: Session, *client_ids: str) -> None:
    """Disable clients and revoke their tokens; raise UnknownClient, and disable none, when one does not exist."""
    _change_clients(session, client_ids, active=False)


def enable(session: Session, *client_ids: str) -> None:
    """Enable clients; their earlier tokens stay revoked. Raise UnknownClient when one does not exist."""
    _change_clients(session, client_ids, active=True, suspension_reason=None)


def suspend(session: Session, client_id: str, reason: str) -> bool:
    """Disable a client of the organisation that the session acts for; return False if it is disabled already."""
    return bool(session.scalar(select(func.suspend_client(client_id, reason))))


def list_suspended(session: Session, organisation_id: UUID | None = None) -> Sequence[OAuthClient]:
    """Return the clients that this service has suspended, of one or of all organisations, in the order of their ids."""
    statement = select(OAuthClient).where(OAuthClient.suspension_reason.is_not(None)).order_by(OAuthClient.client_id)
    if organisation_id:
        statement = statement.where(OAuthClient.organisation_id == organisation_id)
    return session.scalars(statement).all()


def find_organisation_id(session: Session, client_id: str) -> UUID:
    """Return the organisation of a client. Raises UnknownClient."""
    statement = select(OAuthClient.organisation_id).where(OAuthClient.client_id == client_id)
    organisation_id = session.scalar(statement) if is_client_id(client_id) else None
    if organisation_id is None:
        raise UnknownClient
    return organisation_id


def revoke_tokens(session: Session, *client_ids: str) -> None:
    """Revoke every token of clients, which may request new ones. Raise UnknownClient when one does not exist."""
    _change_clients(session, client_ids)


def list_client_ids(session: Session, organisation_id: UUID) -> Sequence[str]:
    """Return the ids of an organisation's clients; raise UnknownClient when it has none."""
    statement = select(OAuthClient.client_id).where(OAuthClient.organisation_id == organisation_id)
    if not (client_ids := session.scalars(statement).all()):
        raise UnknownClient
    return client_ids


def find_active_client(client_id: str) -> OAuthClient | None:
    """Return the client with this id; None when it does not exist, is disabled, or its organisation is not active."""
    if not is_client_id(client_id):
        return None
    (rows,) = read_with_retry(None, _select_active_client().bind(client_id=client_id))
    return OAuthClient(**rows[0]) if rows else None


@compiled_once
def _select_active_client() -> Executable:
    """Build the query for an active client. Parameter: client_id."""
    client = OAuthClient.__table__
    is_usable = client.c.active & func.organisation_is_active(client.c.organisation_id)
    return select(client).where(client.c.client_id == bindparam("client_id"), is_usable)


def _validate_auth_method(auth_method: str, organisation_kind: str, jwks: KeySetSerialization | None) -> None:
    """Raise ValueError unless clients of this kind may authenticate like this, with or without keys as given."""
    if auth_method not in AUTH_METHODS:
        raise ValueError(f"auth_method must be one of {', '.join(AUTH_METHODS)}")
    if organisation_kind == "platform" and auth_method != PRIVATE_KEY_JWT:
        raise ValueError("platforms authenticate with private_key_jwt only")
    if (auth_method == PRIVATE_KEY_JWT) != (jwks is not None):
        raise ValueError("private_key_jwt needs jwks, and the other methods take none")


def _change_clients(session: Session, client_ids: Sequence[str], **values: bool | None) -> None:
    """Set columns of clients and raise their epoch, which revokes their tokens.

    Rows are locked in the order of their ids, so that two commands about the same clients do not deadlock.
    """
    requested = set(client_ids)
    matches = OAuthClient.client_id.in_([client_id for client_id in requested if is_client_id(client_id)])
    lock_rows = select(OAuthClient.client_id).where(matches).order_by(OAuthClient.client_id).with_for_update()
    if requested != set(session.scalars(lock_rows)):
        raise UnknownClient
    session.execute(update(OAuthClient).where(matches).values(epoch=OAuthClient.epoch + 1, **values))
