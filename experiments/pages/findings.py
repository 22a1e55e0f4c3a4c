"""The page of a comparison or a study: one self-contained HTML file with question, answers, design and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.files.partial import whole_file
from experiments.files.study_folder import FIGURES, PAGE, check_page, part
from experiments.pages.fill import fill
from experiments.pages.report import assumed
from experiments.pages.texts import frame as texts
from experiments.words.phrases import TableView, paragraph
from sim.say import Said

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

    title: str  # in English
    zh: str  # and in Chinese
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
        file.write_text(fill("study.html", figures, title=Said(page.zh, page.title), page=page), encoding="utf-8")
    return folder / PAGE


def write_figures(draw: Callable[[Path], dict[str, Drawn]], folder: Path, command: str) -> dict[str, Drawn]:
    """Write the figures of a study's folder instead of those we wrote before, and return them by name."""
    with part(folder, FIGURES) as figures:
        drawn = draw(figures.path)
        figures.write_manifest(FIGURES, [], {"reproduce": command})
    return {name: d._replace(file=folder / FIGURES / d.file.name) for name, d in drawn.items()}


def failures(failed: Sequence[Ended], folder: str, n_missing: int = 0) -> list[str]:
    """Say which runs are not there, why, and what runs them again."""
    out: list[str] = []
    if n_missing:
        out.append(texts.NOT_DONE(n=n_missing, folder=folder))
    for ended in failed[:SHOWN]:
        sets = ", ".join(f"{k} = {v}" for k, v in ended.run.overrides) or texts.NOTHING_SET()
        out.append(
            texts.FAILED(
                status=ended.status, case=ended.run.source.id, chance=ended.run.chance, sets=sets, why=ended.reason,
                folder=folder, key=ended.run.key[:12],
            )
        )  # fmt: skip
    if len(failed) > SHOWN:
        out.append(texts.MORE_FAILED(n=len(failed) - SHOWN, folder=folder))
    return out


def cautions(case: Case) -> list[str]:
    """Return what holds of every result of the model."""
    return [
        paragraph(texts.NO_FORECAST(), assumed(case)),
        (texts.STANDS_FOR_SENIOR if "senior" in case.stages.names else texts.STANDS_FOR)(),
    ]
