// Cards of a board are dragged to another stage: what is sent is the form of the card's own menu, which does the same without a pointer.
(() => {
  "use strict";
  let dragged;
  const stageOf = (target) => target.closest?.(".stages .stage");
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.(".stages .card");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.id);
    dragged.classList.add("dragged");
  });
  document.addEventListener("dragover", (event) => {
    const stage = stageOf(event.target);
    document.querySelectorAll(".stage.over").forEach((one) => one !== stage && one.classList.remove("over"));
    if (!dragged || !stage || stage.contains(dragged)) return;
    event.preventDefault();
    stage.classList.add("over");
  });
  document.addEventListener("drop", (event) => {
    const stage = stageOf(event.target);
    if (!dragged || !stage || stage.contains(dragged)) return;
    event.preventDefault();
    const form = dragged.querySelector("form.move");
    const menu = form.elements.stage;
    // Where no way leads there the service says so, and why.
    if (![...menu.options].some((option) => option.value === stage.dataset.stage)) menu.add(new Option(stage.getAttribute("aria-label"), stage.dataset.stage));
    menu.value = stage.dataset.stage;
    form.requestSubmit();
  });
  document.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    document.querySelectorAll(".stage.over").forEach((one) => one.classList.remove("over"));
    dragged = undefined;
  });
})();
