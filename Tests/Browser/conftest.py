"""The pages in a real headless Chromium, as a person meets them: roles and names (ARIA), never pixels.

Each test starts from an empty database: the fixture `house` runs the daemon of the debug build with its own PostgreSQL on a free port of
the loopback. `house.sign_in(browser, "dean@example.org", "school-admin", organisation)` opens a page as somebody who came by a real letter;
`house.student(browser, …)` as a student of a roster. What a flow needs and does not try itself is made over the API (`house.api`).

    def test_a_school_enrols_a_cohort(house, reader):          # reader: 360 or 1440 pixels, French or English, with or without script
        school = house.school("École Zoë")
        page = house.sign_in(reader, "dean@example.org", "school-admin", school)
        page.goto(house.url + "/desk/cohorts")
        page.get_by_role("link", name=reader.say("New cohort", "Nouvelle promotion")).click()
        …
        reader.look(page, "cohorts")                            # audit, width, language; a picture in .build/pictures

Every page that a test looks at must have no violation that axe finds and nothing wider than the screen; in a whole test there is no error on
the console and no other origin is contacted, which is asserted when the reader leaves. Run: `deploy/test browser`, or `python -m pytest Tests/Browser` with the tools of `deploy/test`.
"""

import os
import tempfile

import pytest
from playwright.sync_api import sync_playwright

from house import House, Reader, eventually


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=os.environ.get("VIVIER_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        yield one
        one.close()


@pytest.fixture(scope="session")
def empty():
    """The state of a daemon that was started once and stopped."""
    with tempfile.TemporaryDirectory(prefix="vivier-empty-") as folder:
        os.chmod(folder, 0o755)
        one = House(folder)
        try:
            eventually(one.answers, 60)
        finally:
            one.stop()
        yield folder


@pytest.fixture
def house(empty):
    with tempfile.TemporaryDirectory(prefix="vivier-browser-") as folder:
        os.chmod(folder, 0o755)
        one = House(folder, empty)
        try:
            one.start()
            yield one
        finally:
            one.stop()


READERS = [(1440, "fr", True), (360, "en", True), (1440, "en", False), (360, "fr", False)]


@pytest.fixture(params=READERS, ids=lambda one: f"{one[0]}-{one[1]}-{'script' if one[2] else 'plain'}")
def reader(request, browser):
    """Wide and French, narrow and English, and the other two without script."""
    one = Reader(browser, *request.param)
    yield one
    one.leave()
