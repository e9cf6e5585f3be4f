"""More teams than places, so that every picture of a round has something to show; and what is decided by hand, with its reason."""

import json

from playwright.sync_api import expect

# What the teams know, the better ones first; of six, four find a place. No other choice of the four is as good, so that each run is the same.
TEAMS = ["Négociation:4;Vente:4", "Négociation:4", "Négociation:3;Vente:3", "Vente:1", "", ""]
CASES = [("Étude de marché", 2, "négociation", 4, "01"), ("Vendre à l’étranger", 1, "négociation", 3, "02"), ("Site & boutique", 1, "vente", 2, "03")]


def scene(house, **rules):
    """Six teams that ranked what they want, four places."""
    school = house.school("École Zoë")
    dean = house.token("school-admin", school)
    cohort = house.api("POST", "/api/v1/cohorts", {"code": "M1", "name": "M1"}, dean)["id"]
    rows = "key,given_name,family_name,email,skills,team\n" + "".join(
        f"k{n},Ève{n},O’Neil,eve{n}@example.org,{skills},Équipe {n}\n" for n, skills in enumerate(TEAMS))
    house.api("POST", f"/api/v1/cohorts/{cohort}/imports?name=m1.csv", rows.encode(), dean, "text/csv")
    company, cases = house.token("company", house.company("Miel & fils")), []
    for title, places, skill, level, month in CASES:
        draft = {
            "title": title, "capacity": places, "hours_per_week": 4, "window": {"from": f"2027-{month}-04", "until": f"2027-{month}-26"},
            "skills": [{"skill": skill, "level": level, "importance": "should"}]}
        cases.append(house.api("POST", "/api/v1/cases", draft, company)["case"]["id"])
    opened = house.api("POST", "/api/v1/rounds", {"name": "Printemps", "cohorts": [cohort], **rules}, dean)["id"]
    for student in house.api("GET", f"/api/v1/cohorts/{cohort}/students", None, dean)["items"]:
        own = house.token("student", school, student["id"])
        number, team = int(student["key"][1:]), house.api("GET", f"/api/v1/students/{student['id']}", None, dean)["team"]
        wanted = cases[number % 3:] + cases[:number % 3]
        house.rank(opened, team, wanted, own)
    return school, opened, dean


def drawn(page, count=1):
    """Each picture has a title, a description and its data as a table: how many rows, picture by picture."""
    rows, figures = [], page.locator("main figure.picture:not([data-course])")
    expect(figures).to_have_count(count)
    for figure in figures.all():
        for svg in figure.locator("svg:has(> title)").all():
            title, words = svg.locator("> title"), svg.locator("> desc")
            assert title.text_content().strip() and words.text_content().strip()
            assert svg.get_attribute("aria-labelledby").split() == [title.get_attribute("id"), words.get_attribute("id")]
        assert figure.locator("svg > title").count() >= 1
        figure.locator("summary", has_text="tabl").last.click()
        rows.append(figure.locator("details tbody tr:visible").count())
    assert all(rows), f"{page.url}: {rows}"
    return rows


def decide(page, say, kind, team, case, reason):
    page.get_by_role("link", name=say("Pin or ban a pair", "Fixer ou exclure une paire")).click()
    page.get_by_label(say("Decision", "Décision"), exact=True).select_option(kind)
    page.get_by_label(say("Team", "Équipe"), exact=True).fill(team)
    page.get_by_label(say("Case", "Cas"), exact=True).fill(case)
    page.get_by_label(say("Reason", "Raison"), exact=True).fill(reason)
    page.get_by_role("button", name=say("Decide", "Décider"), exact=True).click()


def ran(page, name):
    """The run that a button leads to."""
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_url("**/desk/runs/*")
    return page.url.split("?")[0]


