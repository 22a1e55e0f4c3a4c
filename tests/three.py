"""Three districts in one case, made of the hand-made one: the same schools three times, at other places and by other names."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from worlds import MINI

from sim.case import Case, parse_case

IDS = ("a", "b", "c")
APART = {"a": 0.0, "b": 7.0, "c": -8.0}  # km east: near enough for a child to go to school across the border
Raw = dict[str, Any]


def raw(*ids: str) -> Raw:
    """Return the parsed file of a case of some of the three districts."""
    out: Raw = {
        **copy.deepcopy(MINI),
        "id": "three",
        "districts": [],
        "towns": [],
        "schools": [],
        "groups": [],
        "reforms": [],
    }
    for one in ids or IDS:
        out["districts"].append({"id": one, "zh": f"{one}区", "en": f"District {one.upper()}", "textbooks": "PEP"})
        for part in ("towns", "schools", "groups"):
            for thing in copy.deepcopy(MINI[part]):
                thing["id"] = f"{one}-{thing['id']}"
                for key in ("town", "core"):
                    if key in thing:
                        thing[key] = f"{one}-{thing[key]}"
                if "x" in thing:
                    thing["x"] += APART[one]
                if part == "towns":
                    thing["district"] = one
                for member in thing.get("members", ()):
                    member["school"] = f"{one}-{member['school']}"
                out[part].append(thing)
    for reform in copy.deepcopy(MINI["reforms"]):
        merge = reform.pop("merge", ())
        renames = reform.pop("rename", ())
        reform["merge"] = [
            {**m, "schools": [f"{one}-{s}" for s in m["schools"]], "into": f"{one}-{m['into']}"}
            for one in ids or IDS for m in merge
        ]  # fmt: skip
        reform["rename"] = [{**r, "school": f"{one}-{r['school']}"} for one in ids or IDS for r in renames]
        out["reforms"].append(reform)
    return out


def three(*changes: Callable[[Raw], Any], ids: tuple[str, ...] = IDS) -> Case:
    """Return the case of some of the three districts, its parsed file changed."""
    parsed = raw(*ids)
    for change in changes:
        change(parsed)
    return parse_case(parsed, "three")
