// A form with data-progress starts long work: its events are read as they come and drawn, then the page goes where the result says.
// Without script the browser waits for the answer, which is a redirection to the same place. A form with data-progress-now="ADDRESS" follows work
// that goes on already; what it sends itself is the wish to stop it. A form that only reads, or a link with data-progress, leads to a page that takes
// its time: the same address tells how far it has come, and then the page is opened.
(() => {
  "use strict";
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.progress === undefined || form.dataset.plain !== undefined || form.dataset.progressNow !== undefined) return;
    if (form.dataset.running !== undefined) { event.preventDefault(); return; }
    event.preventDefault();
    begin(form, event.submitter);
  });
  const begin = (form, submitter) => {
    form.dataset.running = "";
    run(form, submitter).finally(() => delete form.dataset.running);
  };
  for (const form of document.querySelectorAll("form[data-progress-now]")) begin(form);
  const hosts = new WeakMap();
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-progress]");
    // Whoever wants it in another window, or to keep it, gets what every link gives.
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const host = hosts.get(link) || Object.assign(document.createElement("div"), { className: "wide" });
    if (host.dataset.running !== undefined) return;
    hosts.set(link, host);
    Object.assign(host.dataset, link.dataset);
    (link.closest(".actions") || link).after(host);
    host.dataset.running = "";
    run(host, null, link.href).finally(() => delete host.dataset.running);
  });

  // What it reads, where it only reads: the address of the page.
  const read = (form, data) => form.getAttribute("method") === "get" && `${form.action.split("?")[0]}?${new URLSearchParams(data)}`;

  async function run(form, submitter, href) {
    const box = form.querySelector(".progress") || form.appendChild(Object.assign(document.createElement("div"), { className: "progress" }));
    box.setAttribute("role", "status");
    const bar = document.createElement("progress");
    const words = document.createElement("p");
    words.textContent = form.dataset.progress;
    const stop = Object.assign(document.createElement("button"), { type: "button", className: "quiet small", textContent: form.dataset.progressStop || "×" });
    const cancel = new AbortController();
    const [now, stopAt] = [form.dataset.progressNow, form.dataset.progressStopAt];
    stop.addEventListener("click", () => {
      if (!stopAt) return cancel.abort();
      stop.disabled = true;
      const wish = new URLSearchParams({ form_token: form.elements.form_token.value });
      fetch(stopAt, { method: "POST", body: wish, redirect: "manual" }).catch(() => cancel.abort());
    });
    box.replaceChildren(bar, words, ...(now === undefined ? [stop] : []));
    if (submitter) submitter.disabled = true;
    try {
      const since = performance.now();
      const multipart = form.enctype === "multipart/form-data";
      const data = href ? null : new FormData(form, submitter);
      const page = now === undefined && (href || read(form, data));
      const sends = now === undefined && !page;
      const answer = await fetch(now ?? (page || form.action), {
        method: sends ? "POST" : "GET", body: !sends ? undefined : multipart ? data : new URLSearchParams(data),
        signal: cancel.signal, headers: { Accept: "text/event-stream, text/html" },
      });
      if (!(answer.headers.get("Content-Type") || "").startsWith("text/event-stream")) {
        if (page) { location.assign(page); return; }
        // A refusal comes as a page, with what was typed.
        const refusal = new DOMParser().parseFromString(await answer.text(), "text/html");
        document.title = refusal.title;
        document.querySelector("main").replaceWith(refusal.querySelector("main"));
        document.querySelector("main [role=alert], main h1")?.focus?.();
        return;
      }
      for await (const { name, data } of events(answer.body)) {
        if (name === "result") { location.assign(data.location); return; }
        // The page itself says what is wrong.
        if (name === "problem" && page) { location.assign(page); return; }
        // The page says at which fields: it is asked for once more, as without script.
        if (name === "problem" && data.errors?.length && !multipart) { form.dataset.plain = ""; form.requestSubmit(submitter); return; }
        if (name === "problem") { words.textContent = [data.detail, ...(data.errors || []).map((one) => one.detail)].join(" "); words.className = "fault"; words.setAttribute("role", "alert"); bar.remove(); stop.remove(); return; }
        draw(form, bar, words, data, performance.now() - since);
      }
    } catch (error) {
      words.textContent = error.name === "AbortError" ? form.dataset.progressStopped || "" : form.dataset.progressLost || String(error);
      bar.remove();
      stop.remove();
    } finally {
      if (submitter) submitter.disabled = false;
    }
  }

  function draw(form, bar, words, step, lasted) {
    if (step.total) { bar.max = step.total; bar.value = step.done; } else { bar.removeAttribute("value"); }
    const language = document.documentElement.lang;
    const [phase, counted] = (JSON.parse(form.dataset.progressPhases || "{}")[step.phase] || step.phase).split("|");
    const [done, total] = [step.done, step.total].map((n) => n?.toLocaleString(language));
    const count = step.total && step.done ? (counted || "{done} / {total}").replace("{done}", done).replace("{total}", total) : step.done ? done : "";
    const seconds = lasted > 2000 ? `${Math.floor(lasted / 1000)} s` : "";
    words.textContent = [phase, count, seconds].filter(Boolean).join(" · ");
    form.dispatchEvent(new CustomEvent("vivier:progress", { detail: step, bubbles: true }));
  }

  async function* events(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      rest += value;
      for (let end; (end = rest.indexOf("\n\n")) >= 0; rest = rest.slice(end + 2)) {
        const lines = rest.slice(0, end).split("\n");
        const name = lines.find((line) => line.startsWith("event: "))?.slice(7);
        const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n");
        if (name) yield { name, data: JSON.parse(data) };
      }
    }
  }
})();
