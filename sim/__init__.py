"""The model: a district of school groups, simulated term by term.

``from sim import DistrictModel, load_case`` is all most users need. Read ``sim/schedule.py`` first: it tells a term.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.case import Case, load_case
    from sim.hooks import measure
    from sim.model import DistrictModel

__all__ = ["CODE_HASH", "Case", "DistrictModel", "load_case", "measure"]
__version__ = "0.1.0"

HOME = Path(__file__).resolve().parent
CODE_HASH = hashlib.sha256(b"".join(f.read_bytes() for f in sorted(HOME.rglob("*.py")))).hexdigest()[:12]

# Numba's disk cache looks only at the file of a kernel, not at the kernels it calls: an edit of rng.py would leave
# stale machine code elsewhere. One cache folder per state of the sources cures that.
CHECKOUT = HOME.parent if (HOME.parent / "pyproject.toml").is_file() else None
_USER_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "edugroup"
_BASE = os.environ.get("NUMBA_CACHE_DIR") or (CHECKOUT / ".cache" if CHECKOUT else _USER_CACHE) / "numba"
KERNEL_CACHE = Path(_BASE) if Path(_BASE).name == CODE_HASH else Path(_BASE) / CODE_HASH
os.environ["NUMBA_CACHE_DIR"] = str(KERNEL_CACHE)  # for numba, and for the processes we start
if "numba" in sys.modules:
    sys.modules["numba"].config.CACHE_DIR = str(KERNEL_CACHE)


def __getattr__(name: str) -> Any:
    """Import the public names on first use, so that ``edugroup --help`` need not load Mesa and numba."""
    if name == "DistrictModel":
        from sim.model import DistrictModel

        return DistrictModel
    if name in {"Case", "load_case"}:
        from sim import case

        return getattr(case, name)
    if name == "measure":
        from sim.hooks import measure

        return measure
    raise AttributeError(f"module 'sim' has no attribute {name!r}")
