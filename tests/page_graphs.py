"""Graphs as ``kg.graph.build`` makes them, built by hand to test the page: a small one, and one of any size."""

from __future__ import annotations

import datetime
import random
from itertools import combinations
from typing import Any

from networkx import MultiDiGraph

from kg.records import Evidence, Statement

PAPER = "青溪报"
DAY = datetime.date(2023, 1, 9)


def evidence(text: str, article: str = "a1", doc: str = "青溪报-2023-01-09-1.txt") -> Evidence:
    return Evidence(doc, article, 10, 10 + len(text), text, "rule:post-before-name", 0.93)


def add_node(graph: MultiDiGraph[str], key: str, kind: str, name: str, **attributes: Any) -> str:
    """A node with every attribute that a built graph has."""
    plain: dict[str, Any] = {
        "aliases": (),
        "subkind": None,
        "official": False,
        "anchor": None,
        "code": None,
        "mention_count": 1,
        "article_count": 1,
        "first_seen": DAY,
        "last_seen": DAY,
    }
    graph.add_node(key, kind=kind, name=name, **{**plain, **attributes})
    return key


def add_post(
    graph: MultiDiGraph[str], person: str, title: str, body: str | None, key: str, text: str, **attributes: Any
) -> None:
    post = f"pst-{key}"
    add_node(graph, post, "post", (graph.nodes[body]["name"] if body else "") + title)
    if body:
        graph.add_edge(post, body, key=f"in-{key}", rel="post_in")
    plain = {"status": "current", "first_attested": DAY, "last_attested": DAY, "evidence": (evidence(text),)}
    graph.add_edge(person, post, key=key, rel="holds_post", title=title, org=body, **{**plain, **attributes})


def add_together(graph: MultiDiGraph[str], a: str, b: str, text: str, articles: int = 1, **attributes: Any) -> None:
    a, b = sorted((a, b))
    plain = {
        "scope": "sentence",
        "sentences": articles,
        "paragraphs": articles,
        "articles": articles,
        "weight": 0.5,
        "weight_method": "npmi",
        "first_seen": DAY,
        "last_seen": DAY,
        "evidence": (evidence(text),),
    }
    graph.add_edge(a, b, key=f"lnk-{a}-{b}", rel="co_mention", **{**plain, **attributes})


def small_graph() -> MultiDiGraph[str]:
    """Two officials, a citizen, a street with its office and district, an initiative, a meeting and a lone company."""
    graph: MultiDiGraph[str] = MultiDiGraph()
    graph.graph.update(
        title="青溪区知识图谱",
        version="0.1.0",
        articles={
            "青溪报-2023-01-09-1.txt#a1": {
                "headline": "柳荫街道启动暖冬行动",
                "date": DAY,
                "doc": "青溪报-2023-01-09-1.txt",
                "page": 1,
                "paper": PAPER,
            },
            "青溪报-2023-02-13-2.txt#a1": {
                "headline": "老楼装上新电梯",
                "date": datetime.date(2023, 2, 13),
                "doc": "青溪报-2023-02-13-2.txt",
                "page": 2,
                "paper": PAPER,
            },
        },
    )
    add_node(graph, "per-1", "person", "单晓岚", official=True, mention_count=9, article_count=4, anchor="str-1")
    add_node(graph, "per-2", "person", "吕建章", official=True, mention_count=4, article_count=2)
    add_node(graph, "per-3", "person", "祝小满", mention_count=2)
    add_node(
        graph,
        "str-1",
        "street",
        "柳荫街道",
        subkind="subdistrict",
        aliases=("柳荫",),
        code="500999001",
        article_count=5,
    )
    add_node(graph, "org-1", "organisation", "柳荫街道办事处", subkind="government", article_count=3)
    add_node(
        graph, "org-2", "organisation", "青溪区民政局", subkind="government", aliases=("区民政局",), article_count=3
    )
    add_node(graph, "org-3", "organisation", "云帆电梯公司", subkind="company")
    add_node(graph, "pla-1", "place", "青溪区", article_count=6, mention_count=20)
    add_node(graph, "ini-1", "initiative", "“暖冬行动”", article_count=3)
    add_node(graph, "eve-1", "event", "区委十届三次全会")
    add_post(graph, "per-1", "党工委书记", "str-1", "ten-1", "柳荫街道党工委书记单晓岚介绍，“暖冬行动”已经启动。")
    add_post(graph, "per-1", "区人大代表", None, "ten-2", "区人大代表单晓岚提出建议。")
    add_post(graph, "per-2", "局长", "org-2", "ten-3", "区民政局局长吕建章到柳荫街道走访。", status="former")
    graph.add_edge(
        "str-1",
        "ini-1",
        key="act-1",
        rel="acts",
        role="implement",
        first_attested=DAY,
        last_attested=datetime.date(2023, 2, 13),
        evidence=(
            evidence("柳荫街道党工委书记单晓岚介绍，“暖冬行动”已经启动。"),
            evidence("柳荫的“暖冬行动”走进四个小区。", doc="青溪报-2023-02-13-2.txt"),
        ),
    )
    graph.add_edge("org-1", "str-1", key="jur-1", rel="jurisdiction", evidence=())
    graph.add_edge("str-1", "pla-1", key="prt-1", rel="part_of", evidence=(evidence("青溪区柳荫街道"),))
    add_together(graph, "per-1", "ini-1", "柳荫街道党工委书记单晓岚介绍，“暖冬行动”已经启动。", articles=3)
    add_together(graph, "per-1", "per-2", "区民政局局长吕建章到柳荫街道走访，单晓岚陪同。")
    add_together(graph, "per-3", "str-1", "家住柳荫街道的祝小满说，楼里暖和多了。")
    graph.graph["statements"] = (
        Statement(
            "sta-1",
            "per-3",
            "说",
            "楼里暖和多了",
            None,
            ("ini-1",),
            DAY.isoformat(),
            evidence("家住柳荫街道的祝小满说：“楼里暖和多了。”"),
        ),
    )
    return graph


