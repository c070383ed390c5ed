from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from kg.export.files import write_output
from kg.export.formats import write_rdf
from kg.export.rdf_merges import successors
from kg.graph.build import build_graph
from kg.graph.validate import check
from kg.ontology import DEFAULT_BASE
from kg.records import Knowledge, Settings
from kg.report import count
from kg.resolution.ids import content_id
from tests.export.made import sample


def moved(knowledge: Knowledge, ids: dict[str, str]) -> Knowledge:
    """The same knowledge with other ids: those of things as given, those of facts by what they are about."""

    def new(record: Any, prefix: str, *ends: str) -> Any:
        renamed = {end: ids.get(getattr(record, end), getattr(record, end)) for end in ends}
        parts = sorted(renamed.values()) if prefix == "lnk" else [renamed[end] for end in ends]
        if prefix == "act":
            parts.insert(1, record.role)
        return dataclasses.replace(record, id=content_id(prefix, *parts), **renamed)

    return dataclasses.replace(
        knowledge,
        entities=tuple(
            {ids.get(e.id, e.id): dataclasses.replace(e, id=ids.get(e.id, e.id)) for e in knowledge.entities}.values()
        ),
        mentions=tuple(dataclasses.replace(m, entity=ids.get(m.entity or "", m.entity)) for m in knowledge.mentions),
        tenures=tuple(new(t, "ten", "person", "post") for t in knowledge.tenures),
        acts=tuple(new(a, "act", "agent", "target") for a in knowledge.acts),
        parts=tuple(new(p, "prt", "child", "parent") for p in knowledge.parts),
        links=tuple(new(link, "lnk", "a", "b") for link in knowledge.links),
        statements=tuple(
            dataclasses.replace(
                s,
                id=content_id("sta", ids.get(s.speaker, s.speaker), s.quote),
                speaker=ids.get(s.speaker, s.speaker),
                about=tuple(ids.get(topic, topic) for topic in s.about),
            )
            for s in knowledge.statements
        ),
    )


FIRST = moved(sample(), {})
OLD, NEW = "per-0000000001", "per-000000000f"


def earlier(folder: Path, knowledge: Knowledge = FIRST, merges: dict[str, str] | None = None) -> Path:
    write_rdf(knowledge, Settings(), folder / "graph.ttl", merges or {})
    return folder / "graph.ttl"


def test_where_nothing_vanished_nothing_is_said(tmp_path: Path) -> None:
    assert successors(earlier(tmp_path), FIRST, DEFAULT_BASE) == {}
    assert successors(tmp_path / "none.ttl", FIRST, DEFAULT_BASE) == {}


def test_a_thing_with_another_id_is_told_by_its_mentions_and_its_facts_follow(tmp_path: Path) -> None:
    second = moved(sample(), {OLD: NEW})
    found = successors(earlier(tmp_path), second, DEFAULT_BASE)

    assert found[f"id:{OLD}"] == f"id:{NEW}"
    assert {old[3:6] for old in found} == {"per", "ten", "act", "lnk", "sta"}
    records = [*second.tenures, *second.acts, *second.links, *second.statements]
    assert set(found.values()) <= {f"id:{NEW}", *(f"id:{record.id}" for record in records)}


def test_two_things_that_became_one_are_both_the_same_as_it(tmp_path: Path) -> None:
    second = moved(sample(), {"str-0000000001": "str-000000000f", "str-0000000002": "str-000000000f"})
    found = successors(earlier(tmp_path), second, DEFAULT_BASE)

    assert found["id:str-0000000001"] == found["id:str-0000000002"] == "id:str-000000000f"


def test_a_thing_whose_mentions_went_to_two_is_the_same_as_neither(tmp_path: Path) -> None:
    second = moved(sample(), {OLD: NEW})
    other = dataclasses.replace(next(e for e in second.entities if e.id == NEW), id="per-000000000e")
    first, *rest = [mention for mention in second.mentions if mention.entity == NEW]
    assert rest
    split = dataclasses.replace(
        second,
        entities=(*second.entities, other),
        mentions=tuple(dataclasses.replace(m, entity=other.id) if m == first else m for m in second.mentions),
    )

    assert successors(earlier(tmp_path), split, DEFAULT_BASE) == {}


def test_other_words_at_the_same_place_say_nothing(tmp_path: Path) -> None:
    second = moved(sample(), {OLD: NEW})
    rewritten = dataclasses.replace(
        second, articles=tuple(dataclasses.replace(a, text=a.text.replace("何远山", "何近山")) for a in second.articles)
    )

    assert successors(earlier(tmp_path), rewritten, DEFAULT_BASE) == {}


def test_what_an_earlier_build_said_of_a_still_earlier_one_stays_and_is_led_on(tmp_path: Path) -> None:
    turtle = earlier(tmp_path, merges={"id:per-000000000a": f"id:{OLD}", "id:per-000000000b": "id:per-000000000c"})

    kept = successors(turtle, FIRST, DEFAULT_BASE)
    assert kept == {"id:per-000000000a": f"id:{OLD}"}
    assert successors(turtle, moved(sample(), {OLD: NEW}), DEFAULT_BASE)["id:per-000000000a"] == f"id:{NEW}"


def test_an_id_that_comes_back_is_itself_again(tmp_path: Path) -> None:
    turtle = earlier(tmp_path, moved(sample(), {OLD: NEW}), {f"id:{OLD}": f"id:{NEW}"})

    assert f"id:{OLD}" not in successors(turtle, FIRST, DEFAULT_BASE)


def test_a_graph_under_another_base_or_of_no_build_says_nothing(tmp_path: Path) -> None:
    second = moved(sample(), {OLD: NEW})
    assert successors(earlier(tmp_path), second, "https://kg.example.cn/") == {}
    for content in (b"", b"\xff\xfe", b"    a b ;\n.\n" * 50, earlier(tmp_path).read_bytes()[:200]):
        (tmp_path / "graph.ttl").write_bytes(content)
        assert successors(tmp_path / "graph.ttl", second, DEFAULT_BASE) == {}


@pytest.mark.parametrize("form", ["nq", "jsonld"])
def test_a_build_into_an_old_folder_leads_old_nodes_on_in_every_format(tmp_path: Path, form: str) -> None:
    second = moved(sample(), {OLD: NEW})
    for knowledge in (FIRST, second, second):
        report = {"settings": {"base_iri": DEFAULT_BASE}, "counts": count(knowledge)}
        write_output(knowledge, build_graph(knowledge), report, Settings(), tmp_path, formats=[form])

    assert f"\nid:{OLD}\n    owl:sameAs id:{NEW} ;\n.\n" in (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert "sameAs" in (tmp_path / f"graph.{form}").read_text(encoding="utf-8")
    assert check(tmp_path).breaches == ()
