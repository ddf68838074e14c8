"""The OAuth 2.0 authorization server and the verification of its access tokens. Does not depend on the product."""
