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
