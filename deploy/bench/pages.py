"""See deploy/bench/pages."""

import csv
import http.client
import io
import os
import pathlib
import random
import sys
import tempfile
import time

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Tests/Browser"))
from house import House, Reader, eventually  # noqa: E402

READS = 200
DAYS = ["mon", "tue", "wed", "thu", "fri"]


def roster(students, labels, mark):
    """Students with eight skills each, in teams of five."""
    dice = random.Random(7)
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";")
    lines.writerow(["key", "given_name", "family_name", "email", "languages", "skills", "availability", "hours_per_week", "graduation", "city", "team"])
    for number in range(students):
        skills = ";".join(f"{label}:{dice.randint(1, 4)}" for label in dice.sample(labels, 8))
        free = ";".join(f"{day} {hour:02}:00-{hour + 3:02}:00" for day, hour in zip(dice.sample(DAYS, 3), dice.choices(range(8, 16), k=3)))
        lines.writerow([f"{mark}{number}", f"Ève {number % 977}", f"O’Neil {number}", f"{mark}{number}@example.org", "fr:C2;en:B2", skills, free,
                        dice.randint(4, 12), "2027-06", dice.choice(["Dijon", "Lyon", "Lille"]), f"Team {mark}{number // 5}"])
    return out.getvalue().encode()


def furnish(house, students):
    """A school with a large cohort, a company with its cases, and a published round."""
    found = [house.api("GET", f"/api/v1/skills?q={word}&language=en&limit=20")["items"] for word in ("market", "sales", "data", "finance")]
    labels = sorted({skill["label_en"] for skills in found for skill in skills if skill.get("label_en")})
    school, company = house.school("École de la mesure"), house.company("Société Étalon")
    dean, firm = house.token("school-admin", school), house.token("company-owner", company)
    cohort = house.api("POST", "/api/v1/cohorts", {"code": "M1", "name": "Master 1"}, dean)["id"]
    small = house.api("POST", "/api/v1/cohorts", {"code": "M2", "name": "Master 2"}, dean)["id"]
    house.api("POST", f"/api/v1/cohorts/{cohort}/imports?name=roster.csv", roster(students, labels, "k"), dean, "text/csv")
    house.api("POST", f"/api/v1/cohorts/{small}/imports?name=roster.csv", roster(300, labels, "m"), dean, "text/csv")
    cases = []
    for number in range(60):
        cases.append(house.api("POST", "/api/v1/cases", {
            "title": f"A question of measure {number}", "description": "What would it take?", "hours_per_week": 2,
            "skills": [{"skill": label, "level": 2, "importance": "nice"} for label in random.Random(number).sample(labels, 3)],
            "team_size": {"min": 3, "max": 6}, "window": {"from": "2027-02-01", "until": "2027-04-30"}}, firm)["case"]["id"])
    round_ = house.api("POST", "/api/v1/rounds", {"name": "Spring", "cohorts": [small]}, dean)["id"]
    run = house.api("POST", f"/api/v1/rounds/{round_}/runs", {}, dean)["id"]
    house.api("POST", f"/api/v1/runs/{run}/publish", {}, dean)
    student = house.api("GET", f"/api/v1/cohorts/{small}/students?limit=1", token=dean)["items"][0]["id"]
    for line in house.api("GET", f"/api/v1/cohorts/{small}/students?limit=100", token=dean)["items"]:
        house.api("POST", f"/api/v1/students/{line['id']}/consents", {"purpose": "talent-pool", "text_version": "2026-09"}, dean)
    return dict(school=school, company=company, cohort=cohort, small=small, case=cases[0], round=round_, run=run, student=student)


