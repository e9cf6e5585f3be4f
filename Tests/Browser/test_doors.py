"""Coming in and going out."""


def test_the_front_page_leads_in(house, reader):
    page = reader.page()
    page.goto(house.url + "/")
    reader.look(page, "front")
    page.get_by_role("banner").get_by_role("link", name=reader.say("Sign in", "Se connecter")).click()
    reader.look(page, "sign-in")
    page.get_by_label(reader.say("E-mail address", "Adresse électronique")).fill("nobody@example.org")
    page.get_by_role("button").click()
    assert "nobody@example.org" in page.locator("main").inner_text()
    reader.look(page)


def test_somebody_comes_in_by_a_letter_and_goes(house, reader):
    page = house.sign_in(reader, "dean@example.org", "school-admin", house.school("École <Zoë>"))
    reader.look(page, "home")
    # By the keyboard alone: the first stop leads to the content.
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name=reader.say("Skip to content", "Aller au contenu"))
    assert skip.evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    reader.open_menu(page)
    page.get_by_role("link", name=reader.say("Account", "Compte")).click()
    assert "dean@example.org" in page.locator("main").inner_text()
    reader.look(page, "account")
    reader.open_menu(page)
    page.get_by_role("link", name=reader.say("Français", "English")).click()
    assert page.locator("html").get_attribute("lang") == ("en" if reader.language == "fr" else "fr")
    reader.open_menu(page)
    page.get_by_role("link", name=reader.say("Compte", "Account")).click()
    # The other language stays chosen.
    assert page.locator("html").get_attribute("lang") == ("en" if reader.language == "fr" else "fr")
    reader.open_menu(page)
    page.get_by_role("button", name=reader.say("Se déconnecter", "Sign out")).click()
    page.goto(house.url + "/desk")
    assert page.url.endswith("/sign-in")
