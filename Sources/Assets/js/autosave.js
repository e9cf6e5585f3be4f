// A form with data-autosave keeps itself as a draft while it is typed: it is sent as by its button "save", and from then on is the form of
// that draft. Without script the button does the same.
(() => {
  "use strict";
  const pause = 1500;
  const keeps = (form) => form?.dataset?.autosave !== undefined;
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!keeps(form)) return;
    form.autosaveUnsaved = true;
    clearTimeout(form.autosaveTimer);
    form.autosaveTimer = setTimeout(() => save(form), pause);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!keeps(form)) return;
    clearTimeout(form.autosaveTimer);
    if (form.autosaveRuns) {
      // What is under way may make the draft that this one shall replace: it is waited for.
      event.preventDefault();
      form.autosaveRuns.then(() => form.requestSubmit(event.submitter));
      return;
    }
    form.autosaveUnsaved = false;
  });
  addEventListener("beforeunload", (event) => {
    if ([...document.querySelectorAll("form[data-autosave]")].some((form) => form.autosaveUnsaved)) event.preventDefault();
  });

  function save(form) {
    // One at a time: the second would replace a version that it has not seen.
    if (form.autosaveRuns) { form.autosaveTimer = setTimeout(() => save(form), pause); return; }
    form.autosaveRuns = send(form).finally(() => { form.autosaveRuns = null; });
  }

  function tell(words, link) {
    const status = document.getElementById("saved");
    status.textContent = words;
    if (link) status.append(" ", Object.assign(document.createElement("a"), { href: "/sign-in", target: "_blank", rel: "noopener", textContent: link }));
  }

  async function send(form) {
    const words = form.dataset;
    try {
      const fields = new URLSearchParams(new FormData(form));
      fields.set("then", "save");
      form.autosaveUnsaved = false;
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body: fields, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(form.id);
      if (answer.ok && fresh) {
        form.setAttribute("action", fresh.getAttribute("action"));
        form.elements.version.value = fresh.elements.version.value;
        history.replaceState(null, "", fresh.getAttribute("action"));
        // With the server's time, as all others.
        tell(fresh.dataset.autosaveSaved);
        return;
      }
      form.autosaveUnsaved = true;
      if (answer.status === 412) return tell(words.autosaveLost);
      if (!fresh) return answer.status === 403 || answer.redirected ? tell(words.autosaveOver, words.autosaveDoor) : tell(words.autosaveFailed);
      const names = [...fresh.querySelectorAll("[aria-invalid]")].map((field) => field.labels[0]?.textContent).filter(Boolean);
      tell(words.autosaveRefused.replace("{fields}", names.join(", ")));
    } catch {
      form.autosaveUnsaved = true;
      tell(words.autosaveFailed);
    }
  }
})();