def pages(made):
    """Who reads which page."""
    return [
        ("nobody", "/"), ("nobody", "/cases"), ("nobody", f"/cases/{made['case']}"), ("nobody", f"/companies/{made['company']}"),
        ("nobody", f"/proofs/{made['run']}"),
        ("school-admin", "/desk"), ("school-admin", "/desk/cohorts"), ("school-admin", f"/desk/cohorts/{made['cohort']}"),
        ("school-admin", f"/desk/cohorts/{made['cohort']}?search=o%27neil+99"), ("school-admin", f"/desk/cohorts/{made['cohort']}?lacking=consent"),
        ("school-admin", f"/desk/cohorts/{made['cohort']}?lacking=team"), ("school-admin", f"/desk/cohorts/{made['small']}"),
        ("school-admin", f"/desk/cohorts/{made['cohort']}/import"), ("school-admin", f"/desk/students/{made['student']}"),
        ("school-admin", f"/desk/cohorts/{made['small']}/teams"), ("school-admin", f"/desk/cohorts/{made['cohort']}/teams"),
        ("school-admin", "/desk/rounds"), ("school-admin", "/desk/rounds/new"), ("school-admin", f"/desk/rounds/{made['round']}"), ("school-admin", f"/desk/runs/{made['run']}"),
        ("company-owner", "/desk"), ("company-owner", "/desk/cases"), ("company-owner", "/desk/cases/new"),
        ("company-owner", f"/desk/cases/{made['case']}"), ("company-owner", "/desk/matches"), ("company-owner", "/desk/talent"),
        ("company-owner", "/desk/talent?q=city:Dijon"), ("company-owner", f"/desk/talent/{made['student']}"),
        ("company-owner", "/desk/prospects"),
        ("student", "/desk"), ("student", "/desk/me"), ("student", "/desk/me/availability"), ("student", "/desk/me/ranking"),
        ("student", "/desk/me/consents"), ("student", "/desk/me/seen"), ("student", "/desk/me/match"),
        ("operator", "/desk"), ("operator", "/desk/organisations"), ("operator", "/desk/people"), ("operator", "/desk/audit"),
        ("operator", "/desk/health"),
    ]


def server_times(house, path, cookies):
    """Milliseconds of each read, and the bytes of the page; where an address leads to another, of that."""
    line = http.client.HTTPConnection(house.url[7:])
    line.request("GET", path, headers={"Cookie": cookies, "Accept": "text/html"})
    first = line.getresponse()
    first.read()
    path = first.headers.get("Location", path).removeprefix(house.url)
    times, size = [], 0
    for _ in range(READS):
        start = time.perf_counter()
        line.request("GET", path, headers={"Cookie": cookies, "Accept": "text/html", "Accept-Encoding": "gzip"})
        answer = line.getresponse()
        size = len(answer.read())
        times.append((time.perf_counter() - start) * 1_000)
        assert answer.status == 200, f"{path}: {answer.status}"
    return sorted(times), size


def first_visit(browser, url, cookies):
    """Kilobytes that come over the line to an empty cache, and the largest contentful paint in milliseconds: the median of five."""
    found = []
    for _ in range(5):
        context = browser.new_context(viewport={"width": 390, "height": 844})
        context.add_cookies(cookies)
        page = context.new_page()
        weight = []
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.loadingFinished", lambda event: weight.append(event["encodedDataLength"]))
        page.add_init_script("new PerformanceObserver(l => window.lcp = l.getEntries().at(-1).startTime).observe({type: 'largest-contentful-paint', buffered: true})")
        page.goto(url, wait_until="load")
        found.append((sum(weight) / 1_000, eventually(lambda: page.evaluate("() => window.lcp"))))
        context.close()
    return [sorted(values)[2] for values in zip(*found)]


def main(students):
    with tempfile.TemporaryDirectory(prefix="vivier-pages-") as folder, sync_playwright() as playwright:
        os.chmod(folder, 0o755)
        house = House(folder)
        browser = playwright.chromium.launch(executable_path=os.environ.get("VIVIER_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        try:
            house.start()
            made = furnish(house, students)
            guests = {"nobody": []}
            for role, place in [("school-admin", "school"), ("company-owner", "company"), ("operator", None)]:
                reader = Reader(browser, 1440, "en", True)
                house.sign_in(reader, f"{role}@example.org", role, made[place] if place else None)
                guests[role] = reader.context.cookies()
            reader = Reader(browser, 1440, "en", True)
            house.student(reader, house.api("GET", f"/api/v1/students/{made['student']}")["email"])
            guests["student"] = reader.context.cookies()
            print(f"{students} students\n{'page':64} {'p50 ms':>7} {'p99 ms':>7} {'kB':>6} {'first kB':>8} {'LCP ms':>7}")
            for role, path in pages(made):
                cookies = "; ".join(f"{one['name']}={one['value']}" for one in guests[role])
                try:
                    times, size = server_times(house, path, cookies)
                except AssertionError as missing:
                    print(f"{role + ' ' + path:64} {missing}")
                    continue
                weight, paint = first_visit(browser, house.url + path, guests[role])
                name = f"{role} {path}"
                for key, value in made.items():
                    name = name.replace(value, key.upper())
                print(f"{name:64} {times[READS // 2]:7.1f} {times[READS * 99 // 100]:7.1f} {size / 1_000:6.1f} {weight:8.1f} {paint:7.0f}", flush=True)
        finally:
            browser.close()
            house.stop()


main(int(sys.argv[1]))
