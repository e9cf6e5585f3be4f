// Proposes what a field may mean while somebody types: <input data-suggest="/desk/skills">, whose address answers ["label", …] to ?q=.
// A list that the arrow keys walk, Enter or a touch takes from, Escape closes (ARIA, combobox with a list).
(() => {
  let made = 0;
  document.querySelectorAll("input[data-suggest]").forEach((input) => {
    const place = document.createElement("div");
    place.className = "suggest";
    input.replaceWith(place);
    place.append(input);
    const list = document.createElement("ul");
    list.id = `suggest-${(made += 1)}`;
    list.setAttribute("role", "listbox");
    list.hidden = true;
    const label = document.querySelector(`label[for="${CSS.escape(input.id)}"]`);
    list.setAttribute("aria-label", label ? label.textContent : "");
    place.append(list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
      input.setAttribute(name, value);
    }
    let chosen = -1;
    let asked = 0;
    let wait = 0;
    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const take = (item) => {
      input.value = item.textContent;
      close();
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const point = (index) => {
      const items = [...list.children];
      chosen = (index + items.length) % items.length;
      items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
      input.setAttribute("aria-activedescendant", items[chosen].id);
      items[chosen].scrollIntoView({ block: "nearest" });
    };
    const ask = async () => {
      const text = input.value.trim();
      const number = (asked += 1);
      if (text.length < 2) return close();
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`).catch(() => null);
      if (!answer || !answer.ok || number !== asked || document.activeElement !== input) return;
      const labels = await answer.json();
      if (number !== asked) return;
      list.replaceChildren(...labels.map((text, index) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.textContent = text;
        item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(item); });
        return item;
      }));
      chosen = -1;
      list.hidden = labels.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
    };
    input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 120); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") point(chosen + 1);
      else if (event.key === "ArrowUp") point(chosen < 0 ? -1 : chosen - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
      else return;
      event.preventDefault();
    });
  });
})();
