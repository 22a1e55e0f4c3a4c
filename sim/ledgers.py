"""The books as tables: what was paid, the hours that were asked for, and the postings that were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.case import ALL
from sim.kinds import REASONS
from sim.world import World

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
        for row, district in enumerate(bureaus)
        for item, hours in sorted(books.time(year, row).items())
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

    ids, parts = np.array([s.id for s in world.case.schools], object), []
    districts = np.array([d.id for d in world.case.bureaus], object)[world.schools.district]
    for one in world.sendings:
        required, sent = one.required.sum(1), one.sent.sum(1)
        rows = np.flatnonzero((required > 0) | (sent > 0))
        year = world.case.start_year + one.term // 2
        keys = {"year": year, "instrument": one.instrument, "district": districts[rows], "school": ids[rows]}
        short = {f"short_{name}": one.short[rows, i] for i, name in enumerate(REASONS.names)}
        parts.append(pd.DataFrame({**keys, "required": required[rows], "sent": sent[rows], **short}))
    columns = [
        "year",
        "instrument",
        "district",
        "school",
        "required",
        "sent",
        *(f"short_{name}" for name in REASONS.names),
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
