// The palette, set before anything is drawn: what was chosen in this browser, else what the system prefers. It is a script
// of its own and no module, as a module would wait until the page stands.
"use strict";
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("linkup-emulator-theme");
  } catch {
    // Storage may be closed to the page; the system's preference serves.
  }
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
