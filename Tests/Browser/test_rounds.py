"""From a cohort with students to a published round that anybody checks: teams, round, run, proof."""

import hashlib

STUDENTS = 9
CASES = [("Étude de marché", 3), ("Site & boutique", 2)]


def made(house):
    """A school with a cohort of students, and a company with published cases."""
    school = house.school("École <Zoë>")
    token = house.token("school-admin", school)
    cohort = house.api("POST", "/api/v1/cohorts", {"code": "M1", "name": "M1 d’été"}, token)["id"]
    rows = "".join(f"k{n};Ève{n};O’Neil;eve{n}@example.org\n" for n in range(STUDENTS))
    house.api(
        "POST", f"/api/v1/cohorts/{cohort}/imports?name=r.csv", ("key;given_name;family_name;email\n" + rows).encode(), token, "text/csv")
    company = house.token("company", house.company("Miel & fils"))
    for title, places in CASES:
        draft = {
            "title": title, "capacity": places, "hours_per_week": 4, "window": {"from": "2027-01-04", "until": "2027-03-26"},
            "skills": [{"skill": "négociation", "level": 2, "importance": "should"}]}
        case = house.api("POST", "/api/v1/cases", draft, company)["case"]
        while case["state"] != "published":
            case = house.api("POST", f"/api/v1/cases/{case['id']}/publish", None, company if case["state"] == "draft" else token)
    return school, cohort, token


def form_teams(house, reader, page, cohort):
    page.goto(f"{house.url}/desk/cohorts/{cohort}/teams")
    reader.look(page, "board-empty")
    page.get_by_role("main").get_by_role("link", name=reader.say("Form teams", "Former des équipes")).first.click()
    reader.look(page, "formation")
    page.get_by_label(reader.say("Members at most", "Membres au plus")).fill("4")
    page.get_by_role("button", name=reader.say("Show me teams", "Voir les équipes")).click()
    page.wait_for_url("**/preview?**")
    reader.look(page, "formation-preview")
    page.get_by_role("button", name=reader.say("Keep these teams", "Garder ces équipes")).click()
    page.wait_for_url("**/teams?**")
    assert page.locator(".card.team").count() == 3
    reader.look(page, "board")


def test_teams_are_formed_moved_locked_and_explained(house, reader):
    school, cohort, _ = made(house)
    page = house.sign_in(reader, "dean@example.org", "school-admin", school)
    form_teams(house, reader, page, cohort)
    cards = page.locator(".card.team")
    # By menu, which needs no pointer.
    first, second = cards.nth(0), cards.nth(1)
    name = second.locator("h2 a").inner_text()
    student = first.locator(".people li").first.inner_text()
    page.get_by_text(reader.say("Move somebody", "Déplacer quelqu’un"), exact=True).click()
    page.get_by_label(reader.say("Who", "Qui"), exact=True).select_option(label=student)
    page.get_by_label(reader.say("To the team", "Vers l’équipe"), exact=True).select_option(label=name)
    page.get_by_role("button", name=reader.say("Move", "Déplacer"), exact=True).click()
    page.wait_for_url("**notice=moved**")
    assert student in cards.nth(1).locator(".people").inner_text()
    if reader.has_script and reader.width > 600:
        # And back by dragging.
        with page.expect_navigation(url="**notice=moved**"):
            cards.nth(1).locator(".people li", has_text=student).drag_to(cards.nth(0).locator("h2"))
        assert student in cards.nth(0).locator(".people").inner_text()
    cards.nth(2).get_by_text(reader.say("Change", "Modifier"), exact=True).click()
    cards.nth(2).get_by_role("button", name=reader.say("Lock", "Verrouiller"), exact=True).click()
    page.wait_for_url("**notice=locked**")
    assert reader.say("locked", "verrouillée") in cards.nth(2).inner_text()
    cards.nth(0).get_by_text(reader.say("Why this team", "Pourquoi cette équipe")).click()
    reader.look(page)
    cards.nth(0).locator("h2 a").click()
    assert page.get_by_role("group", name=reader.say("Free half-hours", "Demi-heures libres")).count() == 1
    reader.look(page, "team")


