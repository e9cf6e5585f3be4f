// A form with data-autosave keeps itself as a draft while it is typed: it is sent as by its button "save", and from then on is the form of
// that draft. Without script the button does the same.
(() => {
  "use strict";
  const pause = 1500;
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form || form.dataset.autosave === undefined) return;
    clearTimeout(form.autosaveTimer);
    form.autosaveTimer = setTimeout(() => save(form), pause);
  });
  document.addEventListener("submit", (event) => {
    clearTimeout(event.target.autosaveTimer);
    event.target.autosaveEnded = true;
  });

  async function save(form) {
    const status = document.getElementById("saved");
    // One at a time: the second would replace a version that it has not seen.
    if (form.autosaveEnded || !form.elements.title.value.trim()) return;
    if (form.autosaveRuns) { form.autosaveTimer = setTimeout(() => save(form), pause); return; }
    form.autosaveRuns = true;
    try {
      const fields = new URLSearchParams(new FormData(form));
      fields.set("then", "save");
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body: fields, headers: { Accept: "text/html" } });
      if (form.autosaveEnded) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(form.id);
      if (answer.ok && fresh) {
        form.setAttribute("action", fresh.getAttribute("action"));
        form.elements.version.value = fresh.elements.version.value;
        history.replaceState(null, "", fresh.getAttribute("action"));
        status.textContent = form.dataset.autosaveSaved.replace("{time}", new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }));
      } else {
        status.textContent = answer.status === 412 ? form.dataset.autosaveLost : form.dataset.autosaveRefused;
      }
    } catch {
      status.textContent = form.dataset.autosaveRefused;
    } finally {
      form.autosaveRuns = false;
    }
  }
})();