def test_a_scarce_round_is_decided_by_hand_drawn_and_published_with_its_exceptions(house, reader):
    say = reader.say
    school, opened, _ = scene(house)
    page = house.sign_in(reader, "dean@example.org", "school-admin", school)
    address = f"{house.url}/desk/rounds/{opened}"
    page.goto(f"{address}/diagnosis")
    assert say("Too many teams for too few places", "Trop d’équipes pour trop peu de places") in page.locator("main").inner_text()
    drawn(page)
    reader.look(page, "shortage")
    page.goto(f"{address}/demand")
    assert drawn(page) == [3]
    reader.look(page, "demand")
    page.goto(address)
    first = ran(page, say("Run", "Lancer le calcul"))

    # A ban with its reason, a pin that is thought better of.
    page.goto(address)
    decide(page, say, "ban", "Équipe 0", "Étude", "")
    reason = page.get_by_label(say("Reason", "Raison"), exact=True)
    assert reason.get_attribute("aria-invalid") == "true"
    assert page.get_by_label(say("Team", "Équipe"), exact=True).input_value() == "Équipe 0"
    reader.look(page, "decision-refused")
    reason.fill("Le <frère> y travaille")
    page.get_by_role("button", name=say("Decide", "Décider"), exact=True).click()
    decided = page.get_by_role("table", name=say("Decided by hand", "Décidé à la main"))
    assert "Le <frère> y travaille" in decided.inner_text()
    decide(page, say, "pin", "Équipe 5", "Site", "Promis")
    assert decided.locator("tbody tr").count() == 2
    reader.look(page, "decided")
    decided.locator("tr", has_text="Promis").get_by_role("button", name=say("Lift", "Lever")).click()
    page.wait_for_url("**notice=removed**")
    assert decided.locator("tbody tr").count() == 1
    second = ran(page, say("Run again", "Relancer"))
    row = page.locator("main table tbody tr", has_text="Équipe 0")
    assert row.count() == 0 or "Étude" not in row.inner_text()

    page.goto(f"{second}/comparison?with={first.rsplit('/', 1)[1]}")
    assert drawn(page)[0] >= 1
    reader.look(page, "slope")
    page.goto(f"{second}/scarcity")
    assert drawn(page, 2)[1] >= 1
    reader.look(page, "scarcity")
    page.goto(f"{second}/fairness")
    drawn(page)
    page.goto(f"{second}/picture?alternatives=yes")
    assert drawn(page) == [6]
    reader.look(page, "matches-drawn")
    page.goto(f"{second}/repair")
    page.locator("#withdrawn_cases").fill("Étude")
    page.get_by_role("button", name=say("Show the ways", "Voir les voies")).click()
    page.get_by_role("heading", name=say("Ways to repair", "Voies de réparation")).wait_for()
    drawn(page)
    reader.look(page, "frontier")

    # Two are left over; the school knows before it publishes.
    page.goto(second)
    page.get_by_role("link", name=say("Review exceptions", "Relire les exceptions")).click()
    assert page.locator("main").inner_text().count("Équipe") >= 2
    reader.look(page, "exceptions")
    page.goto(f"{second}/publish")
    assert say("2\u00a0teams stay without a case", "2\u00a0équipes restent sans cas") in page.locator("main").inner_text()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name=say("Publish", "Publier"), exact=True).click()
    page.wait_for_url("**notice=published**")
    page.goto(address)
    assert page.get_by_role("link", name=say("Pin or ban a pair", "Fixer ou exclure une paire")).count() == 0
    assert "Le <frère> y travaille" in page.locator("main").inner_text()


def test_what_the_teams_wanted_is_held_against_what_they_got(house, reader):
    school, opened, dean = scene(house, policy="fairest", fairness="rank")
    run = house.api("POST", f"/api/v1/rounds/{opened}/runs", None, dean)["id"]
    page = house.sign_in(reader, "dean@example.org", "school-admin", school)
    page.goto(f"{house.url}/desk/runs/{run}/fairness")
    assert drawn(page, 2)[0] >= 2
    reader.look(page, "ranks")


# What a long run sends, with the milliseconds before each.
COURSE = [
    (0, "scoring", 0, None), (250, "solving", 11_000, 21_000), (300, "solving", 14_500, 18_200), (300, "solving", 16_000, 16_900),
    (100, "verifying", 16_400, 16_400),
]
SLOWLY = """
    const course = %s;
    const real = window.fetch;
    window.fetch = (address, options) => {
        if (!String(address).endsWith("/runs")) return real(address, options);
        const write = (out, step) => out.enqueue(new TextEncoder().encode("event: progress\\ndata: " + JSON.stringify(step) + "\\n\\n"));
        const body = new ReadableStream({ async start(out) {
            for (const [wait, phase, found, bound] of course) {
                await new Promise((go) => setTimeout(go, wait));
                write(out, { phase, done: found > 0 ? 3 : 1, total: 6, found, bound });
            }
        } });
        return Promise.resolve(new Response(body, { headers: { "Content-Type": "text/event-stream" } }));
    };
"""


def test_while_a_run_goes_on_bound_and_best_are_drawn_as_they_meet(house, reader):
    say = reader.say
    school, opened, _ = scene(house)
    page = house.sign_in(reader, "dean@example.org", "school-admin", school)
    if not reader.has_script:
        # The page waits, and shows how it went.
        page.goto(f"{house.url}/desk/rounds/{opened}")
        ran(page, say("Run", "Lancer le calcul"))
        return
    page.add_init_script(SLOWLY % json.dumps(COURSE))
    page.goto(f"{house.url}/desk/rounds/{opened}")
    picture = page.locator("figure[data-course]").first
    assert not picture.is_visible()
    page.get_by_role("button", name=say("Run", "Lancer le calcul"), exact=True).click()
    page.get_by_role("status").get_by_text(say("Checking the proof", "Vérification de la preuve")).wait_for()
    found, bound = ([tuple(map(float, corner.split(","))) for corner in picture.locator(f"[data-line={line}]").get_attribute("points").split()]
                    for line in ("found", "bound"))
    assert len(found) == len(bound) == 4
    # Upwards is less on a screen: the best rises, the bound falls, and at the end they meet.
    assert [y for _, y in found] == sorted((y for _, y in found), reverse=True) and [y for _, y in bound] == sorted(y for _, y in bound)
    assert found[-1] == bound[-1] and picture.locator("svg").is_visible()
    digits = lambda name: "".join(filter(str.isdigit, picture.locator(f"[data-number={name}]").inner_text()))
    assert digits("found") == digits("bound") == "16400" and digits("share") == "1000"
    reader.look(page, "run-live")
