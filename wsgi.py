"""What a WSGI server runs."""

from api import create_app

app = create_app()
