"""Synthetic districts of any size: for tests, benchmarks, and sweeps over many counties.

A district is a city with towns around it and villages beyond. Each town has primary and junior schools and some
nine-year schools, of skewed sizes; one school in six leads a group, and every weak school is in one. Group
schooling starts in the second year, with all instruments at once. Everything is drawn by the address of a town or
school, so that a district depends on nothing but its size and seed; all its numbers are made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from sim import rng
from sim.axes import COMPULSORY
from sim.case import Case, CaseError, parse_case
from sim.instruments import of_the_model
from sim.param import nearest
from sim.params import LifeCycle
from sim.state import Array
from sim.texts import runs as texts

START_YEAR, YEARS = 2016, 30
TOWN = 24_000  # pupils of a town, about
SPACING = 5.0  # km between neighbouring towns
GOLDEN = np.pi * (3 - np.sqrt(5))  # angle from one town to the next: they fill the plane, the city in the middle
MEMBERS = 5  # members a core is given while others have fewer


class Belt(NamedTuple):
    """What towns of one locality are like; sizes are pupils of a school of one stage."""

    share: float  # of the district's pupils
    size: tuple[float, float]  # mean roll of primary and of junior schools
    nine_year: float  # share of pupils in nine-year schools
    levels: tuple[float, float]  # share of strong and of weak schools
    radius: float  # km
    ses: float  # SD
    migrants: float  # share


BELTS = {
    "urban": Belt(0.55, (1700.0, 1900.0), 0.20, (0.30, 0.08), 2.5, 0.25, 0.30),
    "town": Belt(0.27, (900.0, 1300.0), 0.15, (0.12, 0.28), 3.0, -0.10, 0.18),
    "rural": Belt(0.18, (350.0, 800.0), 0.30, (0.0, 0.65), 4.5, -0.45, 0.06),
}
FAMILIES = (("primary",), ("junior", "nine_year"))  # kinds of school that lead and follow each other
RANK = {"strong": 0, "ordinary": 1, "weak": 2}
PARTNERS = 3  # schools of another district (or town) in a regional community
ZH = {"urban": "街", "town": "镇", "rural": "乡", "primary": "小学", "junior": "初中", "nine_year": "学校"}
EN = {"primary": "Primary", "junior": "Junior", "nine_year": "School"}


def synthetic_case(
    pupils: int,
    *,
    seed: int = 1,
    groups: bool = True,
    districts: int = 1,
    layers: Sequence[str] = ("group",),
    id: str | None = None,
) -> Case:
    """Return a plausible district, or a city of several, with a number of pupils, from about a thousand to millions.

    Parameters
    ----------
    pupils
        Pupils of the first year.
    seed
        Which of the districts of this size.
    groups
        False leaves the groups and the reform out.
    districts
        How many education bureaus share the towns between them, each a sector from the centre outward.
    layers
        Layers of units: ``group``; ``cluster``, the schools of a town; ``support``, a town school and a weak rural one;
        ``regional``, a strong school and partners in the next district (with one district, the next town).
    id
        Name of the case; by default made of size and seed.

    Raises
    ------
    CaseError
        When there are too few pupils for a school in every town, of which some hundreds are needed, fewer towns than
        districts, or a layer of another name.
    """
    more = "".join(f"-{layer}" for layer in layers if layer != "group")
    name = id or f"synthetic-{pupils}-{seed}" + (f"-{districts}" if districts > 1 else "") + more
    if strange := [layer for layer in layers if layer not in UNITS]:
        hint = nearest(strange[0], UNITS)
        raise CaseError(name, [texts.NO_LAYER(name=strange[0], hint=hint, allowed=list(UNITS))])
    towns = _towns(pupils, seed)
    if not 1 <= districts <= len(towns):
        raise CaseError(name, [texts.DISTRICTS_OUT(value=districts, most=len(towns), pupils=pupils)])
    schools = [school for town, share in towns for school in _schools(seed, town, share)]
    raw: dict[str, Any] = {
        "id": name,
        "title": {"zh": f"虚构区县（{pupils}名学生）", "en": f"Synthetic district of {pupils} pupils"},
        "start_year": START_YEAR,
        "years": YEARS,
        "towns": [town for town, _ in towns],
        "schools": schools,
        "sources": {"*": "assumed: drawn by sim.synthetic"},
    }
    if districts > 1:
        raw["districts"] = _districts(districts, [town for town, _ in towns])
    at = {town["id"]: town for town, _ in towns}
    if groups and (listed := [unit for layer in layers for unit in UNITS[layer](seed, schools, at)]):
        on = {f"{instrument}.on": True for instrument in of_the_model()}
        date = f"{START_YEAR + 1}-08"
        raw["groups"] = [{**g, "formed": date} for g in listed]
        raw["reforms"] = [{"date": date, "zh": "集团化办学", "en": "Group schooling", "set": on}]
    return parse_case(raw, name)


def _draw(seed: int, what: str, ids: list[str]) -> Array:
    """Return two normals for each id, shape (n, 2)."""
    who = np.array([rng.identity(i) for i in ids], np.uint64)
    keys = [rng.key(seed, f"synthetic.{what}.{i}") for i in (0, 1)]
    return np.stack([rng.normal(k, who) for k in keys], axis=1).astype(np.float64)


def _split(total: int, weight: Array) -> list[int]:
    """Return whole numbers in proportion to weights that add up to a total."""
    ends = np.rint(np.cumsum(weight) / weight.sum() * total).astype(int)
    return [int(n) for n in np.diff(ends, prepend=0)]


def _towns(pupils: int, seed: int) -> list[tuple[dict[str, Any], int]]:
    """Return the towns from the centre outward, each with its number of pupils."""
    n = {b: max(round(belt.share * pupils / TOWN), 1) for b, belt in BELTS.items()}
    ids = [f"{b[0]}{i + 1}" for b in BELTS for i in range(n[b])]
    luck = dict(zip(ids, _draw(seed, "town", ids), strict=True))
    rolls = _split(pupils, np.array([b.share for b in BELTS.values()]))
    out: list[tuple[dict[str, Any], int]] = []
    for (b, belt), roll in zip(BELTS.items(), rolls, strict=True):
        here = [f"{b[0]}{i + 1}" for i in range(n[b])]
        for town, share in zip(here, _split(roll, np.exp([0.3 * luck[t][0] for t in here])), strict=True):
            k = len(out)
            place = SPACING * np.sqrt(k) * np.array([np.cos(k * GOLDEN), np.sin(k * GOLDEN)])
            facts = {
                "id": town, "zh": f"第{k + 1}{ZH[b]}", "en": f"{b.capitalize()} {k + 1}", "locality": b,
                "x": round(float(place[0]), 3), "y": round(float(place[1]), 3), "radius": belt.radius,
                "ses": round(belt.ses + 0.15 * float(luck[town][1]), 3), "migrants": belt.migrants,
            }  # fmt: skip
            out.append((facts, share))
    return out


def _districts(number: int, towns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Share out the towns among districts by their angle from the centre, and return the districts."""
    angle = np.arctan2([t["y"] for t in towns], [t["x"] for t in towns])
    for rank, row in enumerate(np.argsort(angle, kind="stable")):
        towns[row]["district"] = f"d{rank * number // len(towns) + 1}"
    return [{"id": f"d{i + 1}", "zh": f"第{i + 1}区", "en": f"District {i + 1}"} for i in range(number)]


