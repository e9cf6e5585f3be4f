// A form that was refused begins at the first field that wants another look, even where it is folded away; a card that was moved keeps
// the focus. Without script the fault stands at the top of the page, with links.
(() => {
  "use strict";
  const moved = location.hash.startsWith("#prospect-") && document.getElementById(location.hash.slice(1))?.querySelector("a");
  const field = document.querySelector("main [role=alert]") && document.querySelector("main [aria-invalid=true]");
  field?.closest("details:not([open])")?.setAttribute("open", "");
  (field || moved)?.focus?.();
})();
