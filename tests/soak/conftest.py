from __future__ import annotations

import sys
from pathlib import Path

# The long forms use what the short ones are made of.
sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("corpus", "cli")]
