"""How many cores this process may keep busy."""

from __future__ import annotations

import math
import os
import sys
from pathlib import Path

MOST = 16
"""Reading weights from memory is what limits a small model: more cores than this only wait."""


def usable_cores(*, system: Path = Path("/sys")) -> int | None:
    """Returns the number of physical cores that this process may use, by its affinity and its group's CPU quota.

    None where the system doesn't say: the runtime then counts for itself. `system` is where sysfs is mounted.
    """
    if sys.platform != "linux":
        return None
    cpus = os.sched_getaffinity(0)
    cores = {_core(system, cpu) for cpu in cpus}
    return max(1, min(len(cores), _quota(system), MOST))


def _core(system: Path, cpu: int) -> str:
    """What the hardware threads of one core have in common."""
    try:
        return (system / f"devices/system/cpu/cpu{cpu}/topology/thread_siblings_list").read_text().strip()
    except OSError:
        return str(cpu)


def _quota(system: Path) -> int:
    """The whole cores of the quota that a container usually has (cgroup v2)."""
    try:
        quota, period = (system / "fs/cgroup/cpu.max").read_text().split()
        return math.floor(int(quota) / int(period))
    except (OSError, ValueError):  # no such file, or "max"
        return MOST
