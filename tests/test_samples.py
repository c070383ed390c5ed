"""The sample pages: composed from articles that lie beside them, and rich enough to be a graph worth looking at."""

from __future__ import annotations

import importlib
import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

TESTS = Path(__file__).resolve().parent
COMPOSER = TESTS / "composer"
SAMPLES = TESTS.parent / "kg" / "data" / "samples"
POST_WORDS = re.compile(
    r"[^，。；：“”\n（）？！《》◆▲]*(?:书记|局长|主任|区长|镇长|乡长|支队长|部长|馆长|院长|董事长|经理|护士长|班长|主席|理事长|庭长)$"
)


def load(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(COMPOSER))
        return importlib.import_module(name)


pages = load("pages")
column_lines = load("column_lines")


@pytest.fixture(scope="module")
def issues() -> list[dict[str, Any]]:
    return pages.read_issues()


@pytest.fixture(scope="module")
def bodies(issues: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Body of each article without white space and marks, by issue date."""
    return {
        str(issue["date"]): {
            key: re.sub(r"##|@@|[ \n]", "", article["body"]) for key, article in issue["articles"].items()
        }
        for issue in issues
    }


def sample_pages() -> list[Path]:
    return sorted(SAMPLES.glob("*.txt"))


def gold_of(page: Path) -> dict[str, Any]:
    return json.loads((COMPOSER / "gold" / f"{page.stem}.gold.json").read_text(encoding="utf-8"))


# --- what is in the package is what the composer writes


def test_samples_and_gold_are_what_the_composer_writes() -> None:
    files = pages.build()
    on_disk = {path for folder in (SAMPLES, COMPOSER / "gold") for path in folder.iterdir()}
    assert on_disk == set(files)
    drifted = [path.name for path, text in sorted(files.items()) if path.read_bytes() != text.encode("utf-8")]
    assert drifted == []


def test_settings_give_every_page_its_date_and_number() -> None:
    settings = tomllib.loads((SAMPLES / "kg.toml").read_text(encoding="utf-8"))
    assert settings["home"].endswith("青澜区")
    assert {page.name for page in sample_pages()} == set(settings["files"])
    for name, entry in settings["files"].items():
        assert name == f"{entry['date'].replace('-', '')}-{entry['page']:02d}.txt"


# --- there is enough of it


def test_four_issues_of_two_or_more_pages_hold_forty_articles(issues: list[dict[str, Any]]) -> None:
    assert len({issue["date"] for issue in issues}) >= 4
    assert all(len(issue["pages"]) >= 2 for issue in issues)
    assert sum(len(issue["articles"]) for issue in issues) >= 44


def test_articles_have_the_length_of_local_news(bodies: dict[str, dict[str, str]]) -> None:
    odd = {key: len(body) for issue in bodies.values() for key, body in issue.items() if not 250 <= len(body) <= 720}
    assert odd == {}


def test_every_article_is_printed_once_and_its_rest_on_the_page_it_jumps_to(issues: list[dict[str, Any]]) -> None:
    for issue in issues:
        begun: Counter[str] = Counter()
        ended: dict[str, int] = {}
        for page in issue["pages"]:
            for item in page["flow"]:
                if isinstance(item, dict) and "key" in item:
                    ended[item["key"]] = page["page"]
                elif not isinstance(item, dict):
                    begun.update([item] if isinstance(item, str) else item)
        assert begun == Counter(issue["articles"].keys())
        assert ended == {key: article["jump"] for key, article in issue["articles"].items() if "jump" in article}
        assert all(("@@" in article["body"]) == ("jump" in article) for article in issue["articles"].values())


# --- the gold says where the articles lie


def test_gold_covers_all_but_the_page_furniture(issues: list[dict[str, Any]]) -> None:
    heads = {
        f"{issue['date']:%Y%m%d}-{page['page']:02d}": len(page.get("head", []))
        + sum("line" in item for item in page["flow"] if isinstance(item, dict))
        for issue in issues
        for page in issue["pages"]
    }
    for page in sample_pages():
        text = page.read_text(encoding="utf-8")
        owned = [0] * len(text)
        for article in gold_of(page)["articles"]:
            for start, end in article["ranges"]:
                assert text[start:end] == text[start:end].strip("\n")
                for at in range(start, end):
                    owned[at] += 1
        assert max(owned) == 1
        free = "".join("\n" if count else char for char, count in zip(text, owned, strict=True))
        assert len([line for line in free.split("\n") if line.strip()]) == heads[page.stem]


def test_gold_headlines_subheads_and_reporters_stand_in_their_ranges() -> None:
    for page in sample_pages():
        text = page.read_text(encoding="utf-8")
        for article in gold_of(page)["articles"]:
            own = "\n".join(text[start:end] for start, end in article["ranges"])
            if article["continued_from"] is None:
                assert article["headlines"][0] in own.split("\n")
            assert all(subhead in own.split("\n") for subhead in article["subheads"])
            squashed = "".join(own.split())
            assert all(name in squashed for name in article["reporters"])


# --- the layout is that of a page as a PDF reader gives it


def test_columns_differ_in_width_and_no_line_starts_with_closing_punctuation() -> None:
    assert {article["width"] for issue in pages.read_issues() for article in issue["articles"].values()} >= {16, 26}
    for page in sample_pages():
        for line in page.read_text(encoding="utf-8").split("\n"):
            assert not line.startswith(tuple(column_lines.HANGS))


@pytest.mark.parametrize(
    "trait",
    [
        r"[\u4e00-\u9fff] [0-9]|[0-9] [\u4e00-\u9fff]",  # stray blank beside a number
        r"记者 [\u4e00-\u9fff] [\u4e00-\u9fff]\b",  # stray blank inside a name of two characters
        r"(?m)^（下转2版）$",
        r"(?m)^（上接1版）$",
        r"(?m)^ 记者 ",
        r"本报讯（记者 ",
        r"本报讯（通讯员 ",
        r" （本报记者）",
        r"[^。”！？：\n]\n\n[^\n]",  # a column that ends inside a sentence
        r"(?m)^\d版 ",
        r"(?m)^青澜报$",
    ],
)
def test_pages_show_what_real_pages_show(trait: str) -> None:
    assert any(re.search(trait, page.read_text(encoding="utf-8")) for page in sample_pages())


def test_each_issue_prints_two_headlines_on_one_line(issues: list[dict[str, Any]]) -> None:
    for issue in issues:
        pairs = [(page["page"], item) for page in issue["pages"] for item in page["flow"] if isinstance(item, list)]
        assert pairs
        for number, (left, right) in pairs:
            lines = (SAMPLES / f"{issue['date']:%Y%m%d}-{number:02d}.txt").read_text(encoding="utf-8").split("\n")
            assert f"{issue['articles'][left]['headline']} {issue['articles'][right]['headline']}" in lines


@given(st.text(alphabet="江边的灯亮了，。“”《》（）0123456789%.AB—", min_size=1, max_size=200), st.integers(6, 28))
def test_wrapped_lines_give_back_the_paragraph(paragraph: str, width: int) -> None:
    lines = column_lines.wrap(paragraph, width)
    assert "".join("".join(lines).split()) == paragraph
    for line in lines:
        body = line.rstrip(column_lines.HANGS)
        assert column_lines.measure(body) <= width or len(column_lines.RUN.findall(line)) == 1


# --- the same people come back, and the graph has something to find


def test_officials_keep_their_posts_as_the_roster_says(bodies: dict[str, dict[str, str]]) -> None:
    lines = (COMPOSER / "roster.tsv").read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    seen: Counter[str] = Counter()
    slips = []
    for name, posts, first, _ in rows:
        accepted = tuple(posts.split("|"))
        for date, issue in bodies.items():
            for key, body in issue.items():
                for found in re.finditer(name, body):
                    before = POST_WORDS.search(body[: found.start()])
                    if before is None:
                        continue
                    seen[name] += 1
                    if not before.group().endswith(accepted) or (first != "-" and date < first):
                        slips.append((key, before.group() + name))
    assert slips == []
    assert set(seen) == {row[0] for row in rows}


def test_two_dozen_officials_and_eight_streets_come_back_across_issues(bodies: dict[str, dict[str, str]]) -> None:
    texts = ["".join(issue.values()) for issue in bodies.values()]
    lines = (COMPOSER / "roster.tsv").read_text(encoding="utf-8").split("\n")
    names = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    assert sum(sum(name in text for text in texts) >= 2 for name in names) >= 25
    streets = ["望澜街道", "石矶街道", "桐里街道", "鹭洲街道", "芦津街道", "云锦路街道"]
    streets += ["杏坞镇", "樟渡镇", "麦湾镇", "大坳乡"]
    assert all(sum(street in text for text in texts) >= 3 for street in streets)
    schemes = ["“135”微更新行动", "“灯火可亲”背街小巷照明改造工程", "“春笋”青年人才计划", "“长板凳”议事机制"]
    schemes += [
        "《青澜区支持青年就业创业十二条措施（试行）》",
        "《青澜区养老助餐服务管理办法》",
        "“蓝箱子”上门护理服务",
    ]
    schemes += ["“老厂新芯”技改行动"]
    assert all(sum(scheme in text for text in texts) >= 2 for scheme in schemes)


def test_one_official_changes_post_between_issues(bodies: dict[str, dict[str, str]]) -> None:
    first, second, third, fourth = ("\n".join(issue.values()) for issue in bodies.values())
    old, new = "街道办事处主任童一舟", "区城市管理局局长童一舟"
    assert old in first
    assert old in second
    assert "任命童一舟为区城市管理局局长" in third
    assert "免去童一舟的石矶街道办事处主任职务" in third
    assert new in fourth
    assert old not in fourth
    assert new not in first + second
    assert "童一舟原任石矶街道办事处主任" in fourth


def test_two_people_share_a_name(bodies: dict[str, dict[str, str]]) -> None:
    official, manager = "鹭洲街道办事处副主任陈曦", "蓝鲸物流总经理陈曦"
    texts = [body for issue in bodies.values() for body in issue.values()]
    assert sum(official in text for text in texts) >= 2
    assert sum(manager in text for text in texts) >= 2
    assert not any(official in text and manager in text for text in texts)
