// While a run goes on, what was found and what is proven are drawn as they come near each other.
(() => {
  "use strict";
  const seen = new WeakMap();
  document.addEventListener("vivier:progress", ({ target, detail }) => {
    const figure = target.querySelector("[data-course]");
    if (!figure || (detail.found == null && detail.bound == null)) return;
    const points = seen.get(figure) || [];
    seen.set(figure, points);
    points.push({ at: performance.now(), found: detail.found, bound: detail.bound });
    figure.hidden = false;
    for (const name of ["found", "bound"]) if (detail[name] != null) figure.querySelector(`[data-number=${name}]`).textContent = detail[name].toLocaleString();
    if (detail.found != null && detail.bound != null) figure.querySelector("[data-number=gap]").textContent = (detail.bound - detail.found).toLocaleString();
    const values = points.flatMap((p) => [p.found, p.bound]).filter((v) => v != null);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const [first, last] = [points[0].at, points.at(-1).at];
    const x = (at) => 8 + (last > first ? (624 * (at - first)) / (last - first) : 312);
    const y = (v) => 150 - (high > low ? (135 * (v - low)) / (high - low) : 67);
    for (const name of ["found", "bound"])
      figure.querySelector(`[data-line=${name}]`).setAttribute("points", points.filter((p) => p[name] != null).map((p) => `${x(p.at).toFixed(1)},${y(p[name]).toFixed(1)}`).join(" "));
  });
})();
