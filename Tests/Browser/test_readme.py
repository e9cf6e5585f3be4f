"""What the README shows is what the service shows."""

import importlib.util
import re
import subprocess

from house import ROOT

NAMED = [path for path in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text()) if not path.startswith("http")]


def test_the_pictures_of_the_readme_are_taken_by_their_command(house, browser, tmp_path):
    plan = importlib.util.spec_from_file_location("pictures", ROOT / "deploy/pictures.py")
    pictures = importlib.util.module_from_spec(plan)
    plan.loader.exec_module(pictures)
    pictures.take(house, browser, tmp_path)
    assert len(NAMED) >= 2
    assert {ROOT / name for name in NAMED} == {pictures.PLACE / one.name for one in tmp_path.iterdir()}
    for name in NAMED:
        taken, kept = (tmp_path / (ROOT / name).name).read_bytes(), (ROOT / name).read_bytes()
        for picture in (taken, kept):
            # The sizes stand in the head of a PNG.
            assert picture.startswith(b"\x89PNG\r\n\x1a\n")
            assert (int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")) == (1280, 860), name


def test_a_line_of_the_pages_about_the_api_is_copied_and_answers(house, reader):
    say = reader.say
    page = reader.page()
    page.goto(house.url + "/")
    page.get_by_role("link", name=say("Every operation of the API", "Chaque opération de l’API")).click()
    reader.look(page, "api")
    page.get_by_role("main").get_by_role("link", name=say("The schools, by name", "Les écoles, par nom")).click()
    assert page.url.endswith("/api?of=schools#listSchools")
    reader.look(page, "api-schools")
    line = page.locator("section[aria-labelledby=listSchools] pre code").inner_text()
    house.school("École Zoë")
    asked = subprocess.run(
        ["/bin/sh", "-c", line], env={"VIVIER_TOKEN": house.operator, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=True)
    assert "École Zoë" in asked.stdout, asked
    # A name of a field is found by the browser's own search: it is there without script.
    assert page.get_by_text("If-Match", exact=True).count() >= 1
