"""The model: a district of school groups, simulated term by term.

``from sim import DistrictModel, load_case`` is all most users need. Read ``sim/schedule.py`` first: it tells a term.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.case import Case, load_case
    from sim.hooks import measure
    from sim.model import DistrictModel

__all__ = ["CODE_HASH", "Case", "DistrictModel", "load_case", "measure"]
__version__ = "0.1.0"

HOME = Path(__file__).resolve().parent
CHECKOUT = HOME.parent if (HOME.parent / "pyproject.toml").is_file() else None


def _is_said(file: Path) -> bool:
    """Return whether a file is a catalogue of sentences, on which no number depends."""
    return "texts" in file.relative_to(HOME).with_suffix("").parts


def _hash_of_sources() -> str:
    # An editor's lock may be a link to nowhere.
    files = [f for f in sorted(HOME.rglob("*.py")) if f.is_file() and not _is_said(f)]
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()[:12]


CODE_HASH = _hash_of_sources()


def is_unchanged() -> bool:
    """Return whether the sources are still those that `CODE_HASH` names.

    Modules that were imported before this says yes are therefore the code of that name: the files were read before they
    were imported, and read again after.
    """
    return _hash_of_sources() == CODE_HASH


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
