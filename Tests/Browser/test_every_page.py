"""Every page of the site as every role meets it, found by its links: in both languages, on a phone and a wide screen, in light and in dark.

One walk knows what the others saw: several workers are given whole files (`--dist loadfile`).

Not each page in every combination, which would take an hour: each in two that have nothing in common, another pair for each role.
"""

import collections
import os
import re
import tempfile
import time
import urllib.error
import urllib.request

import pytest

from demonstration import ROLES, Demonstration
from house import House, Reader
from sitemap import declared, is_page, route

# Of each pair the second has nothing of the first.
WAYS = [(360, "fr", "dark"), (1440, "en", "dark"), (360, "en", "dark"), (1440, "fr", "dark")]
# A folder that a role opens by no link of its first page is asked for all the same.
STARTS = ["/desk", "/account", "/"]


def other(way):
    return (1440 if way[0] == 360 else 360, "en" if way[1] == "fr" else "fr", "light")


class Walk:
    """What was seen, and in which ways, over all who walk."""

    def __init__(self, demonstration):
        self.demonstration, self.house = demonstration, demonstration.house
        self.routes = declared()
        self.pages = {one for one in self.routes if is_page(one)}
        self.seen = collections.defaultdict(set)
        self.walked = set()
        self.looks, self.asked = 0, 0

    def look(self, reader, page, faults):
        """All that is wrong is told at the end, not the first alone."""
        self.looks += 1
        here = route(page.url, self.routes)
        # What refuses somebody stands at the address of the page, and is another page.
        if here in self.pages and page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus") == 200:
            self.seen[here].add((reader.width, reader.language, reader.scheme))
        try:
            reader.look(page)
        except AssertionError as wrong:
            faults.append(f"{here or page.url} {reader.width} {reader.language} {reader.scheme}: {wrong}")

    def is_new(self, path, way):
        """Whether a page was not seen yet in all that a way has."""
        return any(not any(way[part] == one[part] for one in self.seen[path]) for part in range(3))

    def follow(self, page, here, addresses, faults):
        """No link of a page is dead: whatever a role is shown a link to, it may ask for."""
        # Beside the browser, so that a link to the other language does not change the one that is read in.
        cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
        for address in addresses:
            self.asked += 1
            status = self.status(urllib.request.Request(address, headers={"Cookie": cookies, "Accept": "text/html"}))
            if status >= 400:
                faults.append(f"{here}: {address} is dead: {status}")

    def status(self, request):
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status
        except urllib.error.HTTPError as refusal:
            if refusal.code != 429:
                return refusal.code
            time.sleep(int(refusal.headers["Retry-After"]))
            return self.status(request)

    def go(self, role, readers, page, starts):
        """Breadth first over the own links, one page of each shape."""
        faults, met, queue = [], set(), collections.deque(self.house.url + start for start in starts)
        twin, known = readers[1].page(), set()
        while queue:
            address = queue.popleft()
            here = route(address, self.routes)
            if here not in self.pages or here in met:
                continue
            met.add(here)
            # What anybody sees is the same for all who are signed in.
            if len(self.seen[here]) > 1 and not here.startswith(("/desk", "/account")):
                continue
            answer = page.goto(address)
            if not answer.headers.get("content-type", "").startswith("text/html"):
                faults.append(f"{address}: {answer.headers.get('content-type')}")
                continue
            if answer.status != 200:
                faults.append(f"{address}: {answer.status}")
                continue
            self.look(readers[0], page, faults)
            # By the attribute: in a picture `href` itself is no text.
            found = page.eval_on_selector_all(
                "a[href]", "links => links.map(one => [new URL(one.getAttribute('href'), document.baseURI).href, one.hasAttribute('download')])")
            own = [(one.split("#")[0], is_file) for one, is_file in found if one.startswith(self.house.url + "/")]
            queue.extend(one for one, is_file in own if not is_file)
            self.follow(page, here, sorted({one for one, _ in own} - known), faults)
            known.update(one for one, _ in own)
            if self.is_new(here, (readers[1].width, readers[1].language, readers[1].scheme)):
                answer = twin.goto(address)
                # Who reads another language on another screen is shown the same page, and not sent elsewhere.
                if answer.status != 200 or answer.request.redirected_from or route(twin.url, self.routes) != here:
                    faults.append(f"{address} for the second reader: {answer.status} at {twin.url}")
                    continue
                self.look(readers[1], twin, faults)
        self.walked.add(role)
        return faults


@pytest.fixture(scope="module")
def walk(empty):
    with tempfile.TemporaryDirectory(prefix="vivier-every-page-") as folder:
        os.chmod(folder, 0o755)
        house = House(folder, empty)
        try:
            house.start()
            yield Walk(Demonstration(house))
        finally:
            house.stop()


