"""What an operator does, from the empty service on."""


def test_an_operator_sets_the_service_up(house, reader):
    say = reader.say
    page = house.sign_in(reader, "root@example.org", "operator")
    reader.look(page, "operator-home-empty")
    page.get_by_role("link", name=say("New school", "Nouvelle école")).first.click()
    page.get_by_label(say("Name", "Nom")).fill("École <Zoë>")
    page.get_by_label("UAI").fill("1234")
    page.get_by_role("button", name=say("Create it", "Créer")).click()
    assert page.get_by_label(say("Name", "Nom")).input_value() == "École <Zoë>"
    assert page.get_by_label("UAI").get_attribute("aria-invalid") == "true"
    reader.look(page, "operator-new-school")
    page.get_by_label("UAI").fill("")
    page.get_by_role("button", name=say("Create it", "Créer")).click()
    assert "École <Zoë>" in page.locator("main").inner_text()
    reader.look(page, "operator-organisations")
    page.get_by_role("searchbox").fill("zoe")
    page.get_by_role("button", name=say("Search", "Rechercher")).click()
    assert "École <Zoë>" in page.locator("main").inner_text()

    page.goto(house.url + "/desk/people?show=invite")
    page.get_by_label(say("E-mail address", "Adresse électronique")).fill("dean@example.org")
    page.get_by_label(say("As", "Comme"), exact=True).select_option("school-admin")
    page.get_by_label(say("Where", "Où"), exact=True).select_option(index=1)
    reader.look(page, "operator-invite")
    page.get_by_role("button", name=say("Send the invitation", "Envoyer l’invitation")).click()
    assert "dean@example.org" in page.locator("main").inner_text()
    reader.look(page, "operator-invitations")
    page.get_by_text(say("Withdraw …", "Retirer…"), exact=True).first.click()
    reader.look(page)
    page.get_by_role("button", name=say("Withdraw it", "La retirer")).first.click()
    assert say("withdrawn", "retirée") in page.locator("main").inner_text()
    page.goto(house.url + "/desk/people")
    reader.look(page, "operator-people")

    page.goto(house.url + "/desk/people/tokens")
    page.get_by_label(say("What it is for", "À quoi il sert")).fill("backup")
    page.get_by_role("button", name=say("Issue it", "Émettre")).click()
    assert page.get_by_text("vvr_").count() == 1
    reader.look(page, "operator-tokens")
    page.goto(house.url + "/desk/people/tokens")
    assert page.get_by_text("vvr_").count() == 0
    page.get_by_text(say("Revoke …", "Révoquer…"), exact=True).first.click()
    page.get_by_role("button", name=say("Revoke it", "Le révoquer")).first.click()
    page.goto(house.url + "/desk/audit?action=issueToken")
    assert say("issued a token", "a émis un jeton") in page.locator("main").inner_text()
    reader.look(page, "operator-audit")
    page.goto(house.url + "/desk/health")
    assert "PostgreSQL" in page.locator("main").inner_text()
    reader.look(page, "operator-health")
    page.goto(house.url + "/desk")
    reader.look(page, "operator-home")


def test_anyone_reads_the_public_cases(house, reader):
    say = reader.say
    page = reader.page()
    page.goto(house.url + "/cases")
    reader.look(page, "public-cases-empty")
    company = house.company("Miel du Morvan")
    token = house.token("company", company)
    draft = {
        "title": "Vendre du miel aux hôtels", "description": "# Notre question\n\nQuels hôtels [achèteraient](https://example.org) ?\n\n- à Dijon\n- à Beaune",
        "window": {"from": "2027-02-01", "until": "2027-04-30"}, "hours_per_week": 4,
        "skills": [{"skill": "négociation", "level": 3, "importance": "must"}], "languages": ["fr:B2"],
    }
    house.api("POST", "/api/v1/cases", draft, token=token)
    page.goto(house.url + "/")
    reader.look(page, "front-with-cases")
    page.get_by_role("link", name=say("See the cases", "Voir les cas")).click()
    reader.look(page, "public-cases")
    page.get_by_role("link", name="Vendre du miel aux hôtels").click()
    assert page.url.endswith("/vendre-du-miel-aux-hotels") or "/vendre-du-miel-aux-hotels?" in page.url
    assert page.get_by_role("heading", name="Notre question").count() == 1
    assert page.get_by_role("link", name="achèteraient").get_attribute("rel") == "nofollow noopener"
    reader.look(page, "public-case")
    page.get_by_role("link", name="Miel du Morvan").first.click()
    reader.look(page, "public-company")
