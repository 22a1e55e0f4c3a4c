"""What there is to know of one school, group or teacher, as blocks of facts and tables in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.app import texts, words
from experiments.app.snapshot import roles_now
from experiments.words.labels import WAN, forms, kinds
from experiments.words.phrases import number
from sim.axes import HONOURS, LADDER, STAGES, Kind, Level, Locality
from sim.equity import indicators
from sim.equity.standards import R2017
from sim.forms import FUNCTIONS
from sim.say import Language
from sim.state import Honour, Layer, Tier, Title

if TYPE_CHECKING:
    from sim.model import DistrictModel

type Blocks = list[dict[str, Any]]

PEOPLE, PUPILS = 14, 8  # of a school that are shown


class Inspector:
    """Looks into one model, in one language; whoever asks holds the lock of the model."""

    def __init__(self, model: DistrictModel, lang: Language) -> None:
        self.model, self.world, self.lang = model, model.world, lang
        self.t = words.page(lang)

    def _of(self, thing: Any) -> str:
        """Return the name of what has two."""
        return str(thing.zh if self.lang == "zh" else thing.en)

    def _name(self, row: int) -> str:
        return self._of(self.world.names.schools[row]) if row >= 0 else "–"

    def _date(self, term: int) -> str:
        return self.world.date(int(term)) if term >= 0 else "–"

    def school(self, row: int) -> tuple[str, Blocks]:
        """Return the title and the blocks of a school."""
        s, t = self.world.schools, self.t
        title = self._name(row)
        if not s.active[row]:
            return title, [{"text": t["closed"]}]
        role = int(roles_now(self.world)[row])
        pupils, classes = int(s.pupils[row].sum()), int(s.classes[row].sum())
        of_classes = texts.PAGE["of_classes"](mean=number(pupils / max(classes, 1), 1), n=classes)
        facts = [
            [t["kind"], f"{self._of(tuple(Kind)[s.kind[row]])} · {self._of(tuple(Locality)[s.locality[row]])}"],
            [t["level"], self._of(tuple(Level)[s.level[row]])],
            [t["role"], words.of(texts.ROLES[role], self.lang)],
            [t["roll"], f"{pupils:,}"],
            [t["class_size"], words.of(of_classes, self.lang) if classes else "–"],
            [t["management"], number(float(s.management[row]), 3)],
            [t["reputation"], number(float(s.reputation[row]), 2)],
            [t["passed"], t["yes"] if s.passed[row] else t["no"]],
        ]
        return title, [
            {"facts": facts},
            *self._units(row),
            self._staff(row),
            *self._indicators(row),
            *self._history(row),
            self._people(row),
        ]

    def _units(self, row: int) -> Blocks:
        ties, g, how = self.world.ties, self.world.groups, list(forms(self.world.case).values())
        rows, picks = [], []
        for unit in np.flatnonzero(g.active & (g.core == row)).tolist():
            rows.append(
                [self._of(self.world.names.groups[unit]), self._of([*Layer][g.layer[unit]]), self.t["core"], ""]
            )
            picks.append(f"group:{unit}")
        for tie in np.flatnonzero(ties.active & (ties.school == row)).tolist():
            unit = int(ties.group[tie])
            rows.append(
                [
                    self._of(self.world.names.groups[unit]),
                    self._of([*Layer][g.layer[unit]]),
                    self.t["member"],
                    self._of(how[ties.form[tie]]),
                ]
            )
            picks.append(f"group:{unit}")
        head = [self.t["unit"], self.t["layer"], self.t["role"], self.t["form"]]
        return [{"title": self.t["groups"], "head": head, "rows": rows, "picks": picks}] if rows else []

    def _staff(self, row: int) -> dict[str, Any]:
        t = self.world.teachers
        here = np.flatnonzero(t.active & (t.post == row))
        count = np.zeros((len(Title), len(Honour)), int)
        np.add.at(count, (t.title[here], t.honour[here]), 1)
        ranks = ["–", *(self._of(e) for e in LADDER)]
        rows = [[ranks[i], *map(str, count[i]), str(count[i].sum())] for i in range(len(Title)) if count[i].any()]
        rows.append([self.t["all"], *map(str, count.sum(0)), str(count.sum())])
        head = [self.t["rank"], "–", *(self._of(e) for e in HONOURS), self.t["all"]]
        return {"title": self.t["staff"], "head": head, "rows": rows, "num": [1, 2, 3, 4, 5]}

    def _indicators(self, row: int) -> Blocks:
        values, pupils = indicators.indicators(self.world), indicators.pupils(self.world)
        stages = [i for i in range(2) if pupils[row, i] > 0]
        if not stages:
            return []
        rows, marks = [], []
        for k, one in enumerate(R2017.indicators):
            cells, mark = [f"{one.name} {self._of(one)}"], [""]
            for stage in stages:
                value, least = float(values[row, stage, k]), float(R2017.thresholds[stage, k])
                digits = 0 if least >= 100 else 1 if least >= 5 else 2
                cells += [number(value, digits), number(least, digits)]
                mark += ["good" if value >= least else "bad", ""]
            rows.append(cells)
            marks.append(mark)
        named = [self._of(STAGES[i]) for i in stages]
        head = [self.t["indicator"], *(h for n in named for h in (n, self.t["threshold"]))]
        return [{"title": self.t["indicators"], "head": head, "rows": rows, "marks": marks, "num": [1, 2, 3, 4]}]

    def _history(self, row: int) -> Blocks:
        if self.model.record is None or not self.model.record.schools:
            return []
        frame = self.model.record.of_school(self.world, row)
        columns = ("pupils", "mean_score", "backbone_post", "load", "reputation")
        rows = [
            [str(year), *(number(float(line[c]), d) for c, d in zip(columns, (0, 1, 0, 1, 2), strict=True))]
            for year, line in frame[list(columns)].iterrows()
        ]
        head = [self.t[k] for k in ("year", "roll", "score", "backbone", "load", "reputation")]
        return (
            [{"title": self.t["history"], "head": head, "rows": rows[::-1][:12], "num": [1, 2, 3, 4, 5]}]
            if rows
            else []
        )

    def _people(self, row: int) -> dict[str, Any]:
        """Return teachers of a school: those of the highest honour first, then those from elsewhere."""
        t = self.world.teachers
        here = np.flatnonzero(t.active & (t.post == row))
        order = np.lexsort((t.uid[here], -t.title[here], t.register[here] == row, -t.honour[here]))
        chosen = here[order][:PEOPLE]
        ranks, honours = ["–", *(self._of(e) for e in LADDER)], ["–", *(self._of(e) for e in HONOURS)]
        rows = [
            [
                f"{int(t.uid[i]) % 10**6:06d}",
                ranks[t.title[i]],
                honours[t.honour[i]],
                number(float(t.experience[i]), 0),
                number(float(t.value[i]), 3),
                "" if t.register[i] == row else self._name(int(t.register[i])),
            ]
            for i in chosen.tolist()
        ]
        head = [self.t[k] for k in ("teacher", "rank", "honour", "experience", "value", "registered")]
        picks = [f"teacher:{int(t.uid[i])}" for i in chosen]
        return {"title": self.t["people_here"], "head": head, "rows": rows, "picks": picks, "num": [3, 4]}

    def teacher(self, uid: int) -> tuple[str, Blocks]:
        """Return the title and the blocks of a teacher."""
        t, said = self.world.teachers, self.t
        title = f"{said['teacher']} {uid % 10**6:06d}"
        found = np.flatnonzero(t.active & (t.uid == np.uint64(uid)))
        blocks: Blocks = []
        if found.size:
            i = int(found[0])
            ranks, honours = ["–", *(self._of(e) for e in LADDER)], ["–", *(self._of(e) for e in HONOURS)]
            blocks.append(
                {
                    "facts": [
                        [said["registered"], self._name(int(t.register[i]))],
                        [said["works"], self._name(int(t.post[i]))],
                        [said["rank"], f"{ranks[t.title[i]]} · {honours[t.honour[i]]}"],
                        [said["experience"], number(float(t.experience[i]), 0)],
                        [said["skill"], number(float(t.skill[i]), 3)],
                        [said["value"], number(float(t.value[i]), 3)],
                        [said["burnout"], number(float(t.burnout[i]), 2)],
                    ]
                }
            )
        else:
            blocks.append({"text": said["gone"]})
        if self.model.record is not None and self.model.record.teachers:
            frame = self.model.record.of_teacher(self.world, uid)
            row = self.world.names.school_row
            said_of = dict(zip(("none", *LADDER.names), ["–", *(self._of(e) for e in LADDER)], strict=True))
            lines = [
                [
                    str(y),
                    self._name(row[r.post]),
                    said_of.get(r.title, r.title),
                    number(float(r.value), 3),
                    number(float(r.load), 1),
                    number(float(r.burnout), 2),
                ]
                for y, r in frame.iterrows()
            ]
            head = [said[k] for k in ("year", "works", "rank", "value", "load", "burnout")]
            blocks.append({"title": said["career"], "head": head, "rows": lines[::-1], "num": [3, 4, 5]})
        log, n, kind = self.world.placements, self.world.n_placements, list(kinds().values())
        mine = np.flatnonzero(log.teacher[:n] == np.uint64(uid))
        moved = [
            [
                self._of(kind[log.kind[j] - 1]),
                self._name(int(log.origin[j])),
                self._name(int(log.target[j])),
                self._date(log.start[j]),
                self._date(log.end[j]),
            ]
            for j in mine.tolist()
        ]
        if moved:
            blocks.append(
                {
                    "title": said["moves"],
                    "head": [said[k] for k in ("kind", "from", "to", "start", "end")],
                    "rows": moved,
                }
            )
        return title, blocks

    def group(self, unit: int) -> tuple[str, Blocks]:
        """Return the title and the blocks of a group or another unit: charter, ties, fund, members over time, who went where."""
        g, ties, said = self.world.groups, self.world.ties, self.t
        how = list(forms(self.world.case).values())
        facts = [
            [said["layer"], self._of([*Layer][g.layer[unit]])],
            [said["core"], self._name(int(g.core[unit]))],
            [said["formed"], self._date(g.formed[unit])],
            [said["tier"], self._of([*Tier][g.tier[unit]])],
            [said["fund"], number(float(g.fund[unit]) / WAN, 1)],
        ]
        rows = np.flatnonzero(ties.active & (ties.group == unit))
        reach = [FUNCTIONS.index(f) for f in ("staff", "research", "resources")]
        listed = [
            [
                self._name(int(ties.school[i])),
                self._of(how[ties.form[i]]),
                number(float(ties.trust[i]), 2),
                " / ".join(number(float(ties.reach[i, k]), 2) for k in reach),
                self._date(ties.start[i]),
            ]
            for i in rows.tolist()
        ]
        picks = [f"school:{int(ties.school[i])}" for i in rows]
        blocks: Blocks = [
            {"facts": facts},
            {
                "title": said["ties"],
                "head": [said[k] for k in ("member", "form", "trust", "carries", "start")],
                "rows": listed,
                "picks": picks,
                "num": [2],
            },
        ]
        if self.model.record is not None and self.model.record.groups:
            frame = self.model.record.of_group(self.world, unit)
            years = [
                [
                    str(y),
                    str(int(r.members)),
                    f"{int(r.pupils):,}",
                    number(float(r.core_score), 1),
                    number(float(r.member_score), 1),
                    number(float(r.fund) / WAN, 1),
                ]
                for y, r in frame.iterrows()
                if r.active
            ]
            head = [said["year"], said["members"], said["roll"], said["core"], said["member"], said["fund"]]
            blocks.append({"title": said["history"], "head": head, "rows": years[::-1][:12], "num": [1, 2, 3, 4, 5]})
        blocks.append(self._went(unit))
        return self._of(self.world.names.groups[unit]), blocks

    def _went(self, unit: int) -> dict[str, Any]:
        """Return the placements of a unit in the last two school years, added up."""
        log, n, kind = self.world.placements, self.world.n_placements, list(kinds().values())
        mine = np.flatnonzero((log.group[:n] == unit) & (log.start[:n] >= self.world.term - 4))
        three = np.stack([log.start[mine], log.origin[mine], log.target[mine], log.kind[mine]], axis=1)
        found, count = np.unique(three, axis=0, return_counts=True)
        rows = [
            [self._date(a), self._name(int(b)), self._name(int(c)), self._of(kind[k - 1]), str(m)]
            for (a, b, c, k), m in zip(found.tolist()[::-1], count.tolist()[::-1], strict=True)
        ][:30]
        head = [self.t[k] for k in ("start", "from", "to", "kind", "teachers")]
        return (
            {"title": self.t["sent"], "head": head, "rows": rows, "num": [4]}
            if rows
            else {"title": self.t["sent"], "text": self.t["none_yet"]}
        )
