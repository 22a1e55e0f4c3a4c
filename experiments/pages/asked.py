"""What instruments were to send and what they sent: a table beside the answer of who moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.pages.texts import answers as texts
from experiments.words import labels
from experiments.words.phrases import DASH, TableView, number, share
from sim.kinds import REASONS
from sim.say import Said, joined

if TYPE_CHECKING:
    from experiments.runs.results import Results


def asked_and_done(results: Results) -> list[TableView]:
    """Return a table of what each instrument was to send a year, what it sent, and why not all; none where none was asked."""
    from sim.config import defaults

    if "postings" not in results.tables:
        return []
    late, frame = results.late, results.tables["postings"]
    frame = late.of(frame[frame["arm"] == results.arms[-1]])
    reasons = {f"short_{reason.name}": reason for reason in REASONS}
    years = len(results.seeds) * (late.last - late.first + 1)
    sums = frame.groupby("instrument")[["required", "sent", *reasons]].sum() / years
    tools, rows = defaults(results.plan.case).instruments, []
    for name, row in sums[sums["required"] > 0].iterrows():
        why = [Said(f"{r.zh} {row[k]:,.0f}", f"{r.en}: {row[k]:,.0f}") for k, r in reasons.items() if row[k] >= 0.5]
        done = share(row["sent"] / row["required"])
        told = joined(why, zh="；", en="; ") if why else DASH
        rows.append([labels.named(tools[name].words), number(row["required"], 0), number(row["sent"], 0), done, told])
    heads = (texts.INSTRUMENT, texts.TO_SEND, texts.SENT, texts.MET, texts.WHY_NOT)
    said = texts.ASKED_AND_DONE(years=labels.in_span(late.first, late.last))
    return [TableView(said, [head() for head in heads], rows)] if rows else []