def hostile_graph(payload: str) -> MultiDiGraph[str]:
    """The small graph with ``payload`` in every place where text from outside can stand."""
    graph = small_graph()
    for _, node in graph.nodes(data=True):
        node["name"] += payload
        node["aliases"] = (payload, *node["aliases"])
        node["subkind"] = node["anchor"] = node["code"] = payload
    for _, _, edge in graph.edges(data=True):
        edge.update({key: payload for key in ("title", "status", "role", "scope") if key in edge})
        if "evidence" in edge:
            edge["evidence"] = tuple(
                Evidence(payload, payload, 0, 1, e.text + payload, payload, 1.0) for e in edge["evidence"]
            )
    graph.graph["articles"] = {
        f"{payload}#{payload}": {"headline": payload, "date": DAY, "doc": payload, "page": 1, "paper": payload}
    }
    graph.graph["statements"] = (
        Statement(
            "sta-1", "per-3", payload, payload, payload, ("ini-1",), payload, evidence(payload, payload, payload)
        ),
    )
    return graph


SURNAMES = "赵钱孙李周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严金魏陶姜谢邹章苏潘范彭鲁马方俞袁柳鲍史唐薛雷"
GIVEN = "文静志强晓东建国海燕明辉丽华国平雪梅俊杰思远春生玉兰天佑红霞立新小满家豪云帆秋月景行若兰子墨长庚岚"
PLACES = "柳荫青溪石桥龙泉白沙南湖东门金鸡凤鸣清江双桥望江新华桃园临江长乐"
OFFICES = (
    "民政局",
    "教委",
    "财政局",
    "住建委",
    "商务委",
    "卫健委",
    "文旅委",
    "司法局",
    "审计局",
    "统计局",
    "城管局",
    "生态环境局",
    "应急局",
    "信访办",
    "团委",
    "妇联",
    "总工会",
)
TITLES = ("党工委书记", "办事处主任", "局长", "副局长", "党组书记", "主任", "副主任", "科长", "社区党委书记", "院长")
SCHEMES = (
    "暖冬行动",
    "清溪工程",
    "百日攻坚",
    "幸福食堂项目",
    "满天星计划",
    "社区合伙人机制",
    "一网通办平台",
    "老旧小区改造项目",
    "碧水工程",
    "青年夜校",
)
ROLES = ("host", "lead", "issue", "implement", "propose", "undertake", "attend")


