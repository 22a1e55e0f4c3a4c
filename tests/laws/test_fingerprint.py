"""Law: rebuilding the frame moves no number. Every column of every table is what it was when `fingerprints.npz` was made.

Machine code rounds alike only where the same functions of the same libraries run on the same kind of processor, so the
bytes are compared where a probe of the arithmetic gives the stored bytes; elsewhere the yearly measures are, within
what rounding can do. After a change that is meant to move numbers, which `docs/CHANGES.md` then tells, make the file
anew from the root of the project: ``python tests/laws/test_fingerprint.py``.
"""

from __future__ import annotations

import sys
import zlib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from pandas.api.types import is_numeric_dtype

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[n]) for n in (1, 2)]

from worlds import everything_on, mini

from experiments.new_case.draft import draft
from experiments.records.reading import read_records
from sim import rng
from sim.case import Case, load_case
from sim.model import DistrictModel, run
from sim.synthetic import synthetic_case

KEPT = Path(__file__).parent / "fingerprints.npz"
EXAMPLE = Path(__file__).parents[2] / "configs" / "records" / "example"
SEEDS = (1, 2)
CLOSE = 1e-5  # relative: what another order of sums may do to a yearly measure
# What another processor's rounding may do. With every number of the first day moved by its last bit, half of the measures of
# Huadu move in 30 years by less than 0.0035 of their largest value, a tenth by up to 0.1 (lotteries fall otherwise), and those of
# the small cases in 8 or 10 years by 1e-5 at most, but for one arm in which a lottery fell otherwise: there the most was 0.05.
ELSEWHERE = 0.1  # relative to the largest value: any measure
HALF = {"huadu": 0.005}  # half of them; elsewhere `CLOSE`


class Arm(NamedTuple):
    """A case with or without its reforms."""

    case: str
    enacted: bool

    def __str__(self) -> str:
        return f"{self.case}{'' if self.enacted else ':no-reform'}"


YEARS = {"huadu": 30, "mini": 10, "synthetic": 8, "example": 10}
ARMS = [Arm(case, enacted) for case in YEARS for enacted in (True, False)]


@cache
def case_of(name: str) -> Case:
    if name == "mini":
        return mini(everything_on)
    if name == "synthetic":
        return synthetic_case(12_000, seed=3)
    if name == "example":
        return draft(read_records(EXAMPLE), "example").case
    return load_case(name)


@cache
def runs(arm: Arm) -> tuple[DistrictModel, ...]:
    """Return the runs of an arm, one per seed."""
    years = YEARS[arm.case]
    return tuple(run(case_of(arm.case), rng=seed, years=years, reforms=arm.enacted) for seed in SEEDS)


def columns(model: DistrictModel) -> dict[str, bytes]:
    """Return the bytes of every column of the world (rows in use) and of the record."""
    live = model.world.rows_in_use()
    out = {
        f"world.{table}.{name}": np.ascontiguousarray(values[live[table]] if table in live else values).tobytes()
        for table, found in model.world.tables.items()
        for name, values in found.arrays().items()
    }
    for table, frame in model.tables().items():
        for name in frame:
            values = frame[name].to_numpy()
            text = values.dtype == object
            out[f"record.{table}.{name}"] = "\n".join(map(str, values)).encode() if text else values.tobytes()
    return out


def sums(arm: Arm) -> dict[str, int]:
    """Return a checksum per column over all seeds of an arm."""
    found: dict[str, int] = {}
    for model in runs(arm):
        for name, content in columns(model).items():
            found[name] = zlib.crc32(content, found.get(name, 0))
    return found


def measures(arm: Arm) -> dict[str, np.ndarray]:
    """Return every yearly measure, by year and stage, one seed after the other."""
    frames = [model.tables()["district"] for model in runs(arm)]
    names = [name for name in frames[0] if is_numeric_dtype(frames[0][name]) and name != "year"]
    return {n: np.concatenate([f[n].to_numpy(np.float64) for f in frames]) for n in names}


def probe() -> np.ndarray:
    """Return numbers whose last bits tell how this machine rounds."""
    x = rng.normal(rng.key(1, "probe"), np.arange(4096, dtype=np.uint64))
    single = x.astype(np.float32)
    parts = [np.exp(x), np.log(np.abs(x) + 1e-9), np.abs(x) ** 0.3, np.tanh(x), np.hypot(x, 1.1), np.sin(x)]
    parts += [np.exp(single), np.log(np.abs(single) + np.float32(1e-6)), np.power(np.abs(single), np.float32(0.7))]
    parts += [x.cumsum(), x.reshape(64, 64) @ x.reshape(64, 64)]
    return np.array([zlib.crc32(p.tobytes()) for p in parts], np.uint32)


@cache
def kept() -> dict[str, Any]:
    """Return what is in the file: the probe, and by arm the checksums and the measures by name."""
    with np.load(KEPT) as file:
        found: dict[str, Any] = {"probe": file["probe"]}
        for arm in map(str, ARMS):
            found[f"{arm}/sums"] = dict(zip(*(file[f"{arm}/sums/{part}"].tolist() for part in "ab"), strict=True))
            found[f"{arm}/measures"] = dict(
                zip(file[f"{arm}/measures/a"].tolist(), file[f"{arm}/measures/b"], strict=True)
            )
    return found


def keep() -> None:
    """Write the file."""
    parts: dict[str, Any] = {"probe": probe()}
    for arm in ARMS:
        for what, found in (("sums", sums(arm)), ("measures", measures(arm))):
            parts[f"{arm}/{what}/a"] = np.array(list(found))
            kind = np.uint32 if what == "sums" else np.float32
            parts[f"{arm}/{what}/b"] = np.array(list(found.values()), kind)
    np.savez_compressed(KEPT, **parts)


def moved(arm: Arm) -> dict[str, float]:
    """Return by how much yearly measures differ from those kept: those beyond `CLOSE`."""
    return {name: gap for name, gap in apart(arm).items() if gap > CLOSE}


def apart(arm: Arm) -> dict[str, float]:
    """Return by how much yearly measures differ from those kept, relative to the largest value of each."""
    gaps = {}
    now = measures(arm)
    for name, told in kept()[f"{arm}/measures"].items():
        if not np.array_equal(np.isnan(now[name]), np.isnan(told)):
            gaps[name] = np.inf
            continue
        gap = np.nanmax(np.abs(now[name] - told), initial=0.0) / max(np.nanmax(np.abs(told), initial=0.0), 1e-9)
        if not np.array_equal(np.isnan(now[name]), np.isnan(told)):
            gap = np.inf  # known in other years
        gaps[name] = float(gap)
    return gaps


@pytest.mark.parametrize("arm", ARMS, ids=str)
def test_every_column_is_what_it_was(arm: Arm) -> None:
    told = kept()[f"{arm}/sums"]
    assert len(told) > 150
    if np.array_equal(kept()["probe"], probe()):
        now = sums(arm)
        assert sorted(name for name in told if now.get(name) != told[name]) == []
    else:
        gaps = apart(arm)
        assert {name: gap for name, gap in gaps.items() if gap > ELSEWHERE} == {}
        assert np.median([*gaps.values()]) <= HALF.get(arm.case, CLOSE)


if __name__ == "__main__":
    if KEPT.exists():
        for arm in ARMS:
            told, now = kept()[f"{arm}/sums"], sums(arm)
            print(f"{arm}: columns that differ or are gone: {[n for n in told if now.get(n) != told[n]] or 'none'}")
            print(f"{arm}: yearly measures moved by more than {CLOSE:g}: {moved(arm) or 'none'}")
    keep()