def _schools(seed: int, town: dict[str, Any], pupils: int) -> list[dict[str, Any]]:
    """Return the schools of a town; its junior schools take what its primary schools send."""
    belt, years = BELTS[town["locality"]], COMPULSORY.grades
    first, second = (stage.grades for stage in COMPULSORY)
    mean = {
        "primary": belt.size[0],
        "junior": belt.size[1],
        "nine_year": belt.size[0] * first / years + belt.size[1] * second / years,
    }
    whole = belt.nine_year * pupils
    n_nine = round(whole / mean["nine_year"])
    nine = years * round(whole / years) if n_nine else 0
    primary = round((pupils - nine) * first / years)
    rolls = {"primary": primary, "junior": pupils - nine - primary, "nine_year": nine}
    out = []
    for stage, roll in rolls.items():
        n = n_nine if stage == "nine_year" else max(round(roll / mean[stage]), 1)
        ids = [f"{town['id']}-{stage[0]}{i + 1}" for i in range(n)]
        luck = _draw(seed, "school", ids)
        strong, weak = belt.levels
        order = luck[:, 0] + luck[:, 1]  # larger schools tend to be better
        rank = (np.argsort(np.argsort(-order)) + 0.5) / max(n, 1)
        sizes = _split(roll, np.exp(0.45 * luck[:, 0])) if n else []
        for i, school in enumerate(ids):
            first = town["id"] == "u1" and rank[i] == rank.min()  # the old school in the middle of the city
            level = "strong" if rank[i] < strong or first else "weak" if rank[i] > 1 - weak else "ordinary"
            out.append({
                "id": school, "zh": f"{town['zh']}第{i + 1}{ZH[stage]}", "en": f"{town['en']} {EN[stage]} {i + 1}",
                "town": town["id"], "stage": stage, "level": level, "pupils": sizes[i],
            })  # fmt: skip
    return out


