"""Documents in Chinese and in English say the same, section by section: headings, tables, formulas, code, points and links."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from experiments.docs import describe, keys, odd
from experiments.docs.texts import declared
from sim.books import items
from sim.config import aims, parameters
from sim.equity.metrics import REGISTRY
from sim.instruments import instruments
from sim.kinds import DECIDES, PAYS, WAYS
from sim.say import Text, use
from sim.units import unit

PAIRS = {
    file.relative_to(odd.DOCS).as_posix(): file.with_name(file.name.replace(".zh.md", ".md"))
    for file in sorted(odd.DOCS.rglob("*.zh.md"))
}
LINK = re.compile(r"\]\(([^)\s]+)\)")
SAID = re.compile(r" *#.*$|(?<=^question = ).*$|(?<=^prediction = ).*$", re.MULTILINE)  # in a fence, in one language
CHINESE = re.compile("[\u4e00-\u9fff]")
HAND_MADE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)


def parts(file: Path) -> list[dict[str, Any]]:
    """Return what each section of a document is made of."""
    page = odd.BLOCK.sub(lambda m: f"<<{m['name']}>>{len(rows(m[0]))}", file.read_text(encoding="utf-8"))
    fences = re.findall(r"^```.*?^```$", page, re.DOTALL | re.MULTILINE)
    page = re.sub(r"^```.*?^```$", "<<fence>>", page, flags=re.DOTALL | re.MULTILINE)
    found = []
    for section in re.split(r"^(?=#+ )", page, flags=re.MULTILINE)[1:]:
        title = section.partition("\n")[0]
        number = re.match(r"#+ ([A-E](?= [A-Z\u4e00-\u9fff])|\d[\d.]*)?", title)
        assert number
        blocks = re.findall(r"^\$\$.*?\$\$$", section, re.DOTALL | re.MULTILINE)
        prose = re.sub(r"^\$\$.*?\$\$$", "", section, flags=re.DOTALL | re.MULTILINE)
        found.append({
            "depth and number": (len(title) - len(title.lstrip("#")), number[1]),
            "generated": re.findall(r"<<([a-z ]+)>>(\d*)", section),
            "fences": [SAID.sub("", fences.pop(0)) for _ in range(section.count("<<fence>>"))],
            "formulas": blocks,
            "formulas in lines": Counter(re.findall(r"\$[^$\n]+\$", re.sub(r"`[^`]*`", "", prose))),
            "code": Counter(" ".join(c.split()) for c in re.findall(r"`[^`]+`", prose)),
            "tables": [[len(row) for row in rows(table)] for table in HAND_MADE.findall(section)],
            "points": len(re.findall(r"^(?:\*|\d\.) ", section, re.MULTILINE)),
            "links": Counter(same(link) for link in LINK.findall(prose)),
        })  # fmt: skip
    return found


def rows(table: str) -> list[list[str]]:
    """Return the cells of the rows of tables, without the lines under their heads."""
    lines = [line.strip("| ") for line in table.splitlines() if line.startswith("|") and set(line) - set("|- ")]
    return [re.split(r" \| ", line.replace("\\|", "")) for line in lines]


def same(link: str) -> str:
    """Return a link without its anchor and the language of its page."""
    return "#" if link.startswith("#") else link.partition("#")[0].replace(".zh.md", ".md")


def test_there_are_documents_in_both_languages() -> None:
    assert {"ODD.zh.md", "studies.zh.md", "cases.zh.md"} <= PAIRS.keys()
    for name, english in PAIRS.items():
        first = [file.read_text(encoding="utf-8").splitlines()[2] for file in (odd.DOCS / name, english)]
        assert first == [f"[English]({english.name})", f"[中文]({Path(name).name})"]


@pytest.mark.parametrize("name", PAIRS)
def test_a_document_says_the_same_in_both_languages_section_by_section(name: str) -> None:
    chinese, english = parts(odd.DOCS / name), parts(PAIRS[name])
    assert [p["depth and number"] for p in chinese] == [p["depth and number"] for p in english]
    for k, (zh, en) in enumerate(zip(chinese, english, strict=True)):
        for what in en:
            assert zh[what] == en[what], f"section {k} {en['depth and number']}: {what} differ"


@pytest.mark.parametrize("name", PAIRS)
def test_nothing_of_a_chinese_document_is_left_in_english(name: str) -> None:
    """Every paragraph is Chinese, and of every generated row some cell is, but where all of its cells are names."""
    page = (odd.DOCS / name).read_text(encoding="utf-8")
    hand_made = re.sub(r"^```.*?^```$|^\$\$.*?\$\$$", "", odd.BLOCK.sub("", page), flags=re.DOTALL | re.MULTILINE)
    paragraphs = [p for p in hand_made.split("\n\n") if re.search(r"[a-z]{3}", re.sub(r"`[^`]*`|\(.*?\)", "", p))]
    assert [p for p in paragraphs if not CHINESE.search(p) and p != f"[English]({PAIRS[name].name})"] == []


def test_all_that_declarations_say_in_english_alone_has_its_chinese_and_nothing_else_has() -> None:
    from sim.books import ITEMS
    from sim.declare import SLOTS
    from sim.equity.metric import TAGS
    from sim.schedule import CALENDAR, TERM, YEAR

    said = {
        "SEASONS": {season for season, _ in CALENDAR},
        "WORDS": {*WAYS, *DECIDES, *PAYS, *(i.source for i in ITEMS.values() if i.unit == "yuan")}
        | {"sum", "max", "mean", "capped sum"},
        "SLOTS": {*SLOTS},
        "MOMENTS": {TERM, YEAR},
        "TAGS": {*TAGS},
    }
    for table, sentences in said.items():
        assert sorted(text.en for text in getattr(declared, table)) == sorted(sentences), table
    every = [*parameters(), *aims()]
    assert [p.span for p in every if p.low is None and not CHINESE.search(p.span.zh) and " " in p.span] == []
    assert [
        p.name for p in every if not CHINESE.search(p.source.zh) or CHINESE.search(p.source.en.partition(" (")[0])
    ] == []
    assert {tool.combiner for tool in instruments().values()} <= said["WORDS"]


def test_what_is_said_in_the_examples_of_a_chinese_document_is_chinese() -> None:
    for name in PAIRS:
        fences = re.findall(
            r"^```toml$.*?^```$", (odd.DOCS / name).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
        )
        said = [
            line for fence in fences for line in re.findall(r"#.*$|^(?:question|prediction) = .*$", fence, re.MULTILINE)
        ]
        assert [line for line in said if not CHINESE.search(line)] == [], name


def test_no_error_bar_is_called_a_beard() -> None:
    """Of which the sign also says that something must be."""
    from experiments.figures import texts

    said = [t.zh for t in vars(texts).values() if isinstance(t, Text)]
    assert [zh for zh in said if re.search("(?<!必)须(为|是)", zh)] == []


@pytest.mark.parametrize("what", [*describe.OF_CASE, *describe.TABLES])
def test_described_tables_are_said_in_the_language_chosen(what: str) -> None:
    """With the same rows, names, numbers and code in both."""
    with use("zh"):
        chinese = describe.describe(what)
    english = describe.describe(what)
    zh, en = rows(chinese), rows(english)
    assert [len(row) for row in zh] == [len(row) for row in en]
    assert [row[0] for row in zh if row[0].startswith("`")] == [row[0] for row in en if row[0].startswith("`")]
    assert [re.findall(r"`[^`]+`", " ".join(row)) for row in zh] == [
        re.findall(r"`[^`]+`", " ".join(row)) for row in en
    ]
    heads = [line for line in chinese.splitlines() if line.startswith("| ")]
    assert CHINESE.search(heads[0])
    assert not CHINESE.search(re.sub("中文", "", english.splitlines()[0]))


def test_when_tools_act_what_measures_are_for_and_how_long_columns_are_is_said_in_chinese() -> None:
    with use("zh"):
        cells = {what: rows(describe.describe(what))[1:] for what in ("instruments", "metrics", "state")}
    told = [row[4] for row in cells["instruments"]]
    told += [row[6] for row in cells["metrics"] if len(row) > 6]
    told += [row[3] for row in cells["state"]]
    assert [cell for cell in told if cell and not CHINESE.search(cell)] == []
    assert "招聘之前（before hiring）、首个岗位（first posts）、集团活动（activities）" in told
    assert not [cell for cell in told if "stage" in cell]


def test_units_labels_and_authors_leave_no_english_in_chinese() -> None:
    """No part of a unit is missing in Chinese, no label says a word twice, and authors are listed as in Chinese."""
    declared_ = [*parameters(), *aims()]
    columns = [c for cls in describe.tables_of_the_world().values() for c in cls.declared().values()]
    used = {
        x.unit for x in (*declared_, *REGISTRY.values(), *columns, *items("yuan").values(), *items("hours").values())
    }
    assert {u: unit(u).zh for u in used if re.search("[A-Za-z]{2,}", unit(u).zh)} == {}
    labels = [x.zh for x in (*declared_, *REGISTRY.values(), *columns)]
    assert [zh for zh in labels if re.search(r"([\u4e00-\u9fff]{2,})\1", zh)] == []
    english = re.compile(r"\bet al\b|\band\b|\bothers\b|[a-z], [A-Z]")
    assert [p.name for p in declared_ if english.search(p.source.zh)] == []


def test_slots_of_the_calendar_are_called_in_chinese() -> None:
    with use("zh"):
        steps = [row[1] for row in rows(describe.describe("schedule"))[1:]]
    assert "*招聘之前*" in steps
    assert [step for step in steps if step.startswith("*") and not CHINESE.search(step)] == []


def test_doses_of_forms_are_called_by_the_name_of_their_tool_and_ranges_are_written_out() -> None:
    found = {p.name: p for p in parameters()}
    assert found["forms.tight.dose_follow_post"].zh == "紧密型：跟岗学习的份额"
    assert found["finance.earmark"].span.zh == "0至1000000"


def test_every_number_of_a_case_has_a_unit() -> None:
    numbers = {key for _, key, info, _ in keys.told(keys.CASES) if keys.is_number(info)}
    assert numbers == keys.UNITS.keys()


def test_a_key_without_words_and_words_without_a_key_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for words, told in (({}, "has no words"), ({**keys.cases.STOCKS, "more": keys.cases.ZH}, "words and no key")):
        with pytest.raises(ValueError, match=told):
            keys.told((("stocks", keys.Stocks, words),))
