"""The whole of it from an empty house: who invites whom, down to a student whom a company follows."""

import time

from test_company import filled

ROSTER = "key,given_name,family_name,email,languages,skills,availability\n" + "".join(
    f"A-{n},Zoë{n},O’Neil,zoe{n}@example.org,fr:C2;en:C1,négociation:3,mon 08:00-18:00;tue 08:00-18:00\n" for n in range(6))


class Chain:
    """One screen, at which one after the other sits."""

    def __init__(self, house, reader):
        self.house, self.reader, self.say = house, reader, reader.say
        self.page = house.sign_in(reader, "root@example.org", "operator")

    def press(self, en, fr):
        self.page.get_by_role("main").get_by_role("button", name=self.say(en, fr), exact=True).first.click()

    def follow(self, en, fr):
        self.page.get_by_role("main").get_by_role("link", name=self.say(en, fr), exact=True).first.click()

    def field(self, en, fr):
        return self.page.get_by_label(self.say(en, fr), exact=True)

    def go(self, path):
        self.page.goto(self.house.url + path)

    def says(self, text):
        assert text in self.page.locator("main").inner_text(), f"{self.page.url} does not say {text}"

    def sit_down(self, address, since):
        """Somebody else, by the letter that has come."""
        self.reader.context.clear_cookies()
        self.go(self.house.letter(address, since))
        self.page.locator("main button").first.click()
        self.page.wait_for_url("**/desk**")

    def come_back(self, address):
        """Somebody who asks for a link, in the browser that it will be opened in."""
        self.reader.context.clear_cookies()
        since = time.time() - 1
        self.go("/sign-in")
        self.page.locator("#email").fill(address)
        self.page.locator("main button").first.click()
        self.go(self.house.letter(address, since))
        self.page.locator("main button").first.click()
        self.page.wait_for_url("**/desk**")

    def found_and_invite(self, kind, name, people):
        self.go(f"/desk/organisations/new?kind={kind}")
        self.field("Name", "Nom").fill(name)
        self.press("Create it", "Créer")
        self.says(name)
        for address, role in people:
            self.go("/desk/people?show=invite")
            self.field("E-mail address", "Adresse électronique").fill(address)
            self.field("As", "Comme").select_option(role)
            where = self.field("Where", "Où")
            where.select_option(value=where.locator("option", has_text=name).get_attribute("value"))
            self.press("Send the invitation", "Envoyer l’invitation")
            self.says(address)

    def enrol(self):
        self.go("/desk")
        self.follow("New cohort", "Nouvelle promotion")
        self.field("Name", "Nom").fill("Master 1")
        self.field("Code", "Code").fill("M1")
        self.press("Create the cohort", "Créer la promotion")
        self.follow("Import the roster", "Importer la liste")
        self.page.locator("#file").set_input_files({"name": "m1.csv", "mimeType": "text/csv", "buffer": ROSTER.encode()})
        self.press("Look at the file", "Regarder le fichier")
        self.press("Show what it does", "Voir ce qu’il fait")
        self.page.get_by_role("button", name=self.say("Store 6", "Enregistrer 6")).click()
        self.page.get_by_role("heading", level=1, name=self.say("The roster is stored", "La liste est enregistrée")).wait_for()

    def form_teams(self):
        self.follow("See the cohort", "Voir la promotion")
        self.page.wait_for_url("**/desk/cohorts/*-*")
        self.go(self.page.url.removeprefix(self.house.url).split("?")[0] + "/formation")
        self.page.get_by_label(self.say("Members at least", "Membres au moins")).fill("2")
        self.page.get_by_label(self.say("Members at most", "Membres au plus")).fill("2")
        self.press("Show me teams", "Voir les équipes")
        self.page.wait_for_url("**/preview?**")
        self.press("Keep these teams", "Garder ces équipes")
        self.page.wait_for_url("**/teams?**")
        assert self.page.locator(".card.team").count() == 3

    def post_a_case(self):
        self.go("/desk/cases/new")
        filled(self.page, self.reader, "Sell honey")
        self.press("Publish", "Publier")
        self.page.get_by_role("heading", level=1, name="Sell honey").wait_for()

    def run_and_publish(self):
        self.go("/desk/rounds/new")
        self.field("Name", "Nom").fill("Printemps")
        self.press("Open the round", "Ouvrir la session")
        self.page.wait_for_url("**/desk/rounds/*-*")
        self.press("Run", "Lancer le calcul")
        self.page.wait_for_url("**/desk/runs/*")
        self.says("Sell honey")
        matches = self.page.get_by_role("table", name=self.say("Who works on what", "Qui travaille sur quoi"))
        team = matches.locator("tbody a").first.inner_text()
        self.follow("Publish …", "Publier…")
        self.page.get_by_role("checkbox").check()
        self.press("Publish", "Publier")
        self.page.wait_for_url("**notice=published**")
        return team


def test_from_an_empty_house_to_a_student_whom_a_company_follows(house, reader):
    chain, since = Chain(house, reader), time.time() - 1
    chain.found_and_invite("school", "École Zoë", [("dean@example.org", "school-admin")])
    chain.found_and_invite("company", "Miel & fils", [("ann@example.org", "company-owner"), ("rose@example.org", "recruiter")])
    chain.sit_down("dean@example.org", since)
    chain.enrol()
    chain.form_teams()
    chain.sit_down("ann@example.org", since)
    chain.post_a_case()
    chain.come_back("dean@example.org")
    team = chain.run_and_publish()
    cohort = house.api("GET", "/api/v1/cohorts")["items"][0]["id"]
    student = next(one for one in house.api("GET", f"/api/v1/cohorts/{cohort}/students")["items"] if one["team"] == team)
    address = student["given_name"].lower().replace("ë", "e") + "@example.org"

    chain.come_back(address)
    chain.go("/desk/me/match")
    chain.says("Sell honey")
    chain.go("/desk/me/consents")
    # The search below is by the language, which finds only those who show it.
    shown = chain.page.locator("section.consent").first
    shown.get_by_label(chain.say("Languages", "Langues")).check()
    shown.get_by_role("switch").click()
    chain.page.get_by_role("switch", checked=True).first.wait_for()

    chain.sit_down("rose@example.org", since)
    chain.go("/desk/talent?q=language:fr")
    chain.page.get_by_role("link", name=f"{student['given_name']} O’Neil").click()
    chain.page.get_by_label("Note").fill("Good at it")
    chain.press("Follow", "Suivre")
    chain.go("/desk/prospects")
    assert chain.page.locator(".stages .card").count() == 1
    chain.says(student["given_name"])
    chain.come_back(address)
    chain.go("/desk/me/seen")
    chain.says("Miel & fils")
