"""The WSGI entry point: `gunicorn wsgi:app`."""

import os

from api import create_app
from services.core.settings import require_no_privileges

require_no_privileges(os.environ)
app = create_app()
