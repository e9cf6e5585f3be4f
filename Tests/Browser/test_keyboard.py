"""Whole flows without a pointer: what has the focus is seen, and every stop of them is reached by Tab."""

import pytest

import test_company
import test_rounds
import test_student
import test_talent
from house import eventually
from test_roster import ROSTER

# With script and without, narrow and wide, in both languages.
FEW = pytest.mark.parametrize("reader", [(1440, "fr", False), (360, "en", True)], indirect=True, ids=["1440-fr-plain", "360-en-script"])

# Itself, or what stands for it on the screen.
SEEN = """one => [one, one.parentElement, one.nextElementSibling].filter(Boolean).some(part => {
    const style = getComputedStyle(part);
    return style.outlineStyle !== "none" && style.outlineWidth !== "0px" || style.boxShadow !== "none";
})"""


def reach(page, target, most=120):
    """Presses Tab until the target has the focus, which must be seen there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            assert target.evaluate(SEEN), f"nobody sees that {target} has the focus"
            return
    raise AssertionError(f"{target} is not reached by Tab")


def typed(page, target, text):
    reach(page, target)
    page.keyboard.type(text)


def press(page, target, key="Enter", most=250):
    reach(page, target, most)
    page.keyboard.press(key)


def choose(page, target, wanted):
    """Goes down a list to what it sends, or what people read there."""
    reach(page, target)
    page.keyboard.press("Home")
    for _ in range(target.locator("option").count()):
        if target.evaluate("(one, wanted) => [one.value, one.selectedOptions[0].label.trim()].includes(wanted)", wanted):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{wanted} is not in {target}")


def test_a_case_is_posted_by_the_keyboard_alone(house, reader):
    say = reader.say
    page = house.sign_in(reader, "ann@example.org", "company", house.company("Ça & Cie"))
    reach(page, page.get_by_role("main").get_by_role("link", name=say("Post a case", "Déposer un cas")).first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/cases/new")
    typed(page, page.get_by_label(say("Title", "Titre"), exact=True), "Honey")
    typed(page, page.get_by_label(say("The problem", "Le problème")), "Too many jars.")
    skill = page.get_by_label(say("Skill 1", "Compétence 1"), exact=True)
    typed(page, skill, say("Negotiation", "Négociation"))
    if reader.has_script:
        page.get_by_role("listbox").get_by_role("option").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert not page.get_by_role("listbox").is_visible() and page.url.split("?")[0].endswith(("/new", "/edit"))
    # Day and month alike, whichever comes first.
    for name, day in [(say("From", "Du"), "2027-02-02"), (say("Until", "Au"), "2027-04-04")]:
        field = page.get_by_label(name, exact=True)
        typed(page, field, day[8:] + day[5:7] + day[:4])
        assert field.input_value() == day
    hours = page.get_by_label(say("Hours a week", "Heures par semaine"))
    reach(page, hours)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("4")
    slot = page.get_by_label(say("Monday 9–12", "lundi 9 h–12 h"))
    reach(page, slot)
    page.keyboard.press("Space")
    assert slot.is_checked()
    reach(page, page.get_by_role("button", name=say("Preview", "Aperçu")))
    page.keyboard.press("Enter")
    page.get_by_text(say("This is how it would be read.", "Voici comment il serait lu.")).wait_for()
    reach(page, page.get_by_role("button", name=say("Publish", "Publier")))
    page.keyboard.press("Space")
    page.get_by_role("heading", level=1, name="Honey").wait_for()


@FEW
def test_a_cohort_is_enrolled_and_taken_back_by_the_keyboard_alone(house, reader):
    say = reader.say
    school = house.school("École Zoë")
    cohort = house.api("POST", "/api/v1/cohorts", {"code": "M1", "name": "Master 1"}, house.token("school-admin", school))["id"]
    page = house.sign_in(reader, "dean@example.org", "school-admin", school)
    page.goto(f"{house.url}/desk/cohorts/{cohort}/import")
    with page.expect_file_chooser() as chooser:
        press(page, page.locator("#file"), "Space")
    chooser.value.set_files({"name": "m1.csv", "mimeType": "text/csv", "buffer": ROSTER.encode()})
    press(page, page.get_by_role("button", name=say("Look at the file", "Regarder le fichier")))
    page.get_by_role("heading", level=1, name=say("What are its columns?", "Que sont ses colonnes ?")).wait_for()
    press(page, page.get_by_role("button", name=say("Show what it does", "Voir ce qu’il fait")))
    page.get_by_role("heading", level=1, name=say("What the file does", "Ce que fait le fichier")).wait_for()
    press(page, page.get_by_role("button", name=say("Store 60, leave 1 out", "Enregistrer 60, laisser 1 de côté")))
    page.get_by_role("heading", level=1, name=say("The roster is stored", "La liste est enregistrée")).wait_for()
    press(page, page.get_by_role("link", name=say("Undo this import…", "Annuler cet import…")))
    page.wait_for_url("**/undo")
    press(page, page.get_by_role("button", name=say("Undo it", "L’annuler")))
    page.get_by_role("heading", level=1, name=say("This import is undone", "Cet import est annulé")).wait_for()


@FEW
def test_teams_are_formed_moved_and_locked_by_the_keyboard_alone(house, reader):
    say = reader.say
    school, cohort, _ = test_rounds.made(house)
    page = house.sign_in(reader, "dean@example.org", "school-admin", school)
    page.goto(f"{house.url}/desk/cohorts/{cohort}/formation")
    press(page, page.get_by_role("button", name=say("Show me teams", "Voir les équipes")))
    page.wait_for_url("**/preview?**")
    press(page, page.get_by_role("button", name=say("Keep these teams", "Garder ces équipes")))
    page.wait_for_url("**/teams?**")
    cards = page.locator(".card.team")
    name = cards.nth(1).locator("h2 a").inner_text()
    student = cards.nth(0).locator(".people li").first.inner_text()
    press(page, page.get_by_role("link", name=say("Move somebody", "Déplacer quelqu’un"), exact=True))
    page.wait_for_url("**move=1**")
    choose(page, page.get_by_label(say("Who", "Qui"), exact=True), student)
    choose(page, page.get_by_label(say("To the team", "Vers l’équipe"), exact=True), name)
    press(page, page.get_by_role("button", name=say("Move", "Déplacer"), exact=True))
    page.wait_for_url("**notice=moved**")
    assert student in cards.nth(1).locator(".people").inner_text()
    press(page, cards.nth(1).locator("summary", has_text=say("Change", "Modifier")))
    press(page, cards.nth(1).get_by_role("button", name=say("Lock", "Verrouiller"), exact=True))
    page.wait_for_url("**notice=locked**")
    assert say("locked", "verrouillée") in cards.nth(1).inner_text()


@FEW
def test_a_round_is_diagnosed_run_decided_and_published_by_the_keyboard_alone(house, reader):
    say = reader.say
    school, cohort, token = test_rounds.made(house)
    house.api("POST", f"/api/v1/cohorts/{cohort}/formations", {"min": 3, "max": 3, "seconds": 1}, token)
    team = house.api("GET", f"/api/v1/cohorts/{cohort}/teams", None, token)["items"][0]["name"]
    page = house.sign_in(reader, "dean@example.org", "school-admin", school)
    page.goto(house.url + "/desk/rounds/new")
    typed(page, page.get_by_label(say("Name", "Nom")), "Printemps")
    press(page, page.get_by_role("button", name=say("Open the round", "Ouvrir la session")))
    page.wait_for_url("**/desk/rounds/*-*")
    address = page.url.split("?")[0]
    press(page, page.get_by_role("link", name=say("Diagnose", "Diagnostiquer"), exact=True))
    page.wait_for_url("**/diagnosis")
    press(page, page.get_by_role("button", name=say("Run", "Lancer le calcul"), exact=True))
    page.wait_for_url("**/desk/runs/*")
    first = page.url
    page.goto(address)
    press(page, page.get_by_role("link", name=say("Pin or ban a pair", "Fixer ou exclure une paire")))
    page.wait_for_url("**decide=**")
    choose(page, page.get_by_label(say("Decision", "Décision"), exact=True), "ban")
    typed(page, page.get_by_label(say("Team", "Équipe"), exact=True), team)
    typed(page, page.get_by_label(say("Case", "Cas"), exact=True), "Site")
    typed(page, page.get_by_label(say("Reason", "Raison"), exact=True), "Too near")
    press(page, page.get_by_role("button", name=say("Decide", "Décider"), exact=True))
    page.get_by_role("table", name=say("Decided by hand", "Décidé à la main")).get_by_text("Too near").wait_for()
    press(page, page.get_by_role("button", name=say("Run again", "Relancer"), exact=True))
    page.wait_for_url(lambda url: "/desk/runs/" in url and url != first)
    press(page, page.get_by_role("link", name=say("Publish …", "Publier…")))
    page.wait_for_url("**/publish")
    press(page, page.get_by_role("checkbox"), "Space")
    press(page, page.get_by_role("button", name=say("Publish", "Publier"), exact=True))
    page.wait_for_url("**notice=published**")


@FEW
def test_teams_are_answered_by_the_keyboard_alone(house, reader):
    say = reader.say
    school, company = house.school("École"), house.company("Miel")
    dean, cohort = test_company.cohort(house, school)
    house.api("POST", "/api/v1/cases", {
        "title": "Honey", "window": {"from": "2027-02-01", "until": "2027-04-30"}, "hours_per_week": 1}, house.token("company", company))
    opened = house.api("POST", "/api/v1/rounds", {"name": "Spring", "cohorts": [cohort]}, dean)["id"]
    house.api("POST", f"/api/v1/rounds/{opened}/cards", None, dean)
    page = house.sign_in(reader, "ann@example.org", "company", company)
    press(page, page.get_by_role("link", name=say("Look at the teams", "Voir les équipes")))
    bids, places = page.locator(".bid"), page.locator(".place")
    for count in (1, 2):
        press(page, page.get_by_role("button", name=say("Accept", "Retenir")).first)
        places.nth(count - 1).wait_for()
    second = bids.nth(1).locator("h3").inner_text()
    press(page, bids.nth(1).get_by_role("button", name=say("Up", "Monter")))
    eventually(lambda: bids.first.locator("h3").inner_text() == second)
    press(page, bids.nth(2).locator("summary"))
    typed(page, bids.nth(2).get_by_role("textbox"), "Too far")
    page.keyboard.press("Enter")
    page.get_by_text("Too far").wait_for()
    assert places.all_inner_texts() == ["1", "2"]


@FEW
def test_somebody_is_found_followed_and_moved_by_the_keyboard_alone(house, reader):
    say = reader.say
    page = house.sign_in(reader, "rose@example.org", "recruiter", test_talent.scene(house))
    page.goto(house.url + "/desk/talent")
    typed(page, page.get_by_label(say("Query", "Requête")), "language:fr")
    page.keyboard.press("Enter")
    page.locator(".found").wait_for()
    press(page, page.get_by_role("link", name="Ève0 O’Neil"))
    typed(page, page.get_by_label("Note"), "At the fair")
    press(page, page.get_by_role("button", name=say("Follow", "Suivre")))
    page.wait_for_url("**/desk/prospects/**")
    page.goto(house.url + "/desk/prospects")
    card = page.locator(".stages .card")
    press(page, card.locator("summary"))
    choose(page, card.get_by_label(say("Move to", "Passer à")), "met")
    press(page, card.get_by_role("button", name=say("Move", "Déplacer")))
    page.locator(".stage[data-stage=met] .card").wait_for()


@FEW
def test_a_student_says_everything_by_the_keyboard_alone(house, reader):
    say = reader.say
    _, _, cases = test_student.given(house)
    page = house.student(reader, "eve@example.org")
    page.goto(house.url + "/desk/me/availability")
    nine = page.get_by_label(say("Monday 9:00", "lundi 9 h"), exact=True)
    # With script the week is one stop, and arrows walk in it; without, each half-hour is a stop.
    stop = page.locator("table[data-paint]").first.locator("input[tabindex='0']") if reader.has_script else nine
    press(page, stop, "Space", most=400)
    assert stop.is_checked()
    press(page, page.get_by_role("button", name=say("Save: free where ticked", "Enregistrer : libre où c’est coché")), most=400)
    page.get_by_text(say("0.5\u00a0hours", "0,5\u00a0heure")).or_(page.get_by_text(say("Saved.", "Enregistré."))).first.wait_for()
    page.goto(house.url + "/desk/me/ranking")
    ranked = page.locator("ol.ranking h3")
    for count in range(len(cases)):
        press(page, page.get_by_role("button", name=say("Rank it", "Classer")).first)
        ranked.nth(count).wait_for()
    before = ranked.first.inner_text()
    press(page, page.get_by_role("button", name=say("Rank lower", "Descendre")).first)
    eventually(lambda: ranked.first.inner_text() != before)
    press(page, page.get_by_role("button", name=say("As good as", "À égalité")).first)
    eventually(lambda: page.get_by_text(say("tied", "ex æquo")).count() == 2)
    page.goto(house.url + "/desk/me/consents")
    press(page, page.get_by_role("switch").first)
    page.get_by_role("switch", checked=True).first.wait_for()


@FEW
def test_an_operator_lets_somebody_in_by_the_keyboard_alone(house, reader):
    say = reader.say
    page = house.sign_in(reader, "root@example.org", "operator")
    page.goto(house.url + "/desk/organisations/new?kind=school")
    typed(page, page.get_by_label(say("Name", "Nom")), "École Zoë")
    press(page, page.get_by_role("button", name=say("Create it", "Créer")))
    page.get_by_text("École Zoë").first.wait_for()
    page.goto(house.url + "/desk/people?show=invite")
    typed(page, page.get_by_label(say("E-mail address", "Adresse électronique")), "dean@example.org")
    choose(page, page.get_by_label(say("As", "Comme"), exact=True), "school-admin")
    where = page.get_by_label(say("Where", "Où"), exact=True)
    choose(page, where, where.locator("option", has_text="École Zoë").get_attribute("value"))
    press(page, page.get_by_role("button", name=say("Send the invitation", "Envoyer l’invitation")))
    page.get_by_text("dean@example.org").first.wait_for()