def town_graph(size: int, *, links: float = 2.5, seed: int = 7) -> MultiDiGraph[str]:
    """An invented town of about ``size`` nodes with ``links`` co-mentions a node; the same for the same arguments."""
    dice = random.Random(seed)
    graph: MultiDiGraph[str] = MultiDiGraph()
    days = [DAY + datetime.timedelta(days=7 * week) for week in range(40)]
    articles = {}
    for row in range(max(20, size // 3)):
        day = dice.choice(days)
        doc = f"{PAPER}-{day}-{1 + row % 4}.txt"
        articles[f"{doc}#a{row}"] = {
            "headline": f"{dice.choice(SCHEMES)}走进{dice.choice(PLACES)}{dice.choice(PLACES)}街道",
            "date": day,
            "doc": doc,
            "page": 1 + row % 4,
            "paper": PAPER,
        }
    graph.graph.update(title="青溪区知识图谱", version="0.1.0", articles=articles, statements=())
    keys = sorted(articles)

    def found(*names: str) -> tuple[datetime.date, Evidence]:
        doc, _, article = dice.choice(keys).partition("#")
        text = f"记者从{names[0]}了解到，{names[1]}等相关工作正在推进，预计惠及周边{dice.randint(2, 90)}00名居民。"
        return articles[f"{doc}#{article}"]["date"], Evidence(doc, article, 0, len(text), text, "rule:x", 0.9)

    people = [f"per-{row:05d}" for row in range(size * 55 // 100)]
    streets = [f"str-{row:05d}" for row in range(max(3, size * 5 // 100))]
    bodies = [f"org-{row:05d}" for row in range(size * 25 // 100)]
    schemes = [f"ini-{row:05d}" for row in range(size * 10 // 100)]
    places = [f"pla-{row:05d}" for row in range(size * 5 // 100)]

    def counts(row: int) -> dict[str, Any]:
        articles_in = 1 + int(40 / (1 + row * 0.35) + dice.random() * 3)
        first, last = sorted((dice.choice(days), dice.choice(days)))
        return {
            "article_count": articles_in,
            "mention_count": articles_in * dice.randint(1, 3),
            "first_seen": first,
            "last_seen": last,
        }

    def pick(text: str, count: int) -> str:
        return "".join(dice.choice(text) for _ in range(count))

    for row, key in enumerate(people):
        name = dice.choice(SURNAMES) + pick(GIVEN, dice.choice((1, 2, 2)))
        add_node(graph, key, "person", name, official=row % 5 < 2, **counts(row))
    for row, key in enumerate(streets):
        name = pick(PLACES, 2) + dice.choice(("街道", "街道", "镇", "路"))
        subkind = {"道": "subdistrict", "镇": "town", "路": "road"}[name[-1]]
        add_node(graph, key, "street", name, subkind=subkind, **counts(row * 3))
    for row, key in enumerate(bodies):
        name = dice.choice(("青溪区", "区", "市")) + dice.choice(OFFICES) + dice.choice(("", "", "综合科", "服务中心"))
        add_node(
            graph, key, "organisation", name, subkind=dice.choice(("party", "government", "company")), **counts(row)
        )
    for row, key in enumerate(schemes):
        name = f"{dice.choice(('“', '《青溪区'))}{pick(PLACES, 2)}{dice.choice(SCHEMES)}"
        add_node(graph, key, "initiative", name + ("”" if name[0] == "“" else "实施方案（试行）》"), **counts(row))
    for row, key in enumerate(places):
        add_node(graph, key, "place", pick(PLACES, 2) + dice.choice(("社区", "公园", "广场")), **counts(row))

    def name_of(key: str) -> str:
        return str(graph.nodes[key]["name"])

    for row, person in enumerate(people):
        if not graph.nodes[person]["official"]:
            continue
        for turn in range(dice.choice((1, 1, 2))):
            body, title = (
                dice.choice((streets + bodies)[row % max(2, size // 25) :: max(2, size // 25)]),
                dice.choice(TITLES),
            )
            first, fact = found(name_of(body), title + name_of(person))
            add_post(
                graph, person, title, body, f"ten-{row:05d}-{turn}", fact.text,
                first_attested=first, last_attested=max(first, dice.choice(days)), evidence=(fact,),
                status=dice.choice(("current", "current", "former")),
            )  # fmt: skip
    for row, scheme in enumerate(schemes):
        for turn in range(dice.choice((1, 2, 3))):
            agent = dice.choice(bodies + streets)
            day, fact = found(name_of(agent), name_of(scheme))
            graph.add_edge(
                agent, scheme, key=f"act-{row:05d}-{turn}", rel="acts", role=dice.choice(ROLES),
                first_attested=day, last_attested=day, evidence=(fact,),
            )  # fmt: skip
    for row, body in enumerate(bodies):
        if row % 3 == 0:
            graph.add_edge(body, dice.choice(bodies[:20]), key=f"prt-{row:05d}", rel="part_of", evidence=())
    everyone = [*people, *streets, *bodies, *schemes, *places]
    beats = [everyone[beat :: max(2, size // 25)] for beat in range(max(2, size // 25))]
    pairs: dict[tuple[str, str], int] = {}
    while len(pairs) < size * links:
        beat = dice.choice(beats)
        cast = sorted({beat[int(len(beat) * dice.random() ** 1.6)] for _ in range(dice.randint(2, 5))})
        if dice.random() < 0.25:
            cast = sorted({*cast, everyone[int(len(everyone) * dice.random() ** 3)]})
        for pair in combinations(cast, 2):
            pairs[pair] = pairs.get(pair, 0) + 1
    for (a, b), count in sorted(pairs.items()):
        day, fact = found(name_of(a), name_of(b))
        add_together(
            graph, a, b, fact.text, articles=count, first_seen=day, last_seen=day,
            evidence=(fact,) * min(count, 3), weight=round(dice.random(), 3),
        )  # fmt: skip
    return graph