def prepared(walk, role, reader, page):
    """What stands on no page until somebody has begun something, and what a role has no link to."""
    demo, url = walk.demonstration, walk.house.url
    if role == "school-admin":
        page.goto(f"{url}/desk/cohorts/{demo.fresh}/import")
        page.locator("#file").set_input_files({"name": "m2.csv", "mimeType": "text/csv", "buffer": "Prénom;Nom;Clé;Courriel\nZoë;Ÿ;1;zoe@example.org\n".encode()})
        page.locator("main form[data-drop] button").first.click()
        page.wait_for_url(re.compile(r"/import/[0-9a-f-]{36}"))
        roster = page.url.removeprefix(url).split("?")[0]
        page.get_by_role("button", name=reader.say("Show what it does", "Voir ce qu’il fait")).click()
        page.wait_for_url("**/preview")
        return [
            f"/desk/runs/{demo.draft}", f"/desk/rounds/{demo.round}", f"/desk/cohorts/{demo.cohort}", roster, roster + "/preview",
            f"/desk/cohorts/{demo.fresh}/formation", f"/desk/cohorts/{demo.fresh}/formation/preview?min=3&max=3&seconds=1",
            f"/desk/cohorts/{demo.fresh}/imports/{demo.imported}", f"/desk/teams/{demo.team}", f"/desk/students/{demo.student}",
        ]
    if role in ("company-owner", "company", "recruiter"):
        found = ["/desk/talent?q=language:en", "/desk/talent/pools", f"/desk/talent/{demo.found}", f"/desk/prospects/{demo.prospect}"]
        # One has a case that is published, with teams to look at, and one has a draft.
        case = demo.posted if role == "company-owner" else demo.draft_case
        return found if role == "recruiter" else found + [f"/desk/cases/{case}", f"/desk/cases/{case}/edit"]
    return []


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role(walk, browser, role):
    way = WAYS[ROLES.index(role) % len(WAYS)]
    first = Reader(browser, way[0], way[1], True, way[2])
    page = walk.demonstration.sign_in(first, role)
    session = [one for one in first.context.cookies() if one["name"] == "vivier"]
    wide = other(way)
    second = Reader(browser, wide[0], wide[1], True, wide[2], session)
    faults = walk.go(role, (first, second), page, STARTS + prepared(walk, role, first, page))
    first.leave()
    second.leave()
    assert not faults, "\n".join(faults)


def strange(walk, reader):
    """Pages that no link leads to, for somebody who is not signed in."""
    demo, url = walk.demonstration, walk.house.url
    page, question = reader.page(), demo.question()
    for path in [
        "/", "/cases", "/companies", "/proofs", f"/proofs/{demo.run}", "/sign-in", "/sign-in/" + "a" * 43, demo.invitation(), question,
        "/problems/invalid", "/problems/too-many-visits", "/api", "/api?of=rounds",
    ]:
        reader.open(page, f"{url}{path}{'&' if '?' in path else '?'}lang={reader.language}")
        yield page
    for listing in ["/cases", "/companies"]:
        page.goto(url + listing)
        page.locator(f"main a[href^='{listing}/']").first.click()
        yield page
    page.goto(f"{url}{question}?lang={reader.language}")
    page.locator("main button[value=keep]").click()
    yield page
    for path, status in [("/nowhere", 404), ("/invitation/" + "a" * 43, 410), ("/keep/" + "a" * 43, 410)]:
        reader.open(page, url + path, status)
        yield page
    page.goto(url + "/sign-in")
    page.locator("#email").fill(f"nobody{reader.width}@example.org")
    page.locator("main button").click()
    yield page


def troubled(walk, reader, number):
    """What a page says to whoever may not see it, has signed in anew, or is signed in no longer."""
    demo, url = walk.demonstration, walk.house.url
    page = walk.house.sign_in(reader, f"late{number}@example.org", "recruiter", demo.home["recruiter"])
    for path, status in [("/desk/nowhere", 404), ("/desk/cohorts", 403), ("/desk/prospects/" + "0" * 8 + demo.prospect[8:], 404)]:
        reader.open(page, url + path, status)
        yield page
    # What is sent from there is refused, as it must be.
    reader.awaited.add(url + "/desk/talent/pools")
    for spoil in [
        lambda: page.evaluate("for (const one of document.querySelectorAll('main [name=form_token]')) one.value = 'a'.repeat(one.value.length)"),
        reader.context.clear_cookies,
    ]:
        page.goto(f"{url}/desk/talent?q=language:fr")
        name = page.get_by_label(reader.say("Name of this search", "Nom de cette recherche"))
        name.fill("Kept")
        spoil()
        with page.expect_navigation():
            name.press("Enter")
        assert "Kept" in page.content()
        yield page


@pytest.mark.parametrize("number", [0, 1])
def test_pages_that_no_link_leads_to(walk, browser, number):
    way = WAYS[0] if number == 0 else other(WAYS[0])
    reader = Reader(browser, way[0], way[1], True, way[2])
    faults = []
    for page in strange(walk, reader):
        walk.look(reader, page, faults)
    for page in troubled(walk, reader, number):
        walk.look(reader, page, faults)
    walk.walked.add(f"stranger {number}")
    reader.leave()
    assert not faults, "\n".join(faults)


def test_no_page_of_the_site_was_forgotten(walk):
    if len(walk.walked) < len(ROLES) + 2:
        assert os.environ.get("VIVIER_WHOLE_SITE") != "1", f"only {sorted(walk.walked)} have walked"
        pytest.skip("only where all have walked")
    assert not sorted(walk.pages - set(walk.seen))
    for path, ways in walk.seen.items():
        for part, values in enumerate([{360, 1440}, {"fr", "en"}, {"dark", "light"}]):
            assert {way[part] for way in ways} == values, f"{path}: {ways}"
    print(f"\n{len(walk.seen)} pages by their addresses, {walk.looks} looks, {walk.asked} links followed")