def test_a_round_is_opened_run_looked_at_published_and_checked_by_anybody(house, reader):
    school, cohort, token = made(house)
    house.api("POST", f"/api/v1/cohorts/{cohort}/formations", {"min": 3, "max": 3, "seconds": 1}, token)
    page = house.sign_in(reader, "dean@example.org", "school-admin", school)
    page.goto(house.url + "/desk/rounds")
    reader.look(page, "rounds-empty")
    page.get_by_role("main").get_by_role("link", name=reader.say("New round", "Nouvelle session")).click()
    page.get_by_label(reader.say("Name", "Nom")).fill("Printemps")
    reader.look(page, "round-new")
    page.get_by_role("button", name=reader.say("Open the round", "Ouvrir la session")).click()
    page.wait_for_url("**/desk/rounds/*-*")
    reader.look(page, "round-open")
    address = page.url.split("?")[0]
    page.get_by_role("link", name=reader.say("Diagnose", "Diagnostiquer")).click()
    page.wait_for_url("**/diagnosis")
    reader.look(page, "round-diagnosis")
    page.goto(address + "/demand")
    reader.look(page, "round-demand")
    page.goto(address)
    page.get_by_role("button", name=reader.say("Run", "Lancer le calcul"), exact=True).click()
    page.wait_for_url("**/desk/runs/*")
    reader.look(page, "run")
    run = page.url.split("?")[0]
    for name in ("picture", "exceptions", "fairness", "scarcity", "comparison", "branch", "repair"):
        page.goto(f"{run}/{name}")
        reader.look(page, f"run-{name}")
    page.goto(f"{run}/branch")
    page.get_by_label(reader.say("First", "D’abord")).select_option("everyone-first")
    page.get_by_role("button", name=reader.say("Compute", "Calculer")).click()
    page.wait_for_url("**/desk/runs/**notice=created")
    page.get_by_role("link", name=reader.say("Compare", "Comparer")).click()
    reader.look(page, "run-compared")
    page.goto(address + "/runs")
    assert page.locator("tbody tr").count() == 2
    reader.look(page, "round-runs")
    page.get_by_role("searchbox").fill("2")
    page.get_by_role("button", name=reader.say("Search", "Rechercher"), exact=True).click()
    page.wait_for_url("**q=2*")
    assert reader.say("Run\u00a02", "Calcul\u00a02") in page.locator("tbody").inner_text()
    page.goto(address + "/decisions")
    reader.look(page, "round-decisions")
    page.goto(run)
    page.locator("table tbody a").first.click()
    reader.look(page, "explanation")
    page.goto(f"{run}/repair")
    page.locator("#withdrawn_cases").fill("Site")
    page.get_by_role("button", name=reader.say("Show the ways", "Voir les voies")).click()
    page.get_by_role("heading", name=reader.say("Ways to repair", "Voies de réparation")).wait_for()
    reader.look(page, "run-repaired")
    papers = [hashlib.sha256(house.exchange("GET", run.replace(house.url + "/desk", "/api/v1") + f"/{one}", None, token)[0]).hexdigest()
              for one in ("snapshot", "result")]
    page.goto(run)
    proof = page.locator("section[aria-labelledby=proof]")
    proof.locator("summary", has_text=reader.say("How it came about", "Comment on y est arrivé")).click()
    page.get_by_role("button", name=reader.say("Verify now", "Vérifier maintenant")).click()
    page.get_by_role("status").filter(has_text=reader.say("Checked again just now", "Vérifié à nouveau à l’instant")).wait_for()
    page.goto(f"{run}/publish")
    page.get_by_role("button", name=reader.say("Publish", "Publier"), exact=True).click()
    assert page.get_by_role("alert").count() == 1
    reader.look(page, "publish")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name=reader.say("Publish", "Publier"), exact=True).click()
    page.wait_for_url("**notice=published**")
    # Without being signed in.
    page.context.clear_cookies()
    page.goto(run.replace("/desk/runs/", "/proofs/"))
    page.get_by_role("button", name=reader.say("Verify now", "Vérifier maintenant")).click()
    verdict = page.get_by_role("status").filter(has_text=reader.say("Checked just now", "Vérifié à l’instant"))
    verdict.wait_for()
    assert verdict.inner_text().split()[0] == reader.say("valid", "valide")
    # What the school keeps is known by its digests.
    words = page.locator("main").inner_text()
    assert all(one in words for one in papers)
    reader.look(page, "proof")
