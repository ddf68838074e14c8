"""The contract of every resource, as marshmallow schemas: they check and format; the lens has chosen already."""
