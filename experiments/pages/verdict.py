"""Whether some runs have anything to report: said before it is reported, so that no command ends as if all were well."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable

from experiments import Failed
from experiments.engine import OK
from experiments.store.stored import MISSING

TOLD = 3  # failures that are told one by one


def check(statuses: Iterable[str], folder: str | os.PathLike[str], *, has_values: bool, what: str) -> str:
    """Say how many runs are not there, if any; go no further where nothing can be reported.

    Parameters
    ----------
    statuses
        How every wanted run ended.
    folder
        Of the study.
    has_values
        Whether there is a value to report where a run is good.
    what
        What has no value otherwise.

    Raises
    ------
    Failed
        When no run is good, with the first reasons, or when there is no value.
    """
    counts = Counter(statuses)
    n, good = counts.total(), counts.pop(OK, 0)
    told = ", ".join(f"{k:,} {status}" for status, k in counts.most_common())
    if good and not has_values:
        lost = f" ({told})" if told else ""
        raise Failed(f"{good:,} of {n:,} runs ended well{lost}, but {what}: there is nothing to report")
    if not good:
        go_on = "resume" if counts[MISSING] == n else "retry"
        raise Failed(
            f"none of {n:,} runs is good ({told}): there is nothing to report",
            *_reasons(folder),
            f"edugroup status {folder} says more, edugroup {go_on} {folder} does the runs",
        )
    return f"{n - good:,} of {n:,} runs are not there ({told}); edugroup status {folder} says why" if good < n else ""


def _reasons(folder: str | os.PathLike[str]) -> list[str]:
    """Return why the first runs failed."""
    from itertools import islice

    from experiments.pages.findings import failures
    from experiments.store.store import Store

    with Store(folder) as store:
        return [text.replace("`", "") for text in failures(list(islice(store.failed(), TOLD)), str(folder))]
