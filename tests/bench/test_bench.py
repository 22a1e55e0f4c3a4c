"""Time and memory of the model, beside a cycle with one Mesa object per pupil. Run by ``make bench``; nothing here fails.

Each number is the best of a few rounds, because other work on a host only ever adds.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import mesa
import numpy as np
import pytest
from worlds import ALL_ON, run_case

from sim.agents import Student
from sim.model import DistrictModel
from sim.processes import learning
from sim.synthetic import UNITS, synthetic_case
from sim.world import World

pytestmark = pytest.mark.bench

HOME = Path(__file__).resolve().parents[2]
MILLION = 1_300_000
LINUX = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")


def best(benchmark: Any, task: Callable[[], Any], *, rounds: int, setup: Callable[[], Any] | None = None) -> float:
    """Return the least seconds a task took over some rounds."""
    benchmark.pedantic(task, setup=setup, rounds=rounds, warmup_rounds=1)
    return float(benchmark.stats.stats.min)


@pytest.fixture(scope="module")
def city() -> DistrictModel:
    """Return a district of 200,000 pupils on its first day."""
    return run_case(synthetic_case(200_000), terms=0)


@pytest.fixture(scope="module")
def metropolis() -> DistrictModel:
    """Return a district of 1.3 million pupils on its first day."""
    return run_case(synthetic_case(MILLION), terms=0)


def a_year(world: World) -> None:
    """Let all pupils learn for an autumn, in which luck is drawn for both terms, and a spring."""
    for world.term in (0, 1):
        learning.learn.apply(world)
    world.term = 0


def test_a_pupils_term_in_the_learning_kernel(benchmark: Any, city: DistrictModel, note: Any) -> None:
    seconds = best(benchmark, lambda: a_year(city.world), rounds=30)
    each = seconds / 2 / city.world.live_students().size * 1e9
    note("learning of a pupil in a term, keyed noise included, 200,000 pupils", each, "ns", 2.0)


def test_a_pupils_term_in_the_whole_calendar(benchmark: Any, note: Any) -> None:
    case = synthetic_case(200_000)
    made: list[DistrictModel] = []

    def setup() -> None:
        made[:] = [run_case(case, terms=2)]

    seconds = best(benchmark, lambda: made[0].run_for(20), rounds=3, setup=setup)
    note("a pupil's term in the whole calendar, all instruments, 200,000", seconds / 20 / 200_000 * 1e9, "ns")


def test_the_same_update_with_one_mesa_object_per_pupil(benchmark: Any, city: DistrictModel, note: Any) -> None:
    objects = ObjectModel(20_000)
    seconds = best(benchmark, objects.step, rounds=4)
    slow = seconds / 20_000 * 1e9
    note("the same learning with one Mesa object per pupil, 20,000 pupils", slow, "ns")
    fast = min(_timed(lambda: a_year(city.world)) for _ in range(20)) / 2 / city.world.live_students().size * 1e9
    note("  times as long as ours in the same run", slow / fast, "x")


@pytest.mark.parametrize(
    ("what", "settings", "goal"), [("as its case stands", {}, 0.6), ("all instruments", ALL_ON, 0.8)], ids=["case", "all"]
)  # fmt: skip
def test_huadu_over_thirty_years(benchmark: Any, note: Any, what: str, settings: dict[str, Any], goal: float) -> None:
    run = {"rng": 1, "years": 30, "record": True, **settings}
    seconds = best(benchmark, lambda: run_case("huadu", **run), rounds=5)
    note(f"Huadu, 192,000 pupils, 30 years, {what}, yearly measures", seconds, "s", goal)


def test_tianjin_over_thirty_years(benchmark: Any, note: Any) -> None:
    seconds = best(benchmark, lambda: run_case("tianjin", rng=1, years=30, record=True), rounds=2)
    note("Tianjin, 1.24 million pupils, 16 districts, 30 years, as its case stands", seconds, "s", 8)


@LINUX
def test_tianjin_peak_memory(note: Any) -> None:
    _, after = peak('DistrictModel("tianjin")')
    note("  peak memory of that run, libraries included", after, "MB", 700)


@LINUX
def test_huadu_peak_memory(note: Any) -> None:
    before, after = peak('DistrictModel("huadu", **ALL_ON)')
    note("  peak memory of that run, libraries included", after, "MB", 300)
    note("  of which before the model was made", before, "MB")


def test_cost_per_pupil_from_ten_thousand_to_a_million(benchmark: Any, note: Any) -> None:
    cost = {}
    for pupils, rounds in ((10_000, 5), (100_000, 3), (MILLION, 2)):
        case = synthetic_case(pupils)
        run_case(case, years=1)
        cost[pupils] = min(_timed(lambda case=case: run_case(case, years=10, record=True)) for _ in range(rounds))
        note(f"a pupil's year in a district of {pupils:,}, 10 years, recorded", cost[pupils] / 10 / pupils * 1e9, "ns")
    growth = (cost[MILLION] / MILLION) / (cost[10_000] / 10_000)
    note("  cost per pupil at 1.3 million over that at 10,000", growth, "x", 1.3)
    benchmark.pedantic(lambda: run_case(synthetic_case(10_000), years=10, record=True), rounds=3, warmup_rounds=1)


def test_a_metropolis_over_thirty_years(benchmark: Any, note: Any) -> None:
    case = synthetic_case(MILLION)
    seconds = best(benchmark, lambda: run_case(case, record=True), rounds=2)
    note("1.3 million pupils, 30 years, all instruments, yearly measures", seconds, "s", 4.0)


def test_a_city_of_sixteen_districts_and_four_layers_over_thirty_years(note: Any) -> None:
    city, plain = synthetic_case(MILLION, districts=16, layers=(*UNITS,)), synthetic_case(MILLION)
    run_case(city, terms=4, record=True)  # compiled first
    seconds, one = (
        min(_worked(lambda case=case: run_case(case, record=True)) for _ in range(2)) for case in (city, plain)
    )
    note("1.3 million pupils, 1,277 schools, 16 districts, four layers, 30 years, measures of each", seconds, "s", 6.0)
    note("  times as long as one district with groups alone", seconds / one, "x", 2.5)


@LINUX
def test_a_city_of_sixteen_districts_and_four_layers_peak_memory(note: Any) -> None:
    (_, after), (_, one) = (
        peak(f"DistrictModel(synthetic_case({MILLION}{more}))") for more in (", districts=16, layers=UNITS", "")
    )
    note("  peak memory of that run, libraries included", after, "MB", 600)
    note("  times as much as one district with groups alone", after / one, "x", 1.5)


@LINUX
def test_a_metropolis_peak_memory(note: Any) -> None:
    _, after = peak(f"DistrictModel(synthetic_case({MILLION}))")
    note("  peak memory of that run, libraries included", after, "MB", 500)


def test_selecting_pupils(benchmark: Any, metropolis: DistrictModel, note: Any) -> None:
    students = metropolis.agents_by_type[Student]
    seconds = best(benchmark, lambda: len(students.select(lambda s: s.ses < -1)), rounds=7)
    note("select(lambda s: s.ses < -1) over 1.3 million pupils", seconds * 1e3, "ms", 10)


def test_aggregating_pupils(benchmark: Any, metropolis: DistrictModel, note: Any) -> None:
    students = metropolis.agents_by_type[Student]
    seconds = best(benchmark, lambda: students.agg("trait", np.mean), rounds=7)
    note('agg("trait", np.mean) over 1.3 million pupils', seconds * 1e3, "ms", 10)


def test_reading_one_pupil(benchmark: Any, metropolis: DistrictModel, note: Any) -> None:
    students = metropolis.agents_by_type[Student]
    uids = students.column("uid")[::1300].tolist()

    def read() -> None:
        for uid in uids:
            _ = students.by_id(uid).trait

    note("finding one of 1.3 million pupils by uid and reading a value", best(benchmark, read, rounds=7) * 1e3, "µs", 6)


def test_making_the_first_day(benchmark: Any, note: Any) -> None:
    seconds = best(benchmark, lambda: run_case("huadu", terms=0), rounds=5)
    note("Huadu, first day", seconds, "s")


class Pupil(mesa.Agent):
    """A pupil as an object, as one writes it in Mesa."""

    def __init__(self, model: ObjectModel, ses: float, room: Room) -> None:
        super().__init__(model)
        self.trait, self.fading, self.ses, self.room = random.gauss(0, 1), 0.0, ses, room
        room.pupils.append(self)

    def learn(self) -> None:
        """Take one term of learning: the same arithmetic as ``sim.processes.learning``."""
        room, p = self.room, self.model.rates
        achievement = self.trait + self.fading
        gain = 0.5 * room.gain + p["peers"] * (room.mean - achievement) + p["noise"] * random.gauss(0, 1)
        self.trait += p["lasting"] * gain + p["ses"] * self.ses
        self.fading = p["keep"] * self.fading + p["fade_in"] * gain


class Room:
    """A class of pupils."""

    def __init__(self, gain: float) -> None:
        self.gain, self.mean, self.pupils = gain, 0.0, []


class ObjectModel(mesa.Model):
    """Classes of 45 pupils, one object each."""

    def __init__(self, n: int) -> None:
        super().__init__(rng=1)
        random.seed(1)
        self.rates = {"peers": 0.075, "noise": 0.27, "lasting": 0.15, "ses": 0.01, "keep": 0.34, "fade_in": 1.27}
        self.rooms = [Room(random.gauss(0, 0.05)) for _ in range(n // 45 + 1)]
        for i in range(n):
            Pupil(self, random.gauss(0, 1), self.rooms[i // 45])

    def step(self) -> None:
        """Take every pupil through a term, all at once against the class as it stood."""
        for room in self.rooms:
            room.mean = sum(p.trait + p.fading for p in room.pupils) / max(len(room.pupils), 1)
        self.agents.do("learn")


def _worked(task: Callable[[], Any]) -> float:
    """Return the seconds a processor worked, which other work on a host lengthens less."""
    start = process_time()
    task()
    return process_time() - start


def _timed(task: Callable[[], Any]) -> float:
    start = perf_counter()
    task()
    return perf_counter() - start


PEAK = """
import json, sys
from pathlib import Path
sys.path[:0] = sys.argv[1:]
from worlds import ALL_ON
from sim.model import DistrictModel
from sim.synthetic import UNITS, synthetic_case
def peak():
    # not getrusage: its peak is that of the parent process too
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
before = peak()
model = {make}
model.run_for(2 * model.years)
model.tables()
print(json.dumps([before, peak()]))
"""


def peak(make: str) -> tuple[float, float]:
    """Return the most memory a process held before a model was made and after its run, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK.format(make=make), str(HOME), str(HOME / "tests")],
        capture_output=True, text=True, check=True, env=dict(os.environ),
    )  # fmt: skip
    before, after = json.loads(done.stdout.strip().splitlines()[-1])
    return before, after
