"""The books as tables: what was paid, and the hours that were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
