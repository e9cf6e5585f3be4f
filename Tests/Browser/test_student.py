"""A student's way: profile, free time, ranking, consents, the match."""

import datetime
import time


def given(house):
    """A school with one team of two in an open round of two cases."""
    school = house.school("École Zoë")
    cohort = house.api("POST", "/api/v1/cohorts", {"school": school, "code": "M1", "name": "Master 1"})["id"]
    roster = (
        "key,given_name,family_name,email,skills,team,availability\n"
        "1,Ève,O’Neil,eve@example.org,négociation:3,A,\n"
        "2,Max,Épine,max@example.org,vente:2,A,mon 08:00-20:00;tue 08:00-20:00;wed 08:00-20:00\n"
    )
    house.api("POST", f"/api/v1/cohorts/{cohort}/imports?name=r.csv", roster.encode(), kind="text/csv")
    company = house.company("Miel du Morvan")
    token = house.token("company", company)
    cases = []
    for title in ("Vendre du miel aux hôtels", "Choisir un emballage"):
        draft = {
            "title": title, "description": "Nous faisons du **miel**.", "window": {"from": "2027-02-01", "until": "2027-04-30"}, "hours_per_week": 2,
            "skills": [{"skill": "négociation", "level": 2, "importance": "must"}],
        }
        cases.append(house.api("POST", "/api/v1/cases", draft, token=token)["case"]["id"])
    round = house.api("POST", "/api/v1/rounds", {"organisation": school, "name": "Printemps", "cohorts": [cohort]})["id"]
    return school, round, cases


def paint(page, say):
    """The week is one stop of the keyboard, a rectangle is drawn at once, and Escape gives back what was."""
    week = page.locator("table[data-paint]").first
    painted = lambda: week.locator("input:checked").count()
    assert week.locator("input[tabindex='0']").count() == 1
    monday, tuesday = (page.get_by_label(f"{day} {say('14:00', '14 h')}", exact=True) for day in (say("Monday", "lundi"), say("Tuesday", "mardi")))
    monday.focus()
    page.keyboard.press("ArrowRight")
    assert tuesday.evaluate("box => box === document.activeElement && box.tabIndex === 0")
    before = painted()
    corner = page.get_by_label(f"{say('Wednesday', 'mercredi')} {say('15:00', '15 h')}", exact=True)
    corner.scroll_into_view_if_needed()
    monday.hover()
    page.mouse.down()
    corner.hover()
    assert painted() == before + 9
    page.keyboard.press("Escape")
    page.mouse.up()
    assert painted() == before


