"""A daemon of the debug build with a database of its own, and somebody at a screen who reads its pages."""

import email
import email.policy
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(os.environ.get("VIVIER_PROGRAMS", ROOT / ".build/debug"))
PICTURES = ROOT / ".build/pictures"
PATIENCE = 20_000
# Which test has made a picture of a name, a file each: several workers may run the tests. Of this run alone.
PAINTED = ROOT / ".build/picture-names" / os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
# The service itself, and what a style sheet holds.
OWN = r"(http://127\.0\.0\.1:|data:)"


# Pictures that say too little: without a title, without words, or without the same as a table in their figure. Small ones share a table on
# their page; what is hidden shows nothing yet.
UNSAID = """() => [...document.querySelectorAll("main svg:not([aria-hidden=true])")].flatMap(svg => {
    const said = name => svg.querySelector(`:scope > ${name}`)?.textContent.trim();
    const figure = svg.closest("figure");
    const table = (figure?.classList.contains("small") ? document.querySelector("main") : figure)?.querySelector("details table thead");
    const wrong = [said("title") ? "" : "no title", said("desc") ? "" : "no words", table ? "" : "no table"].filter(Boolean);
    return wrong.length ? [`${svg.outerHTML.slice(0, 160)}: ${wrong}`] : [];
})"""


def settled(act):
    """What a person does to a page is done once the page that it leads to is there, to its last line."""

    def acted(locator, *words, **options):
        act(locator, *words, **options)
        locator.page.wait_for_load_state()

    return acted


Locator.click, Locator.press = settled(Locator.click), settled(Locator.press)


def eventually(what, seconds=20):
    """Waits until `what` gives something true, and gives it."""
    end = time.monotonic() + seconds
    while True:
        found = what()
        if found or time.monotonic() > end:
            assert found, "waited in vain"
            return found
        time.sleep(0.02)


def painter(name, test):
    """The test that made a picture of this name first."""
    PAINTED.mkdir(parents=True, exist_ok=True)
    own = PAINTED / f"{os.getpid()}-{name}"
    own.write_text(test)
    try:
        # Whole or not at all, and once.
        os.link(own, PAINTED / name)
    except FileExistsError:
        pass
    own.unlink()
    return (PAINTED / name).read_text()


