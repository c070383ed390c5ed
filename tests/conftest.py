"""What several tests share: the built samples, and no skipping where a machine is meant to have everything."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

import kg
from kg import samples


@pytest.fixture(scope="session")
def built_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample pages' graph, built once. A test that asks for it is slow: it loads the model."""
    folder = tmp_path_factory.mktemp("samples") / "output"
    report = kg.build([str(samples.folder())], output=folder)
    assert report.skipped == ()
    return folder


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
