"""axe-core, the accessibility checker: fetched once by npm, by version and hash, and run in the page.

It is a development download under the Mozilla Public License 2.0, kept in build/, and is no part of what is shipped.
"""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.page.chromium import Page, program

PINNED = Path(__file__).parent / "axe"  # package.json and package-lock.json
FOLDER = Path(__file__).parents[2] / "build" / "axe"
SERIOUS = {"serious", "critical"}
RUN = """
    const done = arguments[0];
    axe.run(document, { resultTypes: ["violations", "passes"] }).then((found) => done({
      passed: found.passes.map((rule) => rule.id),
      broken: found.violations.map((rule) => [rule.impact, rule.id, rule.nodes.map((node) => node.html.slice(0, 200))]),
    }));
"""


@cache
def checker() -> str:
    """The script of axe-core; npm checks it against the hash in package-lock.json when it is first fetched."""
    script = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests may run in several processes
        pinned = [PINNED / "package.json", PINNED / "package-lock.json"]
        stale = any(not (FOLDER / file.name).exists() or (FOLDER / file.name).read_bytes() != file.read_bytes()
                    for file in pinned)  # fmt: skip
        if stale or not script.exists():
            for file in pinned:
                shutil.copy(file, FOLDER)
            command = [program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.fail(f"npm ci in {FOLDER} failed: {done.stderr.strip()[-400:]}")
    return script.read_text(encoding="utf-8")


def violations(page: Page) -> list[Any]:
    """What axe-core finds serious or critical on the page as it is: impact, rule, elements."""
    page.run(checker())
    found = page.driver.execute_async_script(RUN)
    assert "color-contrast" in found["passed"], "the checker did not look at the page"
    return [broken for broken in found["broken"] if broken[0] in SERIOUS]
