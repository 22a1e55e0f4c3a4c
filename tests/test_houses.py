"""The houses of `experiments`: who may import whom, and a door for each."""

from __future__ import annotations

import ast

from sources import EXPERIMENTS, ROOT, packages_used, parsed

# From the ground up: a house uses only houses above it in this list, so there is no circle. All of them may use
# `experiments` itself, which holds refusals and hints. Imports inside functions count, those for type checkers do not.
MAY_IMPORT = {
    "texts": "",  # of the command line and of hints
    "sensitivity": "",
    "statistics": "",
    "terminal": "",
    "files": "terminal",
    "words": "statistics",
    "figures": "statistics terminal words",
    "records": "files terminal",
    "runs": "statistics terminal words",
    "design": "runs sensitivity terminal",
    "engine": "runs terminal",
    "docs": "design runs statistics words",
    "new_case": "docs records terminal words",
    "emulators": "design sensitivity",
    "store": "engine files runs terminal",
    "export": "engine files runs statistics store words",
    "pages": "engine figures files runs statistics store words",
    "compare": "engine export figures files pages runs statistics store terminal words",
    "ablation": "compare engine export figures files pages runs statistics store words",
    "districts": "engine export figures files pages runs statistics terminal words",
    "inspection": "export figures files pages records terminal words",
    "one_case": "engine export figures files pages runs statistics store terminal words",
    "study": "design emulators engine export figures files pages runs sensitivity statistics store terminal words",
    "app": "figures files new_case runs store words",
    "commands": (
        "ablation app compare districts docs engine export files inspection new_case one_case pages records runs store study "
        "terminal"
    ),
    "cli": "files terminal texts",  # which finds the commands by name, when they are asked for
}
FRONT_DOOR = {"experiments.runs", "experiments.texts"}  # `experiments.run`, when it is first used, and hints


def test_a_house_imports_only_what_the_table_allows() -> None:
    used = packages_used(EXPERIMENTS, "experiments")
    assert used.pop("experiments") == FRONT_DOOR
    found = {name.partition(".")[2]: {u.partition(".")[2] for u in there} - {""} for name, there in used.items()}
    allowed = {name: set(words.split()) for name, words in MAY_IMPORT.items()}
    assert {
        name: there - allowed.get(name, set()) for name, there in found.items() if there - allowed.get(name, set())
    } == {}
    assert {name: words - found[name] for name, words in allowed.items() if words - found[name]} == {}
    assert set(allowed) == set(found)


def test_no_house_stands_below_what_it_stands_on() -> None:
    """Which is what makes a circle of houses impossible."""
    houses = list(MAY_IMPORT)
    wrong = {
        name: [word for word in words.split() if word not in houses[: houses.index(name)]]
        for name, words in MAY_IMPORT.items()
    }
    assert {name: words for name, words in wrong.items() if words} == {}


def test_every_file_lives_in_a_house_and_every_house_has_a_door_that_says_what_it_is() -> None:
    flat = {p.name for p in EXPERIMENTS if p.parent == ROOT / "experiments"}
    assert flat == {"__init__.py", "cli.py", "texts.py"}
    houses = {p.parent for p in EXPERIMENTS} - {ROOT / "experiments"}
    assert [h.name for h in sorted(houses) if not (h / "__init__.py").is_file()] == []
    assert [h.name for h in sorted(houses) if not ast.get_docstring(parsed(h / "__init__.py"))] == []
