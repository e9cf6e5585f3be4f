"""See deploy/pictures."""

import os
import pathlib
import re
import sys
import tempfile

from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests/Browser"))
from house import House, Reader  # noqa: E402

PLACE = ROOT / "Sources/Vivier/Vivier.docc/Resources"


def take(house, browser, place):
    """Puts the demonstration into an empty house, and its pictures into a folder."""
    house.run("demo")
    keys = dict(re.findall(r"(DEMO_\w+)='?([^'\n]*)'?", (house.folder / "demo.env").read_text()))
    school = house.api("GET", "/api/v1/whoami", token=keys["DEMO_SCHOOL_TOKEN"])["organisation"]
    company = house.api("GET", "/api/v1/whoami", token=keys["DEMO_COMPANY_TOKEN"])["organisation"]
    for name, role, organisation, path in [
        ("run", "school-admin", school["id"], f"/desk/runs/{keys['DEMO_RUN']}"),
        ("talent", "company-owner", company["id"], "/desk/talent?q=skill%3A%22negotiation%22%3E%3D2+language%3Aen"),
    ]:
        reader = Reader(browser, 1280, "en", True)
        page = house.sign_in(reader, f"{role}@example.org", role, organisation)
        page.goto(house.url + path)
        page.set_viewport_size({"width": 1280, "height": 860})
        page.screenshot(path=place / f"{name}.png")
        reader.look(page)
        reader.leave()
        print(place / f"{name}.png")


def main():
    PLACE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="vivier-pictures-") as folder, sync_playwright() as playwright:
        os.chmod(folder, 0o755)
        house = House(folder)
        browser = playwright.chromium.launch(executable_path=os.environ.get("VIVIER_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        try:
            house.start()
            take(house, browser, PLACE)
        finally:
            browser.close()
            house.stop()


if __name__ == "__main__":
    main()
