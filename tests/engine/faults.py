"""Work that goes wrong on request: what workers of the tests call, and the driver that tests kill.

Which seeds go wrong, and how, is in the JSON file named by ``EDUGROUP_FAULTS``, read at every run.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
import time
import weakref
from pathlib import Path
from typing import Any

import numpy as np

from experiments.engine import worker
from experiments.runs.definition import Run, Task, make_run
from experiments.runs.yearly import Yearly, pack

MINI = Path(__file__).parents[1] / "mini.toml"
VARIABLE = "EDUGROUP_FAULTS"


def quick(packed: bytes, task: Task) -> bytes:
    """Stand in for the model: numbers made of the key, in as long as the file says."""
    _go_wrong(task.seed)
    numbers = np.frombuffer(hashlib.sha256(task.key.encode()).digest()[:8], np.uint16).reshape(2, 2) / 7
    return pack(Yearly(2016, {"mean_score": numbers}, {}))


def real(packed: bytes, task: Task) -> bytes:
    """Run the model, unless something goes wrong first."""
    _go_wrong(task.seed)
    return worker.simulate(packed, task)


class Knot:
    """What refers to itself, as a model does."""

    def __init__(self) -> None:
        self.itself = self


KNOTS: list[weakref.ref[Knot]] = []


def knotted(packed: bytes, task: Task) -> bytes:
    """Say how many of what earlier runs of this process left behind is still there, and leave something behind."""
    left = sum(knot() is not None for knot in KNOTS)
    KNOTS.append(weakref.ref(Knot()))
    return pack(Yearly(2016, {"mean_score": np.full((2, 2), left, np.float64)}, {}))


def _go_wrong(seed: int) -> None:
    file = os.environ.get(VARIABLE)
    plan: dict[str, Any] = json.loads(Path(file).read_text()) if file else {}
    time.sleep(plan.get("seconds", 0.0))
    print("a run may print")
    match plan.get(str(seed)):
        case "raise":
            raise ValueError(f"seed {seed} is unlucky")
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "die once" if not (mark := Path(f"{file}.{seed}")).exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            Path(f"{file}.{seed}.hangs").touch()
            time.sleep(3600)
        case "eat":
            np.ones(130_000_000)  # 1 GB


def some_runs(n: int, years: int = 2) -> list[Run]:
    """Return runs of the small district."""
    return [make_run(MINI, {"rotation.annual_share": 0.2}, seed=seed, years=years) for seed in range(n)]


def main() -> None:
    """Carry a study out as a command does: folder, number of runs, options."""
    from experiments import Refused
    from experiments.engine import Options
    from experiments.store.campaign import complete
    from experiments.store.store import Store
    from experiments.terminal import stopping

    folder, n, options = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
    if largest := options.pop("largest_file", None):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    try:
        with stopping.on_request(), Store(folder, write=True) as store:
            print(complete(store, some_runs(n) if n else None, Options(**options))._asdict(), flush=True)
    except KeyboardInterrupt as stop:
        print(stop, file=sys.stderr)
        sys.exit(130)
    except Refused as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
