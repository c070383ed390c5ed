"""What several tests share: the built samples, and no skipping where a machine is meant to have everything."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import hypothesis
import pytest

import kg
from kg import samples
from kg.records import Article, Label, Mention

# How long an example takes says how busy the machine is, not whether the code is right. CI tries the same ones each
# time.
hypothesis.settings.register_profile(
    "kg",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
hypothesis.settings.load_profile("kg")

ROOT = Path(kg.__file__).parents[1]

PAGE = """区文化馆举办读书节
本报讯（记者 周晓棠）3月1日，区文化馆主办江城读书节。石桥街道党工委书记林清远出席活动。
石桥街道办事处主任何沐阳说，读书节已经办了三年，来的人一年比一年多。
"""

NAMES: dict[str, Label] = {
    "区文化馆": "ORG",
    "江城读书节": "EVENT",
    "石桥街道办事处": "ORG",
    "石桥街道": "STREET",
    "党工委书记": "POST",
    "主任": "POST",
    "记者": "POST",
    "林清远": "PERSON",
    "何沐阳": "PERSON",
    "周晓棠": "PERSON",
}


@pytest.fixture(scope="session")
def built_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample pages' graph, built once. A test that asks for it is slow: it loads the model."""
    folder = tmp_path_factory.mktemp("samples") / "output"
    report = kg.build([str(samples.folder())], output=folder)
    assert report.skipped == ()
    return folder


@pytest.fixture(scope="session")
def project_files() -> list[Path]:
    """Every file of the checkout that is not made by a tool. Without git, which a downloaded archive lacks."""
    made = {".git", ".venv", "build", "dist", "site", "__pycache__", "output"}
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(
            f for f in folders if f not in made and not f.endswith(("_cache", ".egg-info", "hypothesis"))
        )
        found += [Path(folder, name) for name in sorted(names) if not name.endswith(".pyc")]
    return found


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A small good page in a file of its own."""
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def without_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a list of names in the trained pipeline's place: for tests about the chain, not about finding names."""
    monkeypatch.setattr("kg.pipeline.load_model", lambda path: None)
    monkeypatch.setattr("kg.report.model_version", lambda path: "none")
    monkeypatch.setattr("kg.pipeline.find_mentions", _find_known_names)


def _find_known_names(articles: Sequence[Article], nlp: Any) -> tuple[Mention, ...]:
    mentions = []
    for article in articles:
        taken: set[int] = set()
        for name in sorted(NAMES, key=len, reverse=True):
            begin = article.text.find(name)
            while begin >= 0:
                stop = begin + len(name)
                if not taken & set(range(begin, stop)):
                    taken |= set(range(begin, stop))
                    start, end = article.offsets[begin], article.offsets[stop - 1] + 1
                    mentions.append(
                        Mention(article.doc, article.id, start, end, begin, stop, NAMES[name], name, "test", 1.0)
                    )
                begin = article.text.find(name, stop)
    return tuple(sorted(mentions))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI a skipped test is a failed one: there the browser and the other tools are known to be installed."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file that skips itself."""
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, which CI does not allow"
    return report
