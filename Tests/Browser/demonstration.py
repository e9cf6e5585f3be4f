"""The demonstration with what a house in use has besides: an open round with its runs, somebody who is followed, letters that ask."""

import base64
import hashlib
import os
import pathlib
import re
import subprocess
import time

ROLES = [
    "operator", "network-operator", "school-admin", "supervisor", "company-owner", "company", "recruiter", "student", "contributor",
]


class Demonstration:
    def __init__(self, house):
        self.house = house
        house.run("demo")
        self.keys = dict(re.findall(r"(DEMO_\w+)='?([^'\n]*)'?", (house.folder / "demo.env").read_text()))
        self.run = self.keys["DEMO_RUN"]
        self.home = {role: self.ask("GET", "/whoami", role)["organisation"]["id"] for role in ROLES if role != "operator"}
        self.student = self.ask("GET", "/whoami", "student")["student"]
        self.email = self.ask("GET", f"/students/{self.student}", "school-admin")["email"]
        self.cohort = self.ask("GET", "/cohorts", "school-admin")["items"][0]["id"]
        self.posted = self.post("Goûter le miel")
        self.open_round()
        self.found = self.ask("GET", "/pool/students?q=language:en", "recruiter")["items"][0]["id"]
        self.prospect = self.ask("POST", "/prospects", "company", {"student": self.found, "note": "Rencontrée au salon"})["id"]
        self.fresh = self.new_cohort()
        self.draft_case = self.post("Brouillon", draft=True)

    def ask(self, method, path, role, body=None, kind="application/json"):
        """Over the API, with the demonstration's token for a role."""
        name = {"school-admin": "SCHOOL"}.get(role, role.upper().replace("-", "_"))
        return self.house.api(method, "/api/v1" + path, body, self.keys[f"DEMO_{name}_TOKEN"], kind)

    def post(self, title, **more):
        draft = {"title": title, "hours_per_week": 2, "capacity": 2, "window": {"from": "2027-02-01", "until": "2027-04-30"}, **more}
        return self.ask("POST", "/cases", "company", draft)["case"]["id"]

    def open_round(self):
        """A round of one school that is not published yet: shared teams, a ranking, a ban, a run and another way."""
        opened = self.ask("POST", "/rounds", "school-admin", {"name": "Été 2027", "cohorts": [self.cohort]})["id"]
        self.ask("POST", f"/rounds/{opened}/cards", "school-admin")
        cases = [one["id"] for one in self.ask("GET", "/cases?limit=50", "school-admin")["items"] if one["state"] in ("published", "matched")]
        self.team = self.ask("GET", f"/students/{self.student}", "school-admin")["team"]
        self.house.rank(opened, self.team, cases[:3], self.keys["DEMO_STUDENT_TOKEN"])
        self.ask("POST", f"/rounds/{opened}/decisions", "school-admin", {"team": self.team, "case": cases[3], "kind": "ban", "reason": "Trop loin"})
        self.draft = self.ask("POST", f"/rounds/{opened}/runs", "school-admin")["id"]
        self.ask("POST", f"/runs/{self.draft}/branches", "school-admin", {"placement": "everyone-first"})
        self.round, self.cases = opened, cases

    def new_cohort(self):
        """Nine students whom nobody has put into teams yet."""
        cohort = self.ask("POST", "/cohorts", "school-admin", {"code": "M1", "name": "Master 1"})["id"]
        rows = "key,given_name,family_name,email\n" + "".join(f"n{n},Zoë,O’Neil {n},n{n}@example.org\n" for n in range(9))
        self.ask("POST", f"/cohorts/{cohort}/imports?name=m1.csv", "school-admin", rows.encode(), "text/csv")
        self.imported = self.ask("GET", f"/cohorts/{cohort}/imports", "school-admin")["items"][0]["id"]
        return cohort

    def sign_in(self, reader, role):
        if role == "student":
            return self.house.student(reader, self.email)
        return self.house.sign_in(reader, f"{role}@example.org", role, self.home.get(role))

    def question(self):
        """The address that a letter before the end of somebody's prospect asks at; not before the last one is answered."""
        secret = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
        digest = hashlib.sha256(secret.encode()).hexdigest()
        statement = f"SELECT note_question('\\x{digest}', '{self.found}', NULL, '{self.prospect}', now() + interval '20 days'), deliver_question('\\x{digest}')"
        socket = next(self.house.folder.rglob(".s.PGSQL.5432")).parent
        psql = next(iter(sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/psql"))))
        said = subprocess.run([psql, "-qXAtc", statement, f"host={socket} user=vivier_owner dbname=vivier"], check=True, capture_output=True, text=True)
        assert said.stdout.startswith("t"), "the last question is not answered yet"
        return f"/keep/{secret}"

    def invitation(self):
        """The address of somebody's invitation, who has not come yet."""
        since = time.time() - 1
        address = f"new{time.monotonic_ns()}@example.org"
        self.house.api("POST", "/api/v1/invitations", {"email": address, "role": "supervisor", "organisation": self.home["supervisor"]})
        return self.house.letter(address, since)
