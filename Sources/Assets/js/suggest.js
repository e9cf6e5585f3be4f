// A text field with data-suggest="ADDRESS" offers what that address finds for its words: a combobox with a list (ARIA authoring practices).
// Without script the server resolves what was typed.
(() => {
  "use strict";
  const pause = 120;
  let count = 0;

  document.addEventListener("focusin", (event) => {
    const field = event.target;
    if (field.dataset?.suggest && !field.suggestions) begin(field);
  });

  function begin(field) {
    const list = Object.assign(document.createElement("ul"), { id: `suggestions-${(count += 1)}`, hidden: true });
    list.setAttribute("role", "listbox");
    // The words for none, for one and for more; the last hold for all that have none of their own.
    const counted = (field.dataset.suggestCount || "{n}").split("|");
    list.setAttribute("aria-label", [field.labels?.[0]?.textContent || field.name, counted.at(-1).replace("{n}", "").trim()].filter(Boolean).join(" – "));
    const told = Object.assign(document.createElement("span"), { className: "visually-hidden" });
    told.setAttribute("role", "status");
    field.after(list, told);
    field.parentElement.classList.add("suggests");
    field.suggestions = list;
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) field.setAttribute(name, value);
    let timer, cancel, current = -1;

    const close = () => { clearTimeout(timer); cancel?.abort(); list.hidden = true; current = -1; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
    const choose = (option) => {
      field.value = option.dataset.label;
      close();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      close();
    };
    const mark = (index) => {
      const options = [...list.children];
      if (!options.length) return;
      current = (index + options.length) % options.length;
      options.forEach((option, place) => option.setAttribute("aria-selected", String(place === current)));
      field.setAttribute("aria-activedescendant", options[current].id);
      options[current].scrollIntoView({ block: "nearest" });
    };

    field.addEventListener("input", (event) => {
      clearTimeout(timer);
      cancel?.abort();
      if (!event.isTrusted) return;
      const words = field.value.trim();
      if (words.length < 2) return close();
      timer = setTimeout(async () => {
        cancel = new AbortController();
        const address = new URL(field.dataset.suggest, location.href);
        address.searchParams.set("q", words);
        try {
          const found = await (await fetch(address, { signal: cancel.signal, headers: { Accept: "application/json" } })).json();
          list.replaceChildren(...found.map(({ label, note }, place) => {
            const option = Object.assign(document.createElement("li"), { id: `${list.id}-${place}`, textContent: label });
            option.setAttribute("role", "option");
            option.setAttribute("aria-selected", "false");
            option.dataset.label = label;
            if (note) option.append(Object.assign(document.createElement("small"), { textContent: note }));
            option.addEventListener("mousedown", (press) => { press.preventDefault(); choose(option); });
            return option;
          }));
          list.hidden = !found.length;
          current = -1;
          field.removeAttribute("aria-activedescendant");
          field.setAttribute("aria-expanded", String(found.length > 0));
          told.textContent = counted[Math.min(found.length, counted.length - 1)].replace("{n}", found.length);
        } catch (error) {
          if (error.name !== "AbortError") close();
        }
      }, pause);
    });
    field.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") mark(current + 1);
      else if (event.key === "ArrowUp") mark(current - 1);
      else if (event.key === "Enter" && list.children.length) choose(list.children[Math.max(0, current)]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
    field.addEventListener("blur", close);
  }
})();
