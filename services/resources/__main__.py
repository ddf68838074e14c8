"""`python -m services.resources` prints the permissions page; `... write` writes it to docs/permissions.md."""

from __future__ import annotations

import sys

from services.resources.permissions_page import PAGE_FILE, render_page


def main(arguments: list[str]) -> int:
    """Print or write the page; return the exit status."""
    if arguments == ["write"]:
        PAGE_FILE.write_text(render_page())
    elif arguments:
        print("usage: python -m services.resources [write]", file=sys.stderr)
        return 2
    else:
        print(render_page())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
