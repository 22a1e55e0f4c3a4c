"""The made-up district of a case to start from: what it holds, and what it shows only as a comment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from experiments.new_case.texts import sample as texts
from sim.say import Text


@dataclass(frozen=True)
class Off:
    """A value that the file shows as a comment: it may be said, and is not."""

    value: Any


def named(text: Text) -> dict[str, str]:
    """Return a name in both languages, as a case file has it."""
    return {"zh": text.zh, "en": text.en}


def district(name: str) -> dict[str, Any]:
    """Return the case of that name, every key of a case in it at least once, live or off."""
    return {
        "id": name,
        "title": named(texts.TITLE),
        "start_year": 2024,
        "years": 12,
        "outcomes": Off(["achievement", "development"]),
        "enacted": Off(True),
        "unstaged": Off(False),
        "placebo": Off("none"),
        "mergers_by_reform": Off(False),
        "demography": {"entry_index": {"2024": 1.0, "2025": 0.98, "2027": 0.94}},
        "districts": Off([{"id": "own", **named(texts.DISTRICT), "textbooks": "A", "set": {"mentoring.share": 0.6}}]),
        "towns": [
            {
                "id": "seat", **named(texts.SEAT), "locality": "urban", "x": 0.0, "y": 0.0, "radius": 2.5, "ses": 0.2,
                "migrants": 0.2, "district": Off("own"),
            },
            {
                "id": "river", **named(texts.RIVER), "locality": "rural", "x": 7.0, "y": 3.0, "radius": 4.0, "ses": -0.3,
                "migrants": 0.05, "district": Off("own"),
            },
        ],
        "schools": _schools(),
        "forms": [
            {"id": "paired", **named(texts.FORM), "like": "assist", "unified": "three", "set": {"staff": 0.5, "money": 0.2}}
        ],
        "groups": _groups(),
        "instances": [{"id": "rural", "of": "mentoring", **named(texts.INSTANCE)}],
        "reforms": _reforms(),
        "params": {"life_cycle.cap_schools": 6},
        "sources": {
            **dict.fromkeys(("start_year", "years", "demography.*", "towns.*", "schools.*"), named(texts.MADE_UP)),
            "districts.*": Off(named(texts.MADE_UP)),
            **dict.fromkeys(("forms.*", "reforms.*", "params.*"), named(texts.MADE_UP)),
        },
    }  # fmt: skip


def _schools() -> list[dict[str, Any] | Off]:
    """Return its schools, the first with all that may be known of one; those of other stages are off."""
    known = {
        "grades": [150, 152, 148, 150, 151, 149], "classes": 21, "rooms": 4, "score": 0.2, "score_sd": 0.9, "tested": 900,
        "teachers": 50, "above_degree": 45, "backbone": 12, "leaders": 5, "masters": 1, "arts": 8, "mid_title": 28,
        "senior_title": 8, "women": 38, "ages": [18, 16, 11, 5],
    }  # fmt: skip
    first = {
        "id": "p1", **named(texts.P1), "town": "seat", "stage": "primary", "level": "strong", "pupils": 900,
        "x": 0.3, "y": 0.2, "ses": Off(0.4), "migrants": Off(0.15), "primary": known,
        "stocks": {"teaching_area": 5400.0, "sports_area": 7600.0, "equipment": 2700000.0, "media_rooms": 24.0},
    }  # fmt: skip
    more: tuple[tuple[str, Text, str, str, str, int, dict[str, Any]], ...] = (
        ("p2", texts.P2, "seat", "primary", "ordinary", 600, {}),
        ("p3", texts.P3, "river", "primary", "ordinary", 360, {}),
        ("p4", texts.P4, "river", "primary", "weak", 120, {}),
        ("p5", texts.P5, "seat", "primary", "new", 360, {"opens": 2026}),
        ("j1", texts.J1, "seat", "junior", "strong", 630, {}),
        ("j2", texts.J2, "river", "junior", "weak", 390, {}),
        ("n1", texts.N1, "river", "nine_year", "weak", 450, {"junior": {"rooms": 2}}),
        ("s1", texts.S1, "seat", "senior", "ordinary", 900, {"senior": {"rooms": 7}}),
        ("u1", texts.U1, "seat", "partner", "strong", 0, {"staff": 40}),
    )
    rows = [
        {"id": i, **named(name), "town": town, "stage": stage, "level": level, "pupils": pupils, **rest}
        for i, name, town, stage, level, pupils, rest in more
    ]
    return [first, *(Off(row) if row["stage"] in {"senior", "partner"} else row for row in rows)]


def _groups() -> list[dict[str, Any]]:
    """Return a group with a core and two members of unlike forms, and a support pair."""
    return [
        {
            "id": "g1", **named(texts.GROUP), "layer": "group", "core": "p1", "formed": "2025-08", "tier": "district",
            "members": [
                {"school": "p2", "stage": Off("primary"), "form": "tight"},
                {"school": "n1", "stage": "primary", "form": "paired"},
            ],
        },
        {
            "id": "pair", **named(texts.PAIR), "layer": "support", "core": "j1", "formed": "2025-08",
            "members": [{"school": "j2", "form": "support_pair"}],
        },
    ]  # fmt: skip


def _reforms() -> list[dict[str, Any]]:
    """Return a date on which rules are set, and one on which schools change; what else may happen is off."""
    return [
        {
            "date": "2025-08", **named(texts.PLAN), "districts": Off(["own"]), "anyway": Off(False),
            "set": {
                "rotation.on": True, "rotation.annual_share": 0.1, "joint_research.on": True, "mentoring.on": True,
                "mentoring.layers": ["group"], "mentoring@rural.on": True, "mentoring@rural.layers": ["support"],
            },
            "gate": Off({
                "measure": "mean_score.primary", "of": "change", "at_least": 0.02, "at_most": Off(0.5), "by": "2028-08",
                "groups": ["pair"],
            }),
        },
        {
            "date": "2026-08", **named(texts.SCHOOLS_CHANGE),
            "merge": [{"schools": ["p4"], "into": "p3", **named(texts.P3_AND_P4)}],
            "join": [{"group": "g1", "school": "p3", "form": "tight", "stage": Off("primary")}],
            "team": [{"school": "p5", "senders": ["p1", "p2"], "share": 0.3, "backbone_share": 0.3}],
            "split": Off([{"school": "p2", "into": "p5", "share": 0.4}]),
            "convert": Off([{"school": "p3", "to": "nine_year", "rooms": 2}]),
            "roll": Off([{"schools": ["p2"], "towns": ["river"], "times": 1.2, "ses": 0.3, "migrants": 0.25}]),
            "rename": Off([{"school": "j2", **named(texts.J2_RENAMED)}]),
            "capital": Off([{"schools": ["p3", "j2"], "to": 1.0}]),
            "dissolve": Off([{"group": "pair"}]),
            "leave": Off([{"group": "g1", "school": "n1"}]),
            "form": Off([{"group": "g1", "school": "p2", "form": "one_person"}]),
            "core": Off([{"group": "g1", "school": "p2", "form": "tight"}]),
            "found": Off([{"group": "pair"}]),
        },
    ]  # fmt: skip
