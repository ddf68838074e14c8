"""The worker process, `python -m worker`: runs the jobs of the product and the daily job that prepares signing keys."""

from __future__ import annotations

import os
import sys

from sqlalchemy.exc import OperationalError

from auth import key_rotation
from services.core.db import run_in_transaction
from services.core.settings import Misconfigured, get_settings, require_no_privileges
from services.core.startup_checks import check_database
from services.jobs.queue import app
from services.jobs.tasks import RETRY_STRATEGY
from services.jobs.worker import NO_DATABASE, main


@app.periodic(cron="17 3 * * *")
@app.task(name="prepare_signing_key", queueing_lock="prepare_signing_key", retry=RETRY_STRATEGY)
def prepare_signing_key(timestamp: int) -> None:
    """Create the next signing key when the newest one ends soon. Several workers that run this create one."""
    run_in_transaction(None, key_rotation.prepare_next_key)


if __name__ == "__main__":
    try:
        require_no_privileges(os.environ)
        check_database(get_settings())
    except Misconfigured as error:
        sys.exit(f"worker: {error}")
    except OperationalError:
        sys.exit(NO_DATABASE)
    sys.exit(main())
