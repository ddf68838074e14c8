"""The ceiling: a minimal application that does the same work, as an upper bound for the speed of the service.

A WSGI function with psycopg, orjson and joserfc: no framework, no layers, no validation, no encryption. It sends the
statements of the service one after the other, as most applications do. It does not repeat what the service does to
save statements. A test compares its responses and the rows it writes with those of the service.
"""
