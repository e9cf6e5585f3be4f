"""How long a first-time user takes to post a case: the text at typing speed, every other act counted, as the page stands.

Typing: 40 words a minute, 5 letters a word, is 300 ms a letter. An act besides text (a click, a choice, a stop of the Tab key) takes a second;
before each field 2.5 s to read it. Prints the seconds, the letters and the acts.
"""

import os
import pathlib
import sys
import tempfile
import time

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Tests/Browser"))
from house import House, Reader, eventually  # noqa: E402

LETTER, ACT, READING = 0.3, 1.0, 2.5
PROBLEM = "We make honey near Dijon and sell it at two markets. Hotels ask for it, but we do not know whom to call, what to charge or how to deliver."


class User:
    """Somebody who types, chooses and reads at the speed of a person."""

    def __init__(self, page):
        self.page, self.letters, self.acts = page, 0, 0

    def read(self):
        time.sleep(READING)

    def act(self, what):
        self.acts += 1
        what()
        time.sleep(ACT)

    def type(self, field, text):
        self.letters += len(text)
        field.press_sequentially(text, delay=LETTER * 1000, timeout=(len(text) + 60) * LETTER * 1000)

    def fill(self, label, text):
        self.read()
        field = self.page.get_by_label(label, exact=True)
        self.act(field.click)
        self.type(field, text)

    def skill(self, number, letters):
        self.read()
        field = self.page.get_by_label(f"Skill {number}", exact=True)
        self.act(field.click)
        self.type(field, letters)
        self.page.get_by_role("listbox", name=f"Skill {number}").get_by_role("option").first.wait_for()
        self.act(lambda: field.press("Enter"))


def main():
    with tempfile.TemporaryDirectory(prefix="vivier-posting-") as folder, sync_playwright() as playwright:
        os.chmod(folder, 0o755)
        house = House(folder)
        browser = playwright.chromium.launch(executable_path=os.environ.get("VIVIER_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        try:
            eventually(house.answers, 60)
            house.start()
            reader = Reader(browser, 1440, "en", True)
            page = house.sign_in(reader, "ann@example.org", "company", house.company("Miel"))
            user, start = User(page), time.monotonic()
            user.read()
            user.act(page.get_by_role("link", name="Post a case").click)
            user.fill("Title", "Sell our honey to hotels")
            user.fill("The problem", PROBLEM)
            for number, letters in enumerate(["negot", "market res", "pricing"], 1):
                user.skill(number, letters)
            user.read()
            user.act(lambda: page.get_by_label("Monday 9–12").check(force=True))
            user.read()
            user.act(page.get_by_role("button", name="Publish").click)
            page.get_by_text("It is published.").wait_for()
            taken = time.monotonic() - start
            print(f"posted in {taken:.0f} s: {user.letters} letters, {user.acts} acts besides text")
            reader.look(page)
        finally:
            browser.close()
            house.stop()


main()
