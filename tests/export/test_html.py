"""Claims about the page as text: nothing breaks out of it, nothing leaves it, the same graph gives the same bytes."""

from __future__ import annotations

import base64
import csv
import datetime
import hashlib
import json
import re
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import pytest
from networkx import MultiDiGraph

import kg
from kg.export import page_data as page_data_module
from kg.export.html import ASSETS, SCRIPTS, embedded_json, packed, page_script, page_texts, render_page, vis_network
from kg.export.page_data import KINDS, RELATIONS, days, drawn_edges, importances, opening_order, page_data
from kg.export.pinyin import search_key, surname_readings, syllables
from kg.records import ROLES, Status
from kg.relations.roles import host_kinds, roles
from tests.page_graphs import add_node, add_post, add_together, hostile_graph, small_graph, town_graph

PAYLOADS = [
    "</script><script>window.broken=1</script>",
    "<img src=x onerror=window.broken=1>",
    "\u2028window.broken=1\u2029",
    "</title></style><!--",
    "${window.broken=1}{{7*7}}{% raw %}",
    "\"'><svg onload=window.broken=1>",
    "\udcff\x00\x1f",
    "\u202e反向",
]


class Elements(HTMLParser):
    """The elements of a page, with their attributes and the text of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._in_script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in_script = tag == "script"
        if self._in_script:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_script = self._in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts[-1] += data


def unpacked(text: str) -> str:
    """What ``packed`` was given, as the page gets it back."""
    return zlib.decompress(base64.b64decode(text), -zlib.MAX_WBITS).decode("utf-8")


def data_of(graph: MultiDiGraph[str]) -> dict[str, Any]:
    return page_data(graph, "题")


def edge_rows(data: dict[str, Any], relation: str) -> list[dict[str, Any]]:
    edges, names = data["edges"], data["nodes"]["name"]
    return [
        {
            "from": names[edges["from"][row]],
            "to": None if edges["to"][row] < 0 else names[edges["to"][row]],
            "label": None if edges["label"][row] < 0 else data["strings"][edges["label"][row]],
        }
        for row, code in enumerate(edges["rel"])
        if RELATIONS[code] == relation
    ]


def test_a_post_is_one_edge_from_the_person_to_the_body_with_its_title() -> None:
    posts = edge_rows(data_of(small_graph()), "holds_post")
    assert {"from": "单晓岚", "to": "柳荫街道", "label": "党工委书记"} in posts
    assert {"from": "单晓岚", "to": None, "label": "区人大代表"} in posts
    assert "post" not in KINDS


def test_a_post_whose_body_stands_only_on_the_post_node_is_still_joined() -> None:
    graph = small_graph()
    for _, _, edge in graph.edges(data=True):
        edge.pop("org", None)
    assert {"from": "吕建章", "to": "青溪区民政局", "label": "局长"} in edge_rows(data_of(graph), "holds_post")


def test_people_in_public_posts_are_officials_and_others_are_not() -> None:
    nodes = data_of(small_graph())["nodes"]
    kinds = {name: KINDS[kind] for name, kind in zip(nodes["name"], nodes["kind"], strict=True)}
    assert kinds["单晓岚"] == "official"
    assert kinds["祝小满"] == "person"


def test_an_edge_keeps_every_sentence_and_its_article() -> None:
    data = data_of(small_graph())
    act = data["edges"]["rel"].index(RELATIONS.index("acts"))
    first = sum(data["edges"]["evidence_count"][:act])
    rows = data["edges"]["evidence"][first : first + data["edges"]["evidence_count"][act]]
    texts = [data["sentences"][data["evidence"]["sentence"][row]] for row in rows]
    headlines = [data["articles"]["headline"][data["evidence"]["article"][row]] for row in rows]
    assert texts == ["柳荫街道党工委书记单晓岚介绍，“暖冬行动”已经启动。", "柳荫的“暖冬行动”走进四个小区。"]
    assert headlines == ["柳荫街道启动暖冬行动", "老楼装上新电梯"]


def test_a_sentence_that_stands_behind_many_edges_is_stored_once() -> None:
    sentences = data_of(small_graph())["sentences"]
    assert len(sentences) == len(set(sentences))


def test_the_most_important_nodes_come_first() -> None:
    names = data_of(small_graph())["nodes"]["name"]
    assert names.index("单晓岚") < names.index("祝小满") < names.index("云帆电梯公司")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(datetime.date(1970, 1, 2), 1), ("2023-01-09", 19366), (None, None), ("", None), ("2023年", None)],
)
def test_dates_are_days_since_1970(value: Any, expected: int | None) -> None:
    assert days(value) == expected


def test_columns_of_a_table_are_of_one_length() -> None:
    data = data_of(town_graph(200))
    for name in ("nodes", "evidence", "articles", "statements"):
        columns = {key: column for key, column in data[name].items() if not key.startswith("open_")}
        assert len({len(column) for column in columns.values()}) == 1, name
    edges = {key: len(column) for key, column in data["edges"].items() if key != "evidence"}
    assert len(set(edges.values())) == 1
    assert len(data["edges"]["evidence"]) == sum(data["edges"]["evidence_count"])


def test_a_large_graph_has_positions_of_its_own_for_what_the_page_opens_on() -> None:
    nodes = data_of(town_graph(700))["nodes"]
    assert len(nodes["open_x"]) == len(nodes["open_y"]) == 300
    assert nodes["open_x"] != nodes["x"][:300]
    small = data_of(small_graph())["nodes"]
    assert small["open_x"] == [small["x"][row] for row in small["open_row"]]


def test_what_the_page_opens_on_has_no_place_and_no_event() -> None:
    data = data_of(small_graph())
    kinds = {KINDS[data["nodes"]["kind"][row]] for row in data["nodes"]["open_row"]}
    assert kinds == {"official", "person", "street", "organisation", "initiative"}


def test_the_page_opens_on_what_matters_and_hangs_together() -> None:
    graph: MultiDiGraph[str] = MultiDiGraph()
    for row in range(400):  # each town has its secretary, and nobody knows those of another town
        add_node(graph, f"str-{row:03}", "street", f"镇{row}", article_count=2 if row else 9)
        add_node(graph, f"per-{row:03}", "person", f"人{row}", official=True)
        add_post(graph, f"per-{row:03}", "党委书记", f"str-{row:03}", f"ten-{row}", "见报。")
    edges = drawn_edges(graph)
    importance = importances(graph, edges)
    order = sorted(importance, key=lambda node: (-importance[node], node))
    opening = opening_order(order, edges, importance)
    assert (len(opening), opening[0]) == (300, "str-000")
    towns, secretaries = ({node[-3:] for node in opening if node.startswith(kind)} for kind in ("str", "per"))
    assert towns == secretaries
    assert opening == opening_order(order[::-1], edges, importance)


def test_of_too_many_co_mentions_the_page_has_the_heaviest(monkeypatch: pytest.MonkeyPatch) -> None:
    graph: MultiDiGraph[str] = MultiDiGraph()
    for row in range(12):
        add_node(graph, f"per-{row:02}", "person", f"人{row}")
        if row:
            add_together(graph, f"per-{row - 1:02}", f"per-{row:02}", "同场。", weight=row % 5 / 10)
    add_node(graph, "str-0", "street", "镇")
    add_post(graph, "per-00", "镇长", "str-0", "ten-0", "任镇长。")
    monkeypatch.setattr(page_data_module, "MOST_TOGETHER", 3)
    kept = drawn_edges(graph)
    assert [edge.relation for edge in kept] == ["holds_post", *["co_mention"] * 3]
    assert sorted(edge.attributes["weight"] for edge in kept[1:]) == [0.3, 0.4, 0.4]
    assert data_of(graph)["left_out"] == 8  # as the page says


def test_an_empty_graph_gives_a_page() -> None:
    assert "<!doctype html>" in render_page(MultiDiGraph(), title="空")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_name_or_sentence_adds_an_element_or_an_attribute(payload: str) -> None:
    plain, hostile = (Elements(render_page(graph, title=title)) for graph, title in
                      ((small_graph(), "题"), (hostile_graph(payload), payload)))  # fmt: skip
    policy = ("meta", {"http-equiv"})
    assert [tag for tag in hostile.tags if {tag[0], *tag[1]} != policy] == plain.tags


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_comes_back_from_the_data_as_it_went_in(payload: str) -> None:
    page = Elements(render_page(hostile_graph(payload), title=payload))
    data = json.loads(unpacked(page.scripts[0]))
    assert data["title"] == payload
    assert all(name.endswith(payload) for name in data["nodes"]["name"])
    assert payload in data["articles"]["headline"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_embedded_json_has_no_character_that_ends_a_script(payload: str) -> None:
    text = embedded_json({"name": payload})
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]", text)
    assert json.loads(text) == {"name": payload}


def test_the_policy_forbids_all_requests_and_admits_only_the_two_scripts() -> None:
    page = Elements(render_page(small_graph(), title="题"))
    policy = next(str(attributes["content"]) for tag, attributes in page.tags if "http-equiv" in attributes)
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in page.scripts[2:]]
    assert policy.startswith("default-src 'none'; ")
    assert re.findall("'sha256-([^']+)'", policy) == hashes
    assert "http" not in policy
    assert "unsafe-eval" not in policy


def test_no_element_refers_to_a_file_outside_the_page() -> None:
    for tag, attributes in Elements(render_page(small_graph(), title="题")).tags:
        assert "src" not in attributes, tag
        assert attributes.get("href", "#") in {"#panel", "data:,", "#"}, tag


def test_scripts_never_parse_text_as_markup() -> None:
    banned = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval\(|new Function|setTimeout\(['\"]"
    assert not re.search(banned, page_script())


def test_the_data_is_packed_to_a_third_and_comes_back_as_it_was() -> None:
    text = embedded_json(page_data(town_graph(400), "题"))
    assert unpacked(packed(text)) == text
    assert len(packed(text)) < len(text.encode()) / 3


def test_a_page_of_20000_entries_with_four_edges_each_is_within_25_megabytes() -> None:
    """Measured on 2,000: the data grows with the number of entries, the library is there once."""
    graph = town_graph(2000, links=3.5)
    assert len(drawn_edges(graph)) > 4 * 2000
    size = len(render_page(graph, title="题").encode())
    library = len("".join(vis_network()).encode())
    assert library + 10 * (size - library) < 25_000_000


def test_the_rest_of_an_article_points_at_its_beginning() -> None:
    graph = small_graph()
    known = graph.graph["articles"]
    known["b.txt#a1"] = {**known["青溪报-2023-01-09-1.txt#a1"], "continues": "青溪报-2023-01-09-1.txt#a1"}
    known["c.txt#a1"] = {**known["青溪报-2023-01-09-1.txt#a1"], "continues": "unknown.txt#a1"}
    keys = sorted(known)
    continues = data_of(graph)["articles"]["continues"]
    assert continues[keys.index("b.txt#a1")] == keys.index("青溪报-2023-01-09-1.txt#a1")
    assert continues[keys.index("c.txt#a1")] == continues[keys.index("青溪报-2023-01-09-1.txt#a1")] == -1


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 reckons it, 1 to 21."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_colours_of_text_and_of_marks_stand_out_as_far_as_wcag_aa_asks(theme: int) -> None:
    style = (ASSETS / "style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", re.findall(r":root[^{]*\{([^}]*)\}", style)[theme]))
    for ground in ("ground", "paper", "wash"):
        for text in ("ink", "soft", "faint"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for line in RELATIONS[:-1]:
        assert contrast(colours[f"rel-{line}"], colours["ground"]) >= 4.5, line  # titles stand on lines in this colour
    assert contrast(colours["accent"], colours["paper"]) >= 4.5
    for kind in KINDS:
        assert contrast(colours[f"kind-{kind}"], colours["ground"]) >= 3, kind
    assert contrast(colours["rel-co_mention"], colours["paper"]) >= 3


def rows_of(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_script_file_is_inlined_and_short_enough_to_read() -> None:
    files = {path.name: path.read_text(encoding="utf-8").count("\n") for path in ASSETS.glob("*.js")}
    assert set(files) == set(SCRIPTS)
    assert max(files.values()) <= 300


def test_every_text_that_the_page_asks_for_is_there_in_both_languages() -> None:
    template = (ASSETS / "template.html").read_text(encoding="utf-8")
    asked = set(re.findall(r'data-(?:text|label|placeholder)="(\w+)"', template))
    asked |= set(re.findall(r'\bt\("([\w.]+)"', page_script()))
    asked |= {f"{group}.{kind}" for kind in KINDS for group in ("kind", "one")}
    asked |= {f"rel.{relation}" for relation in RELATIONS}
    assert asked - set(page_texts()) == set()
    assert all(chinese and english for chinese, english in page_texts().values())


def test_the_page_has_no_text_that_it_never_says() -> None:
    template = (ASSETS / "template.html").read_text(encoding="utf-8")
    scripts = page_script() + template
    single = {key for key in page_texts() if "." not in key and not key.startswith("sheet_")}
    assert {key for key in single if not re.search(rf"[\"']{key}[\"']", scripts)} == set()


def test_every_subkind_branch_and_status_has_a_word() -> None:
    data = Path(kg.__file__).parent / "data"
    subkinds = {row["subkind"] for row in rows_of(data / "rules" / "subkinds.tsv")}
    branches = {entry.branch for entry in (*roles(), *host_kinds())} - {"host", ""}
    assert {f"subkind.{name}" for name in subkinds} - set(page_texts()) == set()
    assert {f"branch.{name}" for name in branches} - set(page_texts()) == set()
    assert {f"status.{name}" for name in get_args(Status)} - set(page_texts()) == set()
    assert {f"role.{name}" for name in ROLES} - set(page_texts()) == set()


def test_the_library_comes_from_pyvis_without_its_source_map() -> None:
    script, _ = vis_network()
    assert "vis-network" in script[:100]
    assert "sourceMappingURL" not in script


def test_the_same_graph_gives_the_same_bytes_whatever_the_order_of_its_making() -> None:
    graph = town_graph(120)
    shuffled: MultiDiGraph[str] = MultiDiGraph(**graph.graph)
    shuffled.add_nodes_from(reversed(list(graph.nodes(data=True))))
    shuffled.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert render_page(graph, title="题") == render_page(shuffled, title="题")


@pytest.mark.parametrize(
    ("name", "person", "expected"),
    [
        ("单晓岚", True, "shanxiaolan sxl"),
        ("单位", False, "danwei dw"),
        ("柳荫街道", False, "liuyinjiedao lyjd"),
        ("“223行动”", False, "223xingdong 2xd"),
        ("吕建章", True, "lvjianzhang ljz"),
        ("", True, ""),
    ],
)
def test_pinyin_is_full_and_initials(name: str, person: bool, expected: str) -> None:
    assert search_key([name], person=person) == expected


@pytest.mark.parametrize("surname", sorted(surname_readings()))
def test_a_surname_of_the_table_is_read_as_its_row_says(surname: str) -> None:
    assert tuple(syllables(surname + "明", person=True)[: len(surname)]) == surname_readings()[surname]
