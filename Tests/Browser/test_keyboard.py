"""A whole flow without a pointer: what has the focus is seen, and every stop of it is reached by Tab."""


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
