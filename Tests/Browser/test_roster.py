"""A school enrols a cohort: from an empty home by a new cohort, a file, its columns and a preview to students, and back."""

ROSTER = (
    "N° étudiant;Prénom;Nom;Courriel;Langues;Compétences;Humeur\r\n"
    + "".join(f"A-{number:03};Zoë;O’Neil {number};zoe{number}@example.org;fr:C2;négociation:3;gaie\r\n" for number in range(60))
    + "A-999;<b>Ève</b>;Ÿ;pas une adresse;fr:C2;;=1+1\r\n"
)


def drop(page, text):
    """Lets go of a file above the form, as a hand does."""
    page.evaluate(
        """([text, name]) => {
            const bag = new DataTransfer();
            bag.items.add(new File([text], name, { type: "text/csv" }));
            const form = document.querySelector("form[data-drop]");
            for (const kind of ["dragenter", "dragover", "drop"])
                form.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: bag }));
        }""",
        [text, "m1.csv"],
    )


def test_a_school_enrols_a_cohort_and_takes_it_back(house, reader):
    say = reader.say
    page = house.sign_in(reader, "dean@example.org", "school-admin", house.school("École <Zoë>"))
    reader.look(page, "school-home-empty")
    page.get_by_role("link", name=say("New cohort", "Nouvelle promotion")).click()
    reader.look(page, "cohort-new")

    page.get_by_label(say("Name", "Nom"), exact=True).fill("Master 1")
    page.get_by_label("Code", exact=True).fill("M1")
    page.get_by_label(say("First day", "Premier jour")).fill("2026-09-01")
    page.get_by_label(say("Last day", "Dernier jour")).fill("2026-08-01")
    page.get_by_role("button", name=say("Create the cohort", "Créer la promotion")).click()
    # What is wrong stands at its field, and what was typed is still there.
    assert page.get_by_label(say("Last day", "Dernier jour")).get_attribute("aria-invalid") == "true"
    assert page.get_by_label(say("Name", "Nom"), exact=True).input_value() == "Master 1"
    reader.look(page)
    page.get_by_label(say("Last day", "Dernier jour")).fill("2027-06-30")
    page.get_by_role("button", name=say("Create the cohort", "Créer la promotion")).click()
    reader.look(page, "cohort-empty")

    page.get_by_role("link", name=say("Import the roster", "Importer la liste")).click()
    reader.look(page, "roster-file")
    if reader.has_script:
        drop(page, ROSTER)
    else:
        page.locator("#file").set_input_files({"name": "m1.csv", "mimeType": "text/csv", "buffer": ROSTER.encode()})
        page.get_by_role("button", name=say("Look at the file", "Regarder le fichier")).click()
    page.get_by_role("heading", level=1, name=say("What are its columns?", "Que sont ses colonnes ?")).wait_for()
    assert "utf-8" in page.locator("main").inner_text().lower()
    assert page.get_by_label(say("“Prénom” becomes", "« Prénom » devient")).input_value() == "given_name"
    page.get_by_label(say("“Humeur” becomes", "« Humeur » devient")).select_option(label=say("Keep it as it is", "La garder telle quelle"))
    reader.look(page, "roster-columns")

    page.get_by_role("button", name=say("Show what it does", "Voir ce qu’il fait")).click()
    page.get_by_role("heading", level=1, name=say("What the file does", "Ce que fait le fichier")).wait_for()
    words = page.locator("main").inner_text()
    assert say("Line 62", "Ligne 62") in words and "<b>Ève</b>;Ÿ;pas une adresse" in words
    reader.look(page, "roster-preview")
    # Whoever is sought among the new ones is found, and the way back leads to all.
    preview = page.url
    page.locator("#lines a", has_text=say("New", "Nouveaux")).click()
    page.get_by_role("searchbox").fill("o’neil 59")
    page.get_by_role("button", name=say("Search", "Rechercher"), exact=True).click()
    page.wait_for_url("**q=o*")
    assert page.locator("tbody tr").count() == 1 and "O’Neil 59" in page.locator("tbody").inner_text()
    reader.look(page, "roster-found")
    page.goto(preview)
    page.get_by_role("button", name=say("Store 60, leave 1 out", "Enregistrer 60, laisser 1 de côté")).click()
    page.get_by_role("heading", level=1, name=say("The roster is stored", "La liste est enregistrée")).wait_for()
    reader.look(page, "roster-done")
    done = page.url

    page.get_by_role("link", name=say("See the cohort", "Voir la promotion")).click()
    page.get_by_role("searchbox").fill("o’neil 59")
    page.get_by_role("button", name=say("Search", "Rechercher"), exact=True).click()
    page.get_by_role("link", name="O’Neil 59 Zoë").wait_for()
    reader.look(page, "cohort")
    page.get_by_role("link", name="O’Neil 59 Zoë").click()
    reader.look(page, "student")
    if reader.width < 600:
        page.locator(".menu > summary").click()
    page.get_by_role("link", name=say("Home", "Accueil")).click()
    reader.look(page, "school-home")

    page.goto(done)
    page.get_by_role("link", name=say("Undo this import…", "Annuler cet import…")).click()
    reader.look(page, "roster-undo")
    page.get_by_role("button", name=say("Undo it", "L’annuler")).click()
    page.get_by_role("heading", level=1, name=say("This import is undone", "Cet import est annulé")).wait_for()
    reader.look(page)


