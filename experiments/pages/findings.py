"""The page of a comparison or a study: one self-contained HTML file with question, answers, design and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.files.partial import whole_file
from experiments.files.study_folder import FIGURES, PAGE, check_page, part
from experiments.pages.report import assumed, fill
from experiments.words.phrases import TableView

if TYPE_CHECKING:
    from experiments.figures import Drawn
    from experiments.pages.answers import Answer
    from experiments.store.store import Ended
    from sim.case import Case

PICTURES = (".png", ".svg")  # what every figure is written as
SHOWN = 8  # failed runs that are told one by one


@dataclass(slots=True)
class Page:
    """What stands on a page."""

    title: str
    zh: str
    lead: list[str]
    answers: list[Answer]
    facts: list[tuple[str, str]]
    cautions: list[str]
    missing: list[str] = field(default_factory=list)  # empty: every run ended well
    tables: list[TableView] = field(default_factory=list)  # of the design
    headline: list[str] = field(default_factory=list)  # what was found, a sentence per outcome
    beside: str = ""  # what lies beside the page


def write(page: Page, figures: Mapping[str, Drawn], folder: Path) -> Path:
    """Write a page with its figures inside into a folder, whole or not at all, and return its file.

    Raises
    ------
    Refused
        When another page than ours is there.
    """
    check_page(folder)
    for answer in page.answers:  # what the page begins with is not said twice
        answer.sentences = [s for s in answer.sentences if s not in page.headline]
    with whole_file(folder / PAGE) as file:
        file.write_text(fill("study.html", figures, page=page), encoding="utf-8")
    return folder / PAGE


def write_figures(draw: Callable[[Path], dict[str, Drawn]], folder: Path, command: str) -> dict[str, Drawn]:
    """Write the figures of a study's folder instead of those we wrote before, and return them by name."""
    with part(folder, FIGURES) as figures:
        drawn = draw(figures.path)
        figures.write_manifest(FIGURES, [], {"reproduce": command})
    return {name: d._replace(file=folder / FIGURES / d.file.name) for name, d in drawn.items()}


def failures(failed: Sequence[Ended], folder: str, n_missing: int = 0) -> list[str]:
    """Say which runs are not there, why, and what runs them again."""
    out = []
    if n_missing:
        out.append(f"{n_missing} runs have not been done; `edugroup resume {folder}` does them.")
    for ended in failed[:SHOWN]:
        sets = ", ".join(f"{k} = {v}" for k, v in ended.run.overrides) or "nothing set"
        out.append(
            f"{ended.status}: {ended.run.source.id}, {ended.run.chance}, {sets}: {ended.reason}. See it again with "
            f"`edugroup replay {folder} {ended.run.key[:12]}`."
        )
    if len(failed) > SHOWN:
        out.append(f"{len(failed) - SHOWN} more runs failed; `edugroup status {folder}` lists them.")
    return out


def cautions(case: Case) -> list[str]:
    """Return what holds of every result of the model."""
    senior = "" if "senior" in case.stages.names else "no senior high school "
    return [
        "This is not a forecast for the real district and not an evaluation of its policy. No parameter was fitted to its "
        f"data; school sizes, levels, memberships and many other numbers of the case are assumed. {assumed(case)}",
        "Pupils' scores stand for what the model lets schooling change; it has no private tutoring, "
        f"{senior}and no moving house.",
    ]
