"""Whether some runs have anything to report: said before it is reported, so that no command ends as if all were well."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable

from experiments import Failed
from experiments.engine import OK
from experiments.pages.texts import frame as texts
from experiments.store.stored import MISSING
from sim.say import LANGUAGES, NOTHING, Said, spoken

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
    told = [texts.COUNT(n=k, status=status) for status, k in counts.most_common()]
    if good and not has_values:
        lost = texts.LOST(told=told) if told else NOTHING
        raise Failed(texts.NO_VALUE(n=n, good=good, lost=lost, what=what))
    if not good:
        go_on = texts.RESUME if counts[MISSING] == n else texts.RETRY
        raise Failed(texts.NONE_GOOD(n=n, told=told), *_reasons(folder), go_on(folder=folder))
    return texts.SOME_LOST(n=n, lost=n - good, told=told, folder=folder) if good < n else NOTHING


def _reasons(folder: str | os.PathLike[str]) -> list[str]:
    """Return why the first runs failed."""
    from itertools import islice

    from experiments.pages.findings import failures
    from experiments.store.store import Store

    with Store(folder) as store:
        told = failures(list(islice(store.failed(), TOLD)), str(folder))
    return [Said(*(spoken(text, lang).replace("`", "") for lang in LANGUAGES)) for text in told]
