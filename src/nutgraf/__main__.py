"""`nutgraf` and `python -m nutgraf`."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command that `sys.argv` gives and exits with its status."""
    try:
        from nutgraf.cli.app import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
