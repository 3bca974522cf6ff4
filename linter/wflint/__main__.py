"""``python -m wflint``."""

from __future__ import annotations

import sys

from .cli import run

if __name__ == "__main__":
    if not sys.flags.safe_path:
        # The working folder, which Python puts first, may be a stranger's: no plugin is found there.
        del sys.path[0]
    run()