def test_a_student_goes_the_whole_way(house, reader):
    school, round, cases = given(house)
    page = house.student(reader, "eve@example.org")
    say = reader.say
    reader.look(page, "student-home")

    # The profile is what comes next, and done the free time.
    following = page.get_by_role("region", name=say("What comes next", "La suite"))
    assert following.get_by_role("heading").all_inner_texts() == [say("Say what you can do", "Dites ce que vous savez faire")]
    following.get_by_role("link", name=say("Fill in your profile", "Remplir votre profil")).click()
    assert page.url.endswith("/desk/me")
    skill = page.get_by_label(say("Skill 1", "Compétence 1"), exact=True)
    if reader.has_script:
        skill.press_sequentially("negociat")
        page.get_by_role("option").first.wait_for()
        reader.look(page)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert len(skill.input_value()) > 5
    else:
        skill.fill("négociation")
    page.get_by_label(say("City", "Ville")).fill("Autun")
    page.get_by_label(say("Language 1", "Langue 1")).select_option("fr")
    page.get_by_role("button", name=say("Save my profile", "Enregistrer mon profil")).click()
    assert say("Saved.", "Enregistré.") in page.locator("main").inner_text()
    reader.look(page, "student-profile")
    page.get_by_label(say("Hours a week for a case", "Heures par semaine pour un cas")).fill("99")
    page.get_by_role("button", name=say("Save my profile", "Enregistrer mon profil")).click()
    assert page.get_by_label(say("Hours a week for a case", "Heures par semaine pour un cas")).get_attribute("aria-invalid") == "true"
    assert page.get_by_label(say("City", "Ville")).input_value() == "Autun"
    reader.look(page)

    # Free time, by the keyboard.
    page.goto(house.url + "/desk")
    assert following.get_by_role("heading").all_inner_texts() == [say("Say when you are free", "Dites quand vous êtes libre")]
    following.get_by_role("link", name=say("Paint your week", "Peindre votre semaine")).click()
    assert page.url.endswith("/desk/me/availability")
    if reader.has_script:
        paint(page, say)
    for day in (say("Monday", "lundi"), say("Tuesday", "mardi")):
        for time_ in (say("9:00", "9 h"), say("9:30", "9 h 30"), say("10:00", "10 h"), say("10:30", "10 h 30")):
            page.get_by_label(f"{day} {time_}", exact=True).focus()
            page.keyboard.press("Space")
    page.get_by_role("button", name=say("Save: free where ticked", "Enregistrer : libre où c’est coché")).click()
    assert say("4\u00a0hours", "4\u00a0heures") in page.locator("main").inner_text()
    reader.look(page, "student-availability")
    page.get_by_text(say("Type it instead", "Le taper plutôt")).click()
    page.get_by_label(say("Free hours", "Heures libres")).fill("mon 25-26")
    page.get_by_role("button", name=say("Save what is typed", "Enregistrer ce qui est tapé")).click()
    assert page.get_by_label(say("Free hours", "Heures libres")).input_value() == "mon 25-26"
    reader.look(page)
    page.get_by_label(say("Free hours", "Heures libres")).fill("lun 8h-20h; mar 8h-20h; mer 8h-20h")
    page.get_by_role("button", name=say("Save what is typed", "Enregistrer ce qui est tapé")).click()
    assert say("36\u00a0hours", "36\u00a0heures") in page.locator("main").inner_text()

    # The ranking, by buttons.
    page.goto(house.url + "/desk/me/ranking")
    reader.look(page, "student-ranking-empty")
    for _ in cases:
        page.get_by_role("button", name=say("Rank it", "Classer")).first.click()
    first = page.locator("ol.ranking h3").first.inner_text()
    page.get_by_role("button", name=say("Rank lower", "Descendre")).first.click()
    assert page.locator("ol.ranking h3").first.inner_text() != first
    page.get_by_role("button", name=say("As good as", "À égalité")).first.click()
    assert page.get_by_text(say("tied", "ex æquo")).count() == 2
    page.get_by_text(say("More about it", "En savoir plus")).first.click()
    reader.look(page, "student-ranking")

    # Who sees the student.
    page.goto(house.url + "/desk/me/as-seen")
    reader.look(page, "student-unseen")
    page.goto(house.url + "/desk/me/consents")
    switch = page.get_by_role("switch").first
    assert switch.get_attribute("aria-checked") == "false"
    switch.focus()
    page.keyboard.press("Enter")
    page.get_by_role("switch", checked=True).first.wait_for()
    assert page.get_by_role("switch").first.get_attribute("aria-checked") == "true"
    reader.look(page, "student-consents")
    page.goto(house.url + "/desk/me/as-seen")
    assert "Ève O’Neil" in page.locator("main").inner_text()
    reader.look(page, "student-as-seen")
    page.goto(house.url + "/desk/me/seen")
    reader.look(page, "student-seen")

    # The match, once the school has published it.
    run = house.api("POST", f"/api/v1/rounds/{round}/runs")["id"]
    house.api("POST", f"/api/v1/runs/{run}/publish")
    page.goto(house.url + "/desk/me/match")
    reader.look(page, "student-match")
    # Whose case it is, with the way to it; of another case that is explained too.
    assert "/cases/" in page.locator(".card.next h2 a").get_attribute("href")
    assert "/companies/" in page.locator(".card.next p a").first.get_attribute("href")
    page.get_by_role("link", name=say("Why not?", "Pourquoi pas")).first.click()
    assert "/companies/" in page.locator("section[aria-labelledby=pair] a").first.get_attribute("href")
    why = page.locator("section[aria-labelledby=pair]").inner_text()
    assert say("Your team could have done it.", "Votre équipe aurait pu le faire.") in why or say("out of reach:", "hors d’atteinte\u00a0:") in why
    reader.look(page, "student-why-not")
    page.goto(house.url + "/desk/me/ranking")
    assert page.get_by_role("button", name=say("Rank lower", "Descendre")).count() == 0
    reader.look(page)


