"""The ceiling: a minimal application that does the same work, as an upper bound for the speed of the service.

A WSGI function with libpq, orjson and joserfc: no framework, no layers, no validation, no encryption. Statements are
prepared and planned once, and each transaction is one trip. A token is verified once and remembered by its text.
A test compares its responses and the rows it writes with those of the service.
"""
