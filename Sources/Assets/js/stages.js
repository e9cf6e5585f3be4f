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
    if (!dragged || !stage || !allowed(stage)) return;
    event.preventDefault();
    stage.classList.add("over");
  });
  document.addEventListener("drop", (event) => {
    const stage = stageOf(event.target);
    if (!dragged || !stage || !allowed(stage)) return;
    event.preventDefault();
    const form = dragged.querySelector("form.move");
    form.elements.stage.value = stage.dataset.stage;
    form.requestSubmit();
  });
  document.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    document.querySelectorAll(".stage.over").forEach((one) => one.classList.remove("over"));
    dragged = undefined;
  });

  const allowed = (stage) => [...dragged.querySelector("form.move").elements.stage.options].some((option) => option.value === stage.dataset.stage);
})();