def timetable():
    """Mondays from 9 to 11, an exam on a Thursday, and a line that nobody understands."""
    monday = datetime.date.today() + datetime.timedelta(days=7 - datetime.date.today().weekday())
    exam = monday + datetime.timedelta(days=10)
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ADE/version 6.0",
        "BEGIN:VEVENT", "UID:1", "SUMMARY:Droit", f"DTSTART;TZID=Europe/Paris:{monday:%Y%m%d}T090000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;COUNT=10", "END:VEVENT",
        "BEGIN:VEVENT", "UID:2", f"DTSTART;TZID=Europe/Paris:{exam:%Y%m%d}T080000", "DURATION:PT4H", "END:VEVENT",
        "BEGIN:VEVENT", "UID:3", "DTSTART:20270230T080000Z", "END:VEVENT", "END:VCALENDAR", "",
    ]
    return {"name": "edt.ics", "mimeType": "text/calendar", "buffer": "\r\n".join(lines).encode()}


def test_a_timetable_says_when_a_student_is_free(house, reader):
    given(house)
    page = house.student(reader, "eve@example.org")
    say = reader.say
    page.goto(house.url + "/desk/me/availability")
    page.get_by_role("link", name=say("From a calendar", "Depuis un calendrier")).click()
    reader.look(page, "student-calendar")

    # What is no calendar, and a link that leads inside, are refused at their fields.
    page.get_by_label(say("A calendar file", "Un fichier de calendrier")).set_input_files({"name": "x.ics", "mimeType": "text/calendar", "buffer": b"<html>"})
    page.get_by_role("button", name=say("Look at the calendar", "Regarder le calendrier")).click()
    assert say("Line 1", "Ligne 1") in page.locator("#file-fault").inner_text()
    reader.look(page)
    page.get_by_label(say("Or its link", "Ou son lien")).fill("webcal://127.0.0.1/edt.ics")
    page.get_by_role("button", name=say("Read the link", "Lire le lien")).click()
    page.locator("#address-fault").wait_for()
    assert page.get_by_label(say("Or its link", "Ou son lien")).input_value() == "webcal://127.0.0.1/edt.ics"
    reader.look(page)

    # The first time: all that the timetable leaves, by the keyboard.
    page.get_by_label(say("A calendar file", "Un fichier de calendrier")).set_input_files(timetable())
    page.get_by_role("button", name=say("Look at the calendar", "Regarder le calendrier")).click()
    main = page.locator("main")
    main.get_by_text(say("103\u00a0hours", "103\u00a0heures")).wait_for()
    assert "Droit" not in main.inner_text()
    page.get_by_text(say("1\u00a0line was not understood", "1\u00a0ligne n’a pas été comprise")).click()
    reader.look(page, "student-calendar-first")
    page.get_by_role("button", name=say("Save this", "Enregistrer cela")).focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=say("Days that differ", "Jours différents")).wait_for()
    assert page.get_by_label(say("Monday 9:30", "lundi 9 h 30"), exact=True).is_checked() is False
    assert page.get_by_label(say("Monday 11:00", "lundi 11 h"), exact=True).is_checked()
    reader.look(page, "student-availability-days")

    # The second time what was said stands beside what would be, and can be kept to.
    page.get_by_text(say("Type it instead", "Le taper plutôt")).click()
    page.get_by_label(say("Free hours", "Heures libres")).fill("mon 10:00-12:00; wed 08:00-09:00")
    page.get_by_role("button", name=say("Save what is typed", "Enregistrer ce qui est tapé")).click()
    page.goto(house.url + "/desk/me/availability/calendar")
    page.get_by_label(say("A calendar file", "Un fichier de calendrier")).set_input_files(timetable())
    page.get_by_role("button", name=say("Look at the calendar", "Regarder le calendrier")).click()
    kept = page.get_by_role("radio", name=say("What I said before", "Ce que j’avais dit"))
    assert kept.is_checked()
    reader.look(page, "student-calendar-again")
    page.get_by_role("button", name=say("Save this", "Enregistrer cela")).click()
    assert say("2\u00a0hours", "2\u00a0heures") in page.locator("main").inner_text()
    assert page.get_by_label(say("Monday 11:30", "lundi 11 h 30"), exact=True).is_checked()
