"""The page in real Chromium: what a reader does to it with mouse, keys and fingers, and what it then shows.

Opened from disk with the network shut off. A missing browser fails the tests; it never skips them.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
WIDE, NARROW = (1440, 900), (390, 844)
Point = tuple[float, float]


def start_browser(profile: Path) -> webdriver.Chrome:
    """Chromium without a window, with a fresh profile, keeping what it requests and complains about."""
    options = webdriver.ChromeOptions()
    options.binary_location = program("chromium")
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(program("chromedriver")))


def program(name: str) -> str:
    """The path of an installed program.

    Raises:
        FileNotFoundError: it is missing; a test that needs it fails.
    """
    path = shutil.which(name)
    if path is None:
        where = "CI installs it; its set-up is broken" if os.environ.get("CI") else f"apt-get install {name}"
        raise FileNotFoundError(f"{name} is not installed: {where}")
    return path


class Page:
    """The page in a browser, at first as wide as a desk's."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def set_up(self, size: tuple[int, int] = WIDE, *, touch: bool = False, scheme: str = "light") -> None:
        """The size of the window, whether fingers or a mouse point in it, and the system's theme."""
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": touch},
        )
        self.cdp("Emulation.setTouchEmulationEnabled", {"enabled": touch, "maxTouchPoints": 2 if touch else 1})
        self.cdp("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def open(self, path: Path, hash_: str = "", *, seconds: float = 20) -> None:
        self.driver.get("about:blank")
        self.driver.get_log("performance")
        self.driver.get_log("browser")
        self.driver.get(path.as_uri() + hash_)
        self.wait(lambda: self.stats()["nodes"] > 0, "the page drew no nodes", seconds)

    def go(self, hash_: str) -> None:
        """Follow a link within the page."""
        self.run("location.hash = arguments[0]", hash_)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def cdp(self, command: str, arguments: dict[str, Any]) -> Any:
        return self.driver.execute_cdp_cmd(command, arguments)

    def stats(self) -> dict[str, Any]:
        return dict(self.run("return window.kgPage ? kgPage.stats() : {nodes: 0}"))

    def wait(self, done: Callable[[], Any], message: str, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, message
            time.sleep(0.03)

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        """What stands in all elements of a selector, read in one go."""
        return list(self.run("return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText)", selector))

    def title(self) -> str:
        """The heading of the panel."""
        return "".join(self.texts("#panel h2")).replace("\n", " ")

    def wait_for_title(self, title: str) -> None:
        self.wait(lambda: self.title() == title, f"the panel shows {self.title()!r}, not {title!r}")

    def search(self, text: str, box: str = "#search") -> list[str]:
        field = self.one(box)
        field.clear()
        field.send_keys(text)
        listed = f"{box} ~ .found[data-query={json.dumps(text, ensure_ascii=False)}]:not([hidden])"
        self.wait(lambda: self.driver.find_elements(By.CSS_SELECTOR, listed), f"no result list for {text}")
        return self.texts(f"{box} ~ .found [role=option] .name")

    def choose(self, text: str) -> None:
        self.search(text)
        self.one("#search").send_keys(Keys.ENTER)
        self.wait(lambda: self.texts("#panel .actions"), f"no panel after choosing {text}")

    def click(self, selector: str) -> None:
        self.run("arguments[0].click()", self.one(selector))

    def press(self, *keys: str) -> None:
        """Keys to whatever has the focus."""
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def slide(self, selector: str, value: int) -> None:
        """Move a slider as its own arrow keys would."""
        self.run(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input'))",
            self.one(selector),
            value,
        )

    def spot(self, name: str) -> Point:
        """Where a node is drawn, in the window's pixels."""
        script = """
            const spot = kgPage.spot(arguments[0]);
            const box = document.getElementById("canvas").getBoundingClientRect();
            return spot && [spot.x + box.left, spot.y + box.top];
        """
        at: list[float] | None = self.run(script, name)
        assert at is not None, f"{name} is not drawn"
        return at[0], at[1]

    def mouse(self, kind: str, at: Point, **more: Any) -> None:
        button = {"button": "left", "buttons": 1, "clickCount": 1} if kind != "mouseWheel" else {}
        self.cdp("Input.dispatchMouseEvent", {"type": kind, "x": at[0], "y": at[1], **button, **more})

    def click_at(self, at: Point, pointer: str = "mouse") -> None:
        """A click or tap whose length the browser keeps, however busy the machine is."""
        gesture = {"x": at[0], "y": at[1], "duration": 50, "gestureSourceType": pointer}
        self.cdp("Input.synthesizeTapGesture", gesture)

    def drag(self, start: Point, end: Point, steps: int = 6) -> None:
        self.mouse("mousePressed", start)
        for step in range(1, steps + 1):
            part = step / steps
            self.mouse("mouseMoved", (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part))
        self.mouse("mouseReleased", end)

    def touch(self, kind: str, *points: Point) -> None:
        spots = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        self.cdp("Input.dispatchTouchEvent", {"type": kind, "touchPoints": spots})

    def tap(self, at: Point) -> None:
        self.click_at(at, "touch")

    def swipe(self, start: Point, end: Point, steps: int = 6) -> None:
        self.touch("touchStart", start)
        for step in range(1, steps + 1):
            part = step / steps
            self.touch("touchMove", (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part))
        self.touch("touchEnd")

    def pinch(self, centre: Point, before: float, after: float, steps: int = 6) -> None:
        """Two fingers, ``before`` pixels apart at first and ``after`` in the end."""
        x, y = centre
        self.touch("touchStart", (x - before / 2, y), (x + before / 2, y))
        for step in range(1, steps + 1):
            apart = before + (after - before) * step / steps
            self.touch("touchMove", (x - apart / 2, y), (x + apart / 2, y))
        self.touch("touchEnd")

    def painted(self) -> int:
        """How many colours the canvas holds; where nothing is drawn it is clear."""
        return int(
            self.run("""
                const canvas = document.querySelector("#canvas canvas");
                const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
                const colours = new Set();
                for (let i = 0; i < pixels.length; i += 4) {
                  if (pixels[i + 3] > 250) colours.add(pixels[i] * 65536 + pixels[i + 1] * 256 + pixels[i + 2]);
                }
                return colours.size;
            """)
        )

    def requests(self) -> list[str]:
        """Addresses of all requests since ``open``."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]
