// A form with data-refresh="ID" is sent by itself as its fields change, and only the element of that id is taken from the answer.
// With data-refresh-now it is sent once as the page opens. Without script the form has a button, and the answer is the same page.
(() => {
  "use strict";
  const pause = 250;
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form || !form.dataset.refresh) return;
    clearTimeout(form.refreshTimer);
    form.refreshTimer = setTimeout(() => refresh(form), pause);
  });

  // What takes the server a while to say is asked for once the page is there.
  for (const form of document.querySelectorAll("form[data-refresh-now]")) refresh(form);

  async function refresh(form) {
    const target = document.getElementById(form.dataset.refresh);
    if (!target) return;
    form.refreshCancel?.abort();
    const cancel = (form.refreshCancel = new AbortController());
    const fields = new URLSearchParams(new FormData(form));
    const address = new URL(form.dataset.refreshAction || form.getAttribute("action") || location.href, location.href);
    const sends = (form.dataset.refreshMethod || form.method).toLowerCase() === "post";
    if (!sends) address.search = fields;
    target.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, {
        method: sends ? "POST" : "GET", body: sends ? fields : undefined, signal: cancel.signal, headers: { Accept: "text/html" },
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(form.dataset.refresh);
      if (fresh) target.replaceWith(fresh);
      if (!sends && form.dataset.refreshAddress !== undefined) history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") target.removeAttribute("aria-busy");
    }
  }
})();