def _groups(seed: int, schools: list[dict[str, Any]], towns: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return groups: one school in six leads, the best first; others join the nearest of their district, weak ones first."""
    place = {name: complex(t["x"], t["y"]) for name, t in towns.items()}
    of = {name: t.get("district") for name, t in towns.items()}
    best = sorted(schools, key=_standing)
    cores: list[dict[str, Any]] = []
    for stages in FAMILIES:  # so that every member finds a core of its stage
        able = [s for s in best if s["stage"] in stages and s["level"] != "weak"]
        cores += able[: max(round(sum(s["stage"] in stages for s in schools) / 6), 1)]
    load = {c["id"]: [c] for c in cores}
    names = [s["id"] for s in schools]
    luck = dict(zip(names, _draw(seed, "tie", names), strict=True))
    for s in sorted(schools, key=lambda s: (-RANK[s["level"]], s["id"])):
        if s["id"] in load:
            continue
        road = {  # to the cores with room: those with few members first, then the nearest
            c["id"]: (len(load[c["id"]]) > MEMBERS, abs(place[c["town"]] - place[s["town"]]))
            for c in cores
            if of[c["town"]] == of[s["town"]] and _teaches(c, s) and _has_room(load[c["id"]], s)
        }
        if road and (s["level"] == "weak" or not min(road.values())[0]):
            load[min(road, key=lambda c: (*road[c], c))].append(s)
    out: list[dict[str, Any]] = []
    for c in cores:
        members = load[c["id"]][1:]
        if members:
            tier = "provincial" if len(out) % 10 == 0 else "municipal" if len(out) % 4 == 1 else "district"
            out.append({
                "id": f"g-{c['id']}", "zh": f"{c['zh']}教育集团", "en": f"{c['en']} Group", "core": c["id"],
                "tier": tier,
                "members": [{"school": m["id"], "form": _form(c, m, luck[m["id"]])} for m in members],
            })  # fmt: skip
    return out


def _clusters(seed: int, schools: list[dict[str, Any]], towns: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the clusters: of every town the primary schools, and those with junior grades, each led by the best."""
    out = []
    for town in towns:
        for stages in FAMILIES:
            here = sorted((s for s in schools if s["town"] == town and s["stage"] in stages), key=_standing)
            if len(here) > 1:
                out.append(_unit("cluster", "学区", "Cluster", here[0], here[1:], "cluster"))
    return out


def _pairs(seed: int, schools: list[dict[str, Any]], towns: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the support pairs: weak rural schools, each with the nearest free urban school that is not weak."""
    place = {name: complex(t["x"], t["y"]) for name, t in towns.items()}
    locality = {name: t["locality"] for name, t in towns.items()}
    free = {s["id"]: s for s in schools if locality[s["town"]] == "urban" and s["level"] != "weak"}
    out = []
    for weak in sorted((s for s in schools if s["level"] == "weak" and locality[s["town"]] == "rural"), key=_standing):
        able = [s for s in free.values() if _teaches(s, weak)]
        if able:
            helper = min(able, key=lambda s: (abs(place[s["town"]] - place[weak["town"]]), _standing(s)))
            out.append(
                _unit("support", "城乡帮扶共同体", "Support Pair", free.pop(helper["id"]), [weak], "support_pair")
            )
    return out


def _regions(seed: int, schools: list[dict[str, Any]], towns: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the regional communities: the best school of each district (or town) and partners in the next."""
    several = any(t.get("district") for t in towns.values())
    area = {name: t["district"] if several else name for name, t in towns.items()}
    areas, out = list(dict.fromkeys(area.values())), []
    for stages in FAMILIES:
        here = {
            a: sorted((s for s in schools if area[s["town"]] == a and s["stage"] in stages), key=_standing)
            for a in areas
        }
        for one, other in zip(areas, [*areas[1:], areas[0]], strict=True):
            partners = here[other][1 : 1 + PARTNERS]
            if here[one] and partners and one != other:
                out.append(_unit("regional", "区域共同体", "Regional Community", here[one][0], partners, "regional"))
    return out


def _unit(
    layer: str, zh: str, en: str, core: dict[str, Any], members: list[dict[str, Any]], form: str
) -> dict[str, Any]:
    """Return a unit of a layer other than groups, all of whose ties are of one form."""
    return {
        "id": f"{layer}-{core['id']}", "zh": f"{core['zh']}{zh}", "en": f"{core['en']} {en}", "layer": layer,
        "core": core["id"], "members": [{"school": m["id"], "form": form} for m in members],
    }  # fmt: skip


def _standing(school: dict[str, Any]) -> tuple[int, int, str]:
    """Return what schools are ordered by, the best first: level, then size."""
    return RANK[school["level"]], -school["pupils"], school["id"]


def _has_room(group: list[dict[str, Any]], school: dict[str, Any]) -> bool:
    """Return whether a school may join a group under the caps."""
    caps = LifeCycle()
    return len(group) < caps.most_schools and sum(s["pupils"] for s in (*group, school)) <= caps.cap_pupils


def _teaches(core: dict[str, Any], member: dict[str, Any]) -> bool:
    """Return whether a core teaches a stage of the member."""
    return core["stage"] == member["stage"] or "nine_year" in (core["stage"], member["stage"])


def _form(core: dict[str, Any], member: dict[str, Any], luck: Array) -> str:
    """Return the form of a tie: mostly tight inside a town, mostly assistance to weak schools elsewhere."""
    if luck[0] > 0.8:
        return "alliance"
    close = core["town"] == member["town"] or luck[1] > 1
    return "tight" if close else "assist" if member["level"] == "weak" or luck[1] > -0.5 else "alliance"


UNITS = {"group": _groups, "cluster": _clusters, "support": _pairs, "regional": _regions}  # by layer
