// While a run goes on, what was found and what is proven are drawn as they come near each other: numbers first, lines once there is a course.
(() => {
  "use strict";
  const seen = new WeakMap();
  document.addEventListener("vivier:progress", ({ target, detail }) => {
    const figure = target.querySelector("[data-course]");
    const found = detail.found > 0 ? detail.found : null, bound = detail.bound ?? null;
    if (!figure || (found == null && bound == null)) return;
    const points = seen.get(figure) || [];
    seen.set(figure, points);
    points.push({ at: performance.now(), found, bound });
    figure.hidden = false;
    const language = document.documentElement.lang;
    const show = (name, text) => { const place = figure.querySelector(`[data-number=${name}]`); if (place) place.textContent = text; };
    if (found != null) show("found", found.toLocaleString(language));
    if (bound != null) show("bound", bound.toLocaleString(language));
    if (found != null && bound > 0) show("share", (Math.floor((10_000 * found) / bound) / 10_000).toLocaleString(language, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 2 }));
    const tell = (value) => (value == null ? "–" : value.toLocaleString(language));
    const after = ((points.at(-1).at - points[0].at) / 1000).toLocaleString(language, { style: "unit", unit: "second", minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const words = figure.querySelector("[data-words]");
    words.textContent = words.dataset.words.replace("{after}", after).replace("{found}", tell(found)).replace("{bound}", tell(bound));
    const body = figure.querySelector("[data-rows]"), above = body.lastElementChild;
    // What comes many times a second is a row where it says something new.
    if (!above || above.dataset.found !== String(found) || above.dataset.bound !== String(bound)) {
      const row = body.insertRow();
      Object.assign(row.dataset, { found: String(found), bound: String(bound) });
      row.append(...[after, tell(found), tell(bound)].map((text, index) => {
        const cell = document.createElement(index ? "td" : "th");
        if (!index) cell.scope = "row";
        cell.textContent = text;
        return cell;
      }));
    }
    const values = points.flatMap((p) => [p.found, p.bound]).filter((v) => v != null);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const [first, last] = [points[0].at, points.at(-1).at];
    if (last - first < 500 || !points.some((p) => p.found != null) || high === low) return;
    figure.querySelector("svg").removeAttribute("hidden");
    const x = (at) => 8 + (624 * (at - first)) / (last - first);
    const y = (v) => 150 - (135 * (v - low)) / (high - low);
    for (const name of ["found", "bound"])
      figure.querySelector(`[data-line=${name}]`).setAttribute("points", points.filter((p) => p[name] != null).map((p) => `${x(p.at).toFixed(1)},${y(p[name]).toFixed(1)}`).join(" "));
  });
})();
