"""The ceiling: the same work with nothing around it. A bare WSGI function, psycopg, orjson and joserfc; no framework,
no layers, no validation, no encryption.

It sends the statements of the service one after the other, as anybody would, without those by which the service looks
at what the same request has read or written already. A test compares its answers and its rows with the service's.
"""
