"""`python -m services.jobs COMMAND`: list, retry or discard the jobs that failed at every try."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from services.core.db import run_as_operator
from services.core.settings import Misconfigured, get_settings
from services.core.startup_checks import check_database
from services.jobs import dead_letters

CHANGES = {"retry": dead_letters.retry, "discard": dead_letters.discard}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Return exit status 0 when it succeeded, or 1 after printing one line that says why not."""
    parser = argparse.ArgumentParser(prog="python -m services.jobs")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("failed", help="list the jobs that failed at every try, without their arguments")
    for name, help_text in (("retry", "run failed jobs again; periodic ones run by themselves"), ("discard", "delete")):
        selection = commands.add_parser(name, help=help_text).add_mutually_exclusive_group(required=True)
        selection.add_argument("ids", nargs="*", type=int, default=[], metavar="ID")
        selection.add_argument("--all", action="store_true", help="every failed job")
    options = parser.parse_args(arguments)
    try:
        check_database(get_settings())
        sys.stdout.write(run_as_operator(None, lambda session: _run(session, options)))
    except Misconfigured as error:
        return _print_error(str(error))
    except SQLAlchemyError as error:
        return _print_error(f"the database refused ({type(error).__name__})")
    return 0


def _run(session: Session, options: argparse.Namespace) -> str:
    """Run the command and return what it prints."""
    if options.command == "failed":
        letters = dead_letters.list_dead_letters(session)
        lines = [f"{job.id} {job.task_name} attempts: {job.attempts} failed: {job.failed_at}" for job in letters]
        return "\n".join([*lines, f"{len(letters)} failed"]) + "\n"
    count = CHANGES[options.command](session, None if options.all else options.ids)
    return f"{options.command}: {count}\n"


def _print_error(message: str) -> int:
    """Print one line on stderr and return exit status 1."""
    sys.stderr.write(f"jobs: {message}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
