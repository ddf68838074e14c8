"""The parts of the web server: gunicorn worker, logger, limits of request bodies, responses to malformed requests."""
