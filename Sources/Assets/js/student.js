// Paints half-hours. With the pointer: what it is pressed on turns, and the rectangle drawn from there becomes the same; Escape gives back
// what was. With the keyboard the week is one stop: arrows, Home and End go about in it, the space bar turns a box. Leaving warns of paint
// that is not saved.
document.querySelectorAll("table[data-paint]").forEach((table) => {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input[type=checkbox]")]);
  const boxes = rows.flat();
  const at = (box) => { for (const [row, line] of rows.entries()) { const day = line.indexOf(box); if (day >= 0) return [row, day]; } return null; };
  const stop = (box) => boxes.forEach((each) => { each.tabIndex = each === box ? 0 : -1; });
  const spoil = () => { table.closest("form").dataset.spoilt = ""; };
  const boxAt = (event) => { const box = document.elementFromPoint(event.clientX, event.clientY); return box && boxes.includes(box) ? box : null; };
  let drawn = null;
  const restore = () => boxes.forEach((box, index) => { box.checked = drawn.before[index]; });
  stop(boxes.find((box) => box.checked) || boxes[0]);
  table.closest("form").querySelector("[data-gestures]")?.removeAttribute("hidden");

  table.addEventListener("pointerdown", (event) => {
    if (!boxes.includes(event.target) || event.button !== 0) return;
    drawn = { from: at(event.target), before: boxes.map((box) => box.checked), paint: !event.target.checked };
    event.target.checked = drawn.paint;
    event.target.releasePointerCapture(event.pointerId);
    event.preventDefault();
    stop(event.target);
    event.target.focus();
    spoil();
  });
  // The press has turned it already.
  table.addEventListener("click", (event) => { if (event.detail > 0 && event.target.matches("input")) event.preventDefault(); });
  addEventListener("pointermove", (event) => {
    const box = drawn && boxAt(event);
    if (!box) return;
    const [row, day] = at(box);
    const [fromRow, fromDay] = drawn.from;
    restore();
    for (let r = Math.min(row, fromRow); r <= Math.max(row, fromRow); r += 1)
      for (let d = Math.min(day, fromDay); d <= Math.max(day, fromDay); d += 1) rows[r][d].checked = drawn.paint;
  });
  addEventListener("pointerup", () => { drawn = null; });
  addEventListener("pointercancel", () => { drawn = null; });

  table.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawn) { restore(); drawn = null; return; }
    const here = at(event.target);
    if (!here || event.altKey || event.ctrlKey || event.metaKey) return;
    const [row, day] = here;
    const goal = { ArrowUp: [row - 1, day], ArrowDown: [row + 1, day], ArrowLeft: [row, day - 1], ArrowRight: [row, day + 1], Home: [row, 0], End: [row, rows[row].length - 1] }[event.key];
    const next = goal && rows[goal[0]] && rows[goal[0]][goal[1]];
    if (goal) event.preventDefault();
    if (next) { stop(next); next.focus(); }
  });
  table.addEventListener("change", spoil);
});
addEventListener("submit", (event) => { delete event.target.dataset.spoilt; });
addEventListener("beforeunload", (event) => { if (document.querySelector("form[data-spoilt]")) event.preventDefault(); });

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
      for (const kept of held.querySelectorAll("input[name=q], input[name=sort], input[name=page]")) fields[kept.name] = kept.value;
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
