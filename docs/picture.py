"""Take pictures of the page in Chromium, which must be installed with its driver.

    python docs/picture.py OUTPUT docs/graph.png     README's picture
    python docs/picture.py OUTPUT FOLDER             start, panel, focus, path, roster, dark and narrow, as PNG files

OUTPUT is a folder that ``kg demo`` wrote. The colours are rounded a little, which nobody sees, and which makes the
files half as large.
"""

from __future__ import annotations

import base64
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from selenium.webdriver.common.keys import Keys

from tests.page.chromium import NARROW, Page, start_browser

SIZE = (1400, 900)
CHOSEN = "童一舟"  # who holds one post in the first issue of the samples and another in the last
OTHER = "贺一帆"
ROUNDED = """
    const [png, step, done] = arguments;
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < pixels.data.length; i += 1) {
        if (i % 4 < 3) pixels.data[i] = Math.round(pixels.data[i] / step) * step;
      }
      context.putImageData(pixels, 0, 0);
      done(canvas.toDataURL("image/png").split(",")[1]);
    };
    image.src = "data:image/png;base64," + png;
"""
STEP = 5  # of 255


def readme(page: Page, path: Path) -> None:
    """In English, with someone's panel: what README shows."""
    page.open(path)
    page.click("#language")
    page.choose(CHOSEN)


def start(page: Page, path: Path) -> None:
    """As the page opens."""
    page.open(path)


def panel(page: Page, path: Path) -> None:
    """What is known of one official, with the sentences."""
    page.open(path)
    page.choose(CHOSEN)


def focus(page: Page, path: Path) -> None:
    """Whom one official is connected with, alone."""
    panel(page, path)
    page.click("#panel .actions button:nth-child(1)")


def path_between(page: Page, path: Path) -> None:
    """How two people are connected, step by step."""
    page.open(path, "#p=~")
    for field, name in (("#path_from", CHOSEN), ("#path_to", OTHER)):
        page.search(name, field)
        page.press(Keys.ENTER)


def roster(page: Page, path: Path) -> None:
    """The officials' table."""
    page.open(path, "#v=roster")


def dark(page: Page, path: Path) -> None:
    """The dark theme."""
    page.set_up(SIZE, scheme="dark")
    panel(page, path)


def narrow(page: Page, path: Path) -> None:
    """On a telephone."""
    page.set_up(NARROW, touch=True)
    page.open(path)


VIEWS: dict[str, Callable[[Page, Path], None]] = {
    "start": start,
    "panel": panel,
    "focus": focus,
    "path": path_between,
    "roster": roster,
    "dark": dark,
    "narrow": narrow,
}


def take(html: Path, pictures: dict[Path, Callable[[Page, Path], None]]) -> None:
    """Open ``html`` in Chromium once for each picture, bring it to the view, and write what it shows as a PNG."""
    with tempfile.TemporaryDirectory() as profile:
        driver = start_browser(Path(profile))
        try:
            page = Page(driver)
            for picture, show in pictures.items():
                page.set_up(SIZE)
                show(page, html.resolve())
                page.run("document.activeElement.blur()")
                time.sleep(2)  # for the labels, and for the view to come to rest
                seen = driver.get_screenshot_as_base64()
                driver.get("about:blank")
                picture.write_bytes(base64.b64decode(driver.execute_async_script(ROUNDED, seen, STEP)))
        finally:
            driver.quit()


def main() -> None:
    """Take the pictures."""
    match sys.argv[1:]:
        case [output, picture] if (Path(output) / "graph.html").exists():
            html, target = Path(output) / "graph.html", Path(picture)
        case _:
            sys.exit("usage: python docs/picture.py OUTPUT PICTURE.png|FOLDER, where kg demo wrote OUTPUT")
    if target.suffix == ".png":
        take(html, {target: readme})
    else:
        target.mkdir(parents=True, exist_ok=True)
        take(html, {target / f"{name}.png": show for name, show in VIEWS.items()})


if __name__ == "__main__":
    main()