class House:
    """A daemon with an empty database, and the ways into it.

    The database is a copy of one that was made once, so that not every test waits for `initdb`.
    """

    def __init__(self, folder, empty=None):
        if empty:
            # With its owner: PostgreSQL opens no cluster that belongs to somebody else.
            subprocess.run(["cp", "-a", f"{empty}/.", folder], check=True)
        self.folder = pathlib.Path(folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.environment = dict(os.environ, VIVIER_STATE_DIR=str(self.folder), VIVIER_LISTEN=f"127.0.0.1:{port}", VIVIER_LOG_LEVEL="warning")
        self.log = open(self.folder / "log", "wb")
        self.process = subprocess.Popen([PROGRAMS / "vivierd", "serve"], env=self.environment, stdout=self.log, stderr=self.log)
        self.operator = None

    def start(self):
        eventually(self.answers, 60)
        self.operator = re.search(r"vvr_[A-Za-z0-9_-]+", self.run("token", "create", "--role", "operator"))[0]

    def answers(self):
        assert self.process.poll() is None, (self.folder / "log").read_text()
        try:
            return urllib.request.urlopen(self.url + "/readyz", timeout=2).status == 200
        except (urllib.error.URLError, OSError):
            return False

    def run(self, *words):
        """The daemon's own tool, beside the daemon."""
        return subprocess.run([PROGRAMS / "vivierd", *words], env=self.environment, check=True, capture_output=True, text=True).stdout

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        self.log.close()

    def api(self, method, path, body=None, token=None, kind="application/json", headers={}):
        """Asks the API, as an operator where no token is given; bytes are sent as they are."""
        text, _ = self.exchange(method, path, body, token, kind, headers)
        return json.loads(text) if text else None

    def exchange(self, method, path, body, token, kind="application/json", headers={}):
        """What is answered, and its headers."""
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data, {"Authorization": f"Bearer {token or self.operator}", "Content-Type": kind, **headers}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read(), answer.headers
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{method} {path}: {refused.code} {refused.read().decode()}") from None

    def rank(self, opened, team, cases, token):
        """Says which cases a team wants in a round; the service asks which ranking that replaces."""
        path = f"/api/v1/rounds/{opened}/teams/{team}/preferences"
        _, seen = self.exchange("GET", path, None, token)
        self.api("PUT", path, {"cases": cases}, token, headers={"If-Match": seen["ETag"]})

    def school(self, name):
        return self.api("POST", "/api/v1/schools", {"name": name})["id"]

    def company(self, name):
        return self.api("POST", "/api/v1/companies", {"name": name})["id"]

    def token(self, role, organisation=None, student=None):
        """A token to make what a flow needs, not to be used by the flow itself."""
        draft = {"role": role, "organisation": organisation, "student": student}
        return self.api("POST", "/api/v1/tokens", {key: value for key, value in draft.items() if value})["secret"]

    def letter(self, address, since):
        """The address in the newest letter to somebody."""

        def find():
            for file in sorted((self.folder / "mail").glob("*.eml"), key=os.path.getmtime, reverse=True):
                if os.path.getmtime(file) < since:
                    return None
                letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                if address in str(letter["To"]):
                    link = re.search(r"https?://\S+?(/(?:sign-in|invitation)/[A-Za-z0-9_-]{43})", letter.get_body(("plain",)).get_content())
                    if link:
                        return link[1]
            return None

        return eventually(find)

    def sign_in(self, reader, address, role, organisation=None):
        """A page of somebody who was invited by a letter and took the invitation."""
        since = time.time() - 1
        draft = {"email": address, "role": role, "language": reader.language}
        if organisation:
            draft["organisation"] = organisation
        self.api("POST", "/api/v1/invitations", draft)
        page = reader.page()
        page.goto(self.url + self.letter(address, since))
        page.locator("main button").click()
        page.wait_for_url("**/desk**")
        return page

    def student(self, reader, address):
        """A page of a student, who asked for a link to the address of the roster."""
        since = time.time() - 1
        page = reader.page()
        page.goto(self.url + "/sign-in")
        page.locator("#email").fill(address)
        page.locator("main button").click()
        page.goto(self.url + self.letter(address, since))
        page.locator("main button").click()
        page.wait_for_url("**/desk**")
        return page


class Reader:
    """Somebody at a screen: how wide it is, which language they read, whether their browser runs scripts, whether it is light or dark.

    What a browser complains of and whom else it contacts is kept until the reader leaves, so that what follows the last look counts too.
    """

    def __init__(self, browser, width, language, has_script, scheme="light", cookies=()):
        self.width, self.language, self.has_script, self.scheme = width, language, has_script, scheme
        self.context = browser.new_context(
            viewport={"width": width, "height": 800 if width < 600 else 900}, locale="fr-FR" if language == "fr" else "en-GB",
            java_script_enabled=has_script, has_touch=width < 600, color_scheme=scheme)
        self.context.add_cookies(list(cookies))
        self.context.set_default_timeout(PATIENCE)
        self.errors, self.foreign, self.awaited = [], [], set()

    def say(self, en, fr):
        return fr if self.language == "fr" else en

    def page(self):
        page = self.context.new_page()
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.errors.append((page.url, str(error))))
        page.on("request", lambda request: None if re.match(OWN, request.url) else self.foreign.append((page.url, request.url)))
        return page

    def hear(self, line):
        # A refused form is an answer, not a fault of the page.
        if line.type in ("error", "warning") and not re.search(r"status of 4(09|12|22)", line.text):
            self.errors.append((line.location.get("url", ""), line.text))

    def open(self, page, address, status=200):
        """Opens an address that answers with this status; one that is refused is expected to be."""
        if status >= 400:
            self.awaited.add(address)
        answer = page.goto(address)
        assert answer.status == status, f"{address}: {answer.status}"

    def open_menu(self, page):
        """On a phone the sections and the account are behind a menu."""
        menu = page.locator("header details.menu > summary")
        if menu.is_visible() and not page.locator("header details.menu").evaluate("menu => menu.open"):
            menu.click()

    def look(self, page, name=None):
        """What must hold of every page, whatever it shows."""
        if name:
            test = os.environ.get("PYTEST_CURRENT_TEST", "").split("[")[0]
            assert painter(name, test) == test, f"{name} is the picture of another test"
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}-{self.width}-{self.language}{'' if self.has_script else '-plain'}.png", full_page=True)
        # The audit is a script itself, and waits in vain where none runs.
        if self.has_script:
            found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
            assert not found, [page.url] + [(one["id"], one["help"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} pixels wider than the screen"
        assert page.locator("html").get_attribute("lang") == self.language
        assert page.locator("h1").count() == 1
        assert not (unsaid := page.evaluate(UNSAID)), f"{page.url}: {unsaid}"

    def leave(self):
        """Goes, and says what was wrong behind what was seen."""
        self.context.close()
        wrong = [one for one in self.errors if one[0] not in self.awaited]
        assert not wrong, wrong
        assert not self.foreign, self.foreign
