"""The things of a composed year: a home district with its bodies, firms, schools, streets, roads and communities.

Each thing has the names that it may be printed under, and those that stand only where another came before. Names are
those that real districts use; the tables of the program are not looked at, but for the streets and their codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from kg.records import Label
from kg.resolution.authority import divisions, lineage
from kg.rows import rows

FOLDER = Path(__file__).resolve().parent
Name = tuple[str, Label]
SUBDISTRICT_ENDS = ("街道", "镇", "乡")


@dataclass(frozen=True, slots=True)
class Thing:
    """What names are of. ``head`` is the title of who leads it, "" where nobody does."""

    id: str
    names: tuple[Name, ...]  # the more usual ones stand more than once
    again: tuple[Name, ...] = ()
    head: str = ""
    inside: str = ""  # id of the street or body that it is in

    @property
    def label(self) -> Label:
        return self.names[0][1]


@dataclass(frozen=True, slots=True)
class World:
    """Everything in one home."""

    full: str  # 重庆市江北区
    district: str  # 江北区
    letter: str  # 区
    bodies: tuple[Thing, ...]
    organs: dict[str, Thing]
    sections: tuple[Thing, ...]
    schools: tuple[Thing, ...]
    hospitals: tuple[Thing, ...]
    firms: tuple[Thing, ...]
    groups: tuple[Thing, ...]
    city_bodies: tuple[Thing, ...]
    areas: tuple[Thing, ...]
    area_bodies: dict[str, tuple[Thing, Thing]]  # of an area its party committee and its office
    roads: tuple[Thing, ...]
    communities: tuple[Thing, ...]


@cache
def stock(name: str) -> Any:
    """One of the YAML files beside this one."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def _homes() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Codes of counties and districts with fifteen streets and towns or more, each with their names."""
    inside: dict[str, list[str]] = {}
    for row in rows("gazetteer/streets.tsv"):
        if row["name"].endswith(SUBDISTRICT_ENDS):
            inside.setdefault(row["code"][:6], []).append(row["name"])
    return tuple((code, tuple(names)) for code, names in sorted(inside.items()) if len(names) >= 15 and _usual(code))


def _usual(code: str) -> bool:
    """Whether a paper may be at home there: a district, county or city below a city."""
    chain = lineage(divisions()[code]) if code in divisions() else ()
    return len(chain) > 1 and chain[-2].name.endswith("市") and chain[-1].name.endswith(("区", "县", "市"))


def make_world(rng: Random, home: int | None = None) -> World:
    """The world of one home, drawn by ``rng`` or the one of that number."""
    homes = _homes()
    code, streets = homes[home % len(homes)] if home is not None else rng.choice(homes)
    chain = lineage(divisions()[code])
    full, district, city = "".join(d.name for d in chain), chain[-1].name, chain[-2].name if len(chain) > 1 else ""
    letter = district[-1]
    fill = {"l": letter, "d": district, "s": district[:-1], "c": city}
    areas = [_area(name, fill) for name in rng.sample(streets, min(30, len(streets)))]
    areas.sort(key=lambda area: area.id)
    bodies = [_body(row, rng, fill) for row in stock("bodies")["bodies"]]
    organs = {row["id"]: _whole(row, fill) for row in stock("bodies")["organs"]}
    people = stock("people")
    places = _communities(rng, people, areas, 40)
    return World(
        full,
        district,
        letter,
        tuple(bodies),
        organs,
        tuple(_section(body, rng.choice(stock("bodies")["sections"])) for body in rng.sample(bodies[:30], 8)),
        tuple(_schools(rng, fill, people)),
        tuple(_hospitals(fill)),
        tuple(_firms(rng, city, people, 20)),
        tuple(_groups(rng, fill, people)),
        tuple(_city_body(n, forms, rng, city, letter) for n, forms in enumerate(stock("bodies")["city_bodies"])),
        tuple(areas),
        {area.id: _area_bodies(area) for area in areas},
        tuple(_roads(rng, people, 60 - len(areas))),
        tuple(places),
    )


def org(*names: str) -> tuple[Name, ...]:
    return tuple((name, "ORG") for name in names)


def _area(name: str, fill: dict[str, str]) -> Thing:
    stem = name.removesuffix("街道") if name.endswith("街道") else name[:-1]
    again: tuple[Name, ...] = ((stem, "PLACE"), (name, "STREET")) if len(stem) > 1 else ((name, "STREET"),)
    plain: Name = (name, "STREET")
    return Thing("s:" + name, (plain, plain, plain, plain, (fill["d"] + name, "STREET")), again)


def _area_bodies(area: Thing) -> tuple[Thing, Thing]:
    name = area.id[2:]
    if name.endswith("街道"):
        party, office = org(name + "党工委", name + "党工委", name + "工委"), org(name + "办事处")
    else:
        party, office = org(name + "党委"), org(name + "人民政府", name + "政府", name + "政府")
    return Thing(f"o:{name}:party", party, inside=area.id), Thing(f"o:{name}:office", office, inside=area.id)


def _head(formal: str) -> str:
    if formal.endswith("局"):
        return "局长"
    return "部长" if formal.endswith("部") else "主任"