def test_a_student_is_put_right_and_erased_by_the_key_alone(house, reader):
    say = reader.say
    school = house.school("École Zoë")
    token = house.token("school-admin", school)
    cohort = house.api("POST", "/api/v1/cohorts", {"code": "M1", "name": "Master 1"}, token)["id"]
    house.api("POST", f"/api/v1/cohorts/{cohort}/imports?name=m1.csv&skip_rejected=true", ROSTER.encode(), token, "text/csv")
    page = house.sign_in(reader, "dean@example.org", "school-admin", school)
    page.goto(f"{house.url}/desk/cohorts/{cohort}")
    page.get_by_role("link", name="O’Neil 0 Zoë").click()
    page.get_by_text(say("Record a consent from a signed form", "Enregistrer un consentement signé")).click()
    page.get_by_label(say("Version of the text on the form", "Version du texte du formulaire")).fill("2026-09")
    page.get_by_role("button", name=say("Record", "Enregistrer"), exact=True).click()
    assert say("from a signed form", "d’après un formulaire signé") in page.locator("main").inner_text()
    reader.look(page, "student-signed")

    page.get_by_role("link", name=say("Correct", "Corriger"), exact=True).click()
    page.get_by_label(say("E-mail", "Courriel")).fill("zoe@nowhere.example")
    page.get_by_label(say("Languages", "Langues")).fill("français")
    page.get_by_role("button", name=say("Save", "Enregistrer"), exact=True).click()
    assert page.get_by_label(say("Languages", "Langues")).get_attribute("aria-invalid") == "true"
    assert page.get_by_label(say("E-mail", "Courriel")).input_value() == "zoe@nowhere.example"
    reader.look(page, "student-correction")
    page.get_by_label(say("Languages", "Langues")).fill("fr:C2, en:B2")
    page.get_by_role("button", name=say("Save", "Enregistrer"), exact=True).click()
    assert "zoe@nowhere.example" in page.locator("main").inner_text()

    page.get_by_role("link", name=say("Erase this student…", "Effacer cet étudiant…")).click()
    page.get_by_role("textbox").fill("A-001")
    page.get_by_role("button", name=say("Erase for good", "Effacer pour de bon")).click()
    assert page.get_by_role("textbox").get_attribute("aria-invalid") == "true"
    reader.look(page, "student-erasure")
    page.get_by_role("textbox").fill("A-000")
    page.get_by_role("button", name=say("Erase for good", "Effacer pour de bon")).click()
    reader.look(page)
    page.goto(f"{house.url}/desk/cohorts/{cohort}?search=O’Neil+0")
    assert page.get_by_role("link", name="O’Neil 0 Zoë").count() == 0
