"""A recruiter finds somebody, follows the person, and keeps a board."""


def scene(house):
    """Three students who agree to be found, one of whom is good at trading."""
    school, company = house.school("École"), house.company("Miel")
    dean = house.token("school-admin", school)
    cohort = house.api("POST", "/api/v1/cohorts", {"code": "M1", "name": "M1"}, dean)["id"]
    rows = "key;given_name;family_name;email;languages;skills\n" + "".join(
        f"k{n};Ève{n};O’Neil;eve{n}@example.org;fr:C2;{'Négociation:3' if n == 0 else ''}\n" for n in range(3))
    house.api("POST", f"/api/v1/cohorts/{cohort}/imports?name=m1.csv", rows.encode(), dean, "text/csv")
    for student in house.api("GET", f"/api/v1/cohorts/{cohort}/students", None, dean)["items"]:
        house.api("POST", f"/api/v1/students/{student['id']}/consents", {"purpose": "talent-pool", "text_version": "2026-09"}, dean)
    return company


def test_chips_and_text_are_one_query(house, reader):
    page = house.sign_in(reader, "rose@example.org", "recruiter", scene(house))
    reader.look(page, "recruiter-home-empty")
    page.goto(house.url + "/desk/talent")
    reader.look(page, "talent-empty")
    query = page.get_by_label(reader.say("Query", "Requête"))
    query.fill("language:fr (")
    if not reader.has_script:
        query.press("Enter")
    page.locator("#query-fault mark").wait_for()
    query = page.get_by_label(reader.say("Query", "Requête"))
    query.fill("language:fr")
    if reader.has_script:
        # Counted while it is typed, about; nobody is shown, and nobody gets a receipt.
        page.locator("#talent-count", has_text=reader.say("Blurred on purpose", "volontairement flou")).wait_for()
        assert page.locator(".found").count() == 0
    query.press("Enter")
    page.locator(".found").wait_for()
    reader.look(page, "talent")
    skill = page.get_by_label(reader.say("Skill", "Compétence"), exact=True)
    skill.fill(reader.say("Negotiation", "Négociation"))
    page.get_by_role("button", name=reader.say("Add the skill", "Ajouter la compétence")).click()
    page.locator("#talent-count .chip span").nth(1).wait_for()
    assert page.locator(".found > li").count() == 1
    page.get_by_label(reader.say("Name of this search", "Nom de cette recherche")).fill("À voir <1>")
    page.get_by_role("button", name=reader.say("Save this search", "Enregistrer cette recherche")).click()
    assert page.get_by_role("link", name="À voir <1>").is_visible()
    narrowed = page.url
    page.get_by_role("link", name=reader.say("All saved searches", "Toutes les recherches enregistrées")).click()
    reader.look(page, "saved-searches")
    page.get_by_role("searchbox").fill("zzz")
    page.get_by_role("button", name=reader.say("Search", "Rechercher"), exact=True).click()
    page.get_by_text(reader.say("Nothing is like that.", "Rien ne correspond.")).wait_for()
    page.goto(narrowed)
    page.locator("#talent-count .chip a").first.click()
    assert page.locator("#talent-count .chip").count() == 1
    page.get_by_role("button", name=reader.say("Delete", "Supprimer")).click()
    assert page.get_by_role("link", name="À voir <1>").count() == 0


def test_somebody_is_followed_to_an_offer(house, reader):
    page = house.sign_in(reader, "rose@example.org", "recruiter", scene(house))
    page.goto(house.url + "/desk/prospects")
    reader.look(page, "prospects-empty")
    page.goto(house.url + "/desk/talent?q=language:fr")
    page.get_by_role("link", name="Ève0 O’Neil").click()
    assert page.get_by_text(reader.say("This view is recorded", "Cette consultation est enregistrée")).is_visible()
    reader.look(page, "talent-person")
    page.get_by_label("Note").fill("At the <fair>")
    page.get_by_role("button", name=reader.say("Follow", "Suivre")).click()
    page.get_by_label(reader.say("Next action", "Prochaine action")).fill("Call")
    page.get_by_label(reader.say("By", "Pour le"), exact=True).fill("2027-03-01")
    page.get_by_role("button", name=reader.say("Save", "Enregistrer")).click()
    reader.look(page, "prospect")
    page.get_by_role("link", name=reader.say("All of it", "Tout l’historique")).click()
    reader.look(page, "prospect-history")
    page.get_by_role("searchbox").fill("zzz")
    page.get_by_role("button", name=reader.say("Search", "Rechercher"), exact=True).click()
    page.get_by_text(reader.say("Nothing in the history is like that.", "Rien dans l’historique ne correspond.")).wait_for()
    page.goto(house.url + "/desk/prospects")
    reader.look(page, "prospects")
    card = page.locator(".stages .card")
    if reader.has_script and reader.width > 1000:
        card.drag_to(page.locator(".stage[data-stage=met]"))
    else:
        # The menu does the same, by the keyboard alone.
        card.locator("summary").focus()
        page.keyboard.press("Enter")
        card.get_by_label(reader.say("Move to", "Passer à")).select_option("met")
        card.get_by_role("button", name=reader.say("Move", "Déplacer")).press("Enter")
    page.locator(".stage[data-stage=met] .card").wait_for()
    if reader.has_script and reader.width > 1000:
        # Where no way leads the board says why.
        page.locator(".stages .card").drag_to(page.locator(".stage[data-stage=hired]"))
        page.get_by_text(reader.say("Record an offer before a hire.", "Notez une offre avant une embauche.")).wait_for()
        page.goto(house.url + "/desk/prospects")
    card = page.locator(".stages .card")
    card.locator("summary").click()
    card.get_by_label(reader.say("Move to", "Passer à")).select_option("spotted")
    card.get_by_role("button", name=reader.say("Move", "Déplacer")).click()
    # Back needs a note, and the card says so.
    assert page.locator(".stages .card .fault").is_visible()
    reader.look(page, "prospects-refused")
    page.get_by_role("link", name=reader.say("List", "Liste")).click()
    assert "Call" in page.locator("main").inner_text()
    reader.look(page, "prospects-list")
