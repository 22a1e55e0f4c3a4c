"""Dask workers as jobs of a batch system, through dask-jobqueue."""

from __future__ import annotations

import shlex
import shutil
import sys
from typing import Any

import sim
from experiments import Refused
from experiments.engine import Options, texts

# Lines of a job before dask starts: nothing is imported from the folder it happens to be in, but a checkout is found.
SAFE_PATH = ["export PYTHONSAFEPATH=1"]
if sim.CHECKOUT is not None:
    SAFE_PATH.append(f'export PYTHONPATH="${{PYTHONPATH:+$PYTHONPATH:}}"{shlex.quote(str(sim.CHECKOUT))}')


def start_jobs(options: Options) -> Any:
    """Return a cluster whose workers are jobs of a batch system, asked for but perhaps not yet running."""
    try:
        import dask_jobqueue
        import distributed
    except ImportError:
        raise Refused(texts.NEEDS_JOBQUEUE(batch=options.batch)) from None
    kind: Any = getattr(dask_jobqueue, {"slurm": "SLURMCluster", "pbs": "PBSCluster"}[str(options.batch)])
    submit = {"slurm": "sbatch", "pbs": "qsub"}[str(options.batch)]
    if shutil.which(submit) is None:
        raise Refused(texts.NEEDS_COMMAND(batch=options.batch, command=submit))
    given = dict(options.job)
    cores = int(given.get("cores", 1))
    prologue = given.pop("job_script_prologue", ())
    settings = {
        "cores": cores, "processes": cores, "memory": f"{2 * cores} GB", "python": sys.executable,
        "scheduler_options": {"dashboard": False, "dashboard_address": "127.0.0.1:0"}, **given,
        "job_script_prologue": [*SAFE_PATH, *([prologue] if isinstance(prologue, str) else prologue)],
    }  # fmt: skip
    jobs: Any = None
    try:
        jobs = kind(**settings)
        jobs.scale(jobs=options.jobs)
        jobs.sync(jobs._correct_state)  # which scale only starts: jobs are handed in, or refused, before we go on
        for job in jobs.workers.values():
            if job.job_id is None:  # it was refused in the background: ask once more, to be told why
                jobs.sync(job.start)
    except (TypeError, ValueError, OSError, RuntimeError) as error:
        if jobs is not None:
            for job in jobs.workers.values():
                job.status = distributed.Status.failed  # else dask would not close
            jobs.close()
        raise Refused(texts.NOT_TAKEN(why=error)) from None
    return jobs
