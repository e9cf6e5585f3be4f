// On the team board a student can be dragged onto another team; the menu above the cards does the same without.
(() => {
  "use strict";
  let held = null;
  for (const one of document.querySelectorAll("[data-student]")) one.draggable = true;
  document.addEventListener("dragstart", (event) => {
    held = event.target.closest?.("[data-student]");
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.textContent);
  });
  const place = (event) => {
    // A drop on a team that stays as it is is sent too: the answer says why it stays.
    const card = held && event.target.closest?.("[data-team], [data-fixed]");
    return card && !card.contains(held) ? card : null;
  };
  document.addEventListener("dragover", (event) => {
    const card = place(event);
    for (const other of document.querySelectorAll(".over")) if (other !== card) other.classList.remove("over");
    if (!card) return;
    event.preventDefault();
    if (card.dataset.team) card.classList.add("over");
  });
  document.addEventListener("drop", (event) => {
    const card = place(event);
    const form = document.getElementById("drop");
    if (!card || !form) return;
    event.preventDefault();
    form.elements.student.value = held.dataset.student;
    form.elements.team.value = card.dataset.team ?? card.dataset.fixed;
    form.requestSubmit();
  });
  document.addEventListener("dragend", () => {
    held = null;
    for (const card of document.querySelectorAll(".over")) card.classList.remove("over");
  });
})();
