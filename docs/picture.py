"""Take README's picture of the page: `python docs/picture.py OUTPUT docs/graph.png`. Needs Chromium and its driver.

The colours are rounded a little, which nobody sees, and which makes the file half as large.
"""

from __future__ import annotations

import base64
import shutil
import sys
import tempfile
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

WIDTH, HEIGHT = 1400, 900
CHOSEN = "童一舟"  # who holds one post in the first issue of the samples and another in the last
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


def take(page: Path, picture: Path) -> None:
    """Open ``page`` in Chromium, wait until it has drawn the graph, and write what it shows as a PNG."""
    options = webdriver.ChromeOptions()
    options.binary_location = _program("chromium")
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}", f"--window-size={WIDTH},{HEIGHT}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options, service=Service(_program("chromedriver")))
        try:
            frame = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", frame)
            driver.get(page.resolve().as_uri())
            end = time.monotonic() + 30
            while not driver.execute_script("return window.kgPage && kgPage.stats().nodes > 0"):
                if time.monotonic() > end:
                    sys.exit(f"{page}: drew nothing in 30 seconds")
                time.sleep(0.1)
            driver.find_element(By.ID, "language").click()
            search = driver.find_element(By.ID, "search")
            search.send_keys(CHOSEN)
            search.send_keys(Keys.ENTER)
            driver.execute_script("document.activeElement.blur()")
            time.sleep(3)  # for the labels, and for the view to come to rest
            seen = driver.get_screenshot_as_base64()
            driver.get("about:blank")
            picture.write_bytes(base64.b64decode(driver.execute_async_script(ROUNDED, seen, STEP)))
        finally:
            driver.quit()


def _program(name: str) -> str:
    return shutil.which(name) or sys.exit(f"{name} is not installed: apt-get install {name}")


def main() -> None:
    """Take the picture."""
    match sys.argv[1:]:
        case [output, picture] if (Path(output) / "graph.html").exists():
            take(Path(output) / "graph.html", Path(picture))
        case _:
            sys.exit("usage: python docs/picture.py OUTPUT PICTURE, where OUTPUT is a folder that kg demo wrote")


if __name__ == "__main__":
    main()