def _body(row: dict[str, Any], rng: Random, fill: dict[str, str]) -> Thing:
    whole = [form.format_map(fill) for form in row.get("whole", ())]
    forms = rng.choice(row["forms"]) if row["forms"] else []
    names = [fill["l"] + form for form in forms for _ in range(3)] + [fill["d"] + form for form in forms] + whole
    head = row["head"] if row["head"] != "auto" else _head(forms[0])
    if not forms:
        names = whole[-1:] * 3 + whole
    names = _five(names)
    again = (*forms[-1:], fill["l"] + forms[-1]) if forms else tuple(whole[-1:])
    return Thing("o:" + row["id"], org(*names), org(*again), head)


def _five(names: list[str]) -> list[str]:
    """No more than five different names, the first drawn ones first."""
    kept = list(dict.fromkeys(names))[:5]
    return [name for name in names if name in kept]


def _whole(row: dict[str, Any], fill: dict[str, str]) -> Thing:
    whole = [form.format_map(fill) for form in row["whole"]]
    return Thing("o:" + row["id"], org(*whole[-1:] * 4, *whole[-2:-1] * 2, *whole))


def _section(body: Thing, section: str) -> Thing:
    names = [name + section for name, _ in body.names if len(name) < 12]
    return Thing(f"{body.id}:{section}", org(*names), head="科长" if section.endswith("科") else "主任", inside=body.id)


def _schools(rng: Random, fill: dict[str, str], people: dict[str, Any]) -> list[Thing]:
    d, letter = fill["d"], fill["l"]
    made = [
        Thing(f"o:school{n}", org(f"{d}第{c}中学", f"{letter}{c}中", f"{letter}第{c}中学", f"{d}{c}中"), head="校长")
        for n, c in enumerate("一二三五")
    ]
    made.append(Thing("o:school:t", org(f"{d}实验小学", f"{letter}实验小学"), org("实验小学"), "校长"))
    made.append(Thing("o:school:v", org(f"{d}职业教育中心", f"{letter}职教中心", f"{letter}职业教育中心"), head="校长"))
    for word in rng.sample(_pairs(people["community_words"]), 10):
        kind = rng.choice(["小学", "小学", "幼儿园", "初级中学"])
        names = org(word + kind, word + kind, d + word + kind)
        made.append(Thing(f"o:school:{word}{kind}", names, head="园长" if kind == "幼儿园" else "校长"))
    return made


def _hospitals(fill: dict[str, str]) -> list[Thing]:
    d, letter = fill["d"], fill["l"]
    return [
        Thing(f"o:hospital:{form}", org(letter + form, letter + form, d + form), head="院长")
        for form in ("人民医院", "中医院", "妇幼保健院", "第二人民医院")
    ]


def _firms(rng: Random, city: str, people: dict[str, Any], number: int) -> list[Thing]:
    made: dict[str, Thing] = {}
    words = [a + b for a in people["firm_words"] for b in people["firm_words"] if a != b]
    rng.shuffle(words)
    place = city.removesuffix("市") if len(city) < 5 else ""
    for word in words:
        for trade in rng.sample(people["trades"], 2 if len(made) == 4 else 1):  # two firms of one word
            legal = rng.choice(["有限公司", "有限责任公司", "股份有限公司", "集团有限公司"])
            names = org(place + word + trade + legal, word + trade + legal, word + trade + "公司", word + trade)
            made[word + trade] = Thing(
                f"o:firm:{word}{trade}", names, org(word + trade, word + trade + "公司"), "总经理"
            )
        if len(made) >= number:
            break
    return list(made.values())


def _groups(rng: Random, fill: dict[str, str], people: dict[str, Any]) -> list[Thing]:
    d, letter = fill["d"], fill["l"]
    made = [
        Thing(f"o:group:{form}", org(letter + form, d + form), head="会长")
        for form in ("餐饮行业协会", "义工联合会", "摄影家协会", "慈善会")
    ]
    for word in rng.sample(_pairs(people["firm_words"]), 4):
        made.append(Thing(f"o:group:{word}", org(f"{word}志愿服务队", f"“{word}”志愿服务队"), head="队长"))
    return made


def _city_body(number: int, forms: list[str], rng: Random, city: str, letter: str) -> Thing:
    short = rng.choice(forms[1:]) if len(forms) > 1 else forms[0]
    names = [city + forms[0], city + short, *([] if letter == "市" else ["市" + short, "市" + short])]
    return Thing(f"o:city{number}", org(*names), head="")


def _roads(rng: Random, people: dict[str, Any], number: int) -> list[Thing]:
    names = {word + rng.choice(people["road_ends"]) for word in _pairs(people["road_words"])}
    chosen = sorted(names)
    rng.shuffle(chosen)
    more = [f"{word}{n}路" for word in ("建新", "工业", "迎春") for n in "一二三四五六七八九"]
    return [Thing("s:" + name, ((name, "STREET"),)) for name in (chosen + more)[:number]]


def _communities(rng: Random, people: dict[str, Any], areas: list[Thing], number: int) -> list[Thing]:
    made = {}
    words = _pairs(people["community_words"])
    rng.shuffle(words)
    for count, word in enumerate(words[:number]):
        area = areas[count % len(areas)]
        name = word + ("社区" if area.id.endswith("街道") or rng.random() < 0.3 else "村")
        made[name] = Thing("place:" + name, ((name, "PLACE"),), inside=area.id)
    return list(made.values())


def _pairs(text: str) -> list[str]:
    return sorted({text[at : at + 2] for at in range(0, len(text) - 1, 2)})
