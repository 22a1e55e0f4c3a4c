"""The books as tables: what was paid, the hours that were asked for, and the postings that were."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.case import ALL
from sim.kinds import REASONS
from sim.state import Array
from sim.world import Sending, World

if TYPE_CHECKING:
    import pandas as pd


def money(world: World) -> pd.DataFrame:
    """Return a row per year, item, payer, payee and district."""
    import pandas as pd

    names, books = [d.id for d in world.case.bureaus], world.books
    by = ["year", "item", "source", "target", "district"]
    rows = [
        (e.year, e.item, e.source, e.target, names[of], yuan)
        for e in books.entries
        for of, yuan in books.by_district(e)
    ]
    return pd.DataFrame(rows, columns=[*by, "yuan"]).groupby(by, as_index=False)["yuan"].sum()


def hours(world: World) -> pd.DataFrame:
    """Return a row per year, item and district in which hours were asked for."""
    import pandas as pd

    books, bureaus = world.books, world.case.bureaus
    rows = [
        (year, item.name, item.source, district.id, hours)
        for year in sorted(books.hours)
        for district, booked in zip(bureaus, books.time_by_district(year), strict=True)
        for item, hours in sorted(booked.items())
        if hours
    ]
    return pd.DataFrame(rows, columns=["year", "item", "source", "district", "hours"])


def instruments(world: World) -> pd.DataFrame:
    """Return a row per year, instrument and district of what it did, and one of all districts where there are several.

    People are counted for all districts together only, since many are of two: who is sent, and who learns from them.
    """
    import pandas as pd

    columns = ["year", "instrument", "district", "people", "hours", "yuan"]
    rows = []
    for (year, name), did in sorted(world.done.items()):
        rows.append((year, name, ALL, *did))
        for row, district in enumerate(world.case.bureaus if len(world.districts) > 1 else ()):
            rows.append((year, name, district.id, np.nan, *world.done_in[year, name][row]))
    return pd.DataFrame(rows, columns=columns)


def postings(world: World) -> pd.DataFrame:
    """Return a row per year, instrument and school that was to send people: how many, how many went, and why not the others.

    Each of the ``short_`` columns counts those who did not go for one reason (`sim.kinds.REASONS`).
    """
    import pandas as pd

    start, n = world.case.start_year, len(world.schools)
    heads = ((one, one.required.sum(1) + one.sent.sum(1)) for one in world.sendings)
    found = [(one, np.flatnonzero(each > 0)) for one, each in heads]

    def column(of: Callable[[Sending], Array]) -> Array:  # one after the other, of which only the whole is kept
        return np.concatenate([of(one)[rows] for one, rows in found])

    def short(reason: int) -> Array:
        return column(lambda one: one.short.get(reason, np.zeros(n)))

    return pd.DataFrame(
        {
            "year": column(lambda one: np.full(n, start + one.term // 2)),
            "instrument": column(lambda one: np.full(n, one.instrument, object)),
            "district": strings([d.id for d in world.case.bureaus]).take(column(lambda _: world.schools.district)),
            "school": strings([s.id for s in world.case.schools]).take(column(lambda _: np.arange(n))),
            "required": column(lambda one: one.required.sum(1)),
            "sent": column(lambda one: one.sent.sum(1)),
            **{f"short_{name}": short(reason) for reason, name in enumerate(REASONS.names)},
        },
        copy=False,
    )


def strings(words: Iterable[str]) -> Any:
    """Return strings of which columns are taken by row: each cell points at its word, where Arrow's would copy it."""
    import pandas as pd

    return pd.array(list(words), dtype=pd.StringDtype("python", na_value=np.nan))
