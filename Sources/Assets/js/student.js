// Paints half-hours: what the pointer is pressed on turns, and all that it is drawn over becomes the same.
document.querySelectorAll("table[data-paint]").forEach((table) => {
  let paints = null;
  table.addEventListener("pointerdown", (event) => {
    if (!event.target.matches("input[type=checkbox]") || event.button !== 0) return;
    paints = !event.target.checked;
    event.target.checked = paints;
    event.target.releasePointerCapture(event.pointerId);
    event.preventDefault();
    event.target.focus();
  });
  // The press has turned it already.
  table.addEventListener("click", (event) => { if (event.detail > 0 && event.target.matches("input")) event.preventDefault(); });
  addEventListener("pointermove", (event) => {
    if (paints === null) return;
    const cell = document.elementFromPoint(event.clientX, event.clientY);
    if (cell && table.contains(cell) && cell.matches("input[type=checkbox]")) cell.checked = paints;
  });
  addEventListener("pointerup", () => { paints = null; });
  addEventListener("pointercancel", () => { paints = null; });
});

// Ranks by dragging a card above another; the buttons of each card do the same.
document.querySelectorAll("[data-rank]").forEach((list) => {
  const cards = [...list.querySelectorAll("[data-case]")];
  const token = list.querySelector("input[name=form_token]");
  let held = null;
  if (!token) return;
  cards.forEach((card) => {
    card.draggable = true;
    card.addEventListener("dragstart", (event) => { held = card; card.classList.add("dragged"); event.dataTransfer.effectAllowed = "move"; });
    card.addEventListener("dragend", () => { held = null; card.classList.remove("dragged"); });
    card.addEventListener("dragover", (event) => { if (held && held !== card) { event.preventDefault(); card.classList.add("target"); } });
    card.addEventListener("dragleave", () => card.classList.remove("target"));
    card.addEventListener("drop", (event) => {
      event.preventDefault();
      const form = document.createElement("form");
      form.method = "post";
      form.action = "/desk/me/ranking";
      const fields = { form_token: token.value, round: list.dataset.round, team: list.dataset.team, case: held.dataset.case, step: "place", before: card.dataset.case };
      for (const [name, value] of Object.entries(fields)) {
        const field = document.createElement("input");
        field.type = "hidden";
        field.name = name;
        field.value = value;
        form.append(field);
      }
      document.body.append(form);
      form.submit();
    });
  });
});
