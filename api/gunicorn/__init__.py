"""Settings of the WSGI server: worker class, log format, limits on request bodies, answers to malformed requests."""
