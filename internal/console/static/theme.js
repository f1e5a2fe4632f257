// The palette, set before anything is drawn: what was chosen in this browser, else what the system prefers, also once that
// changes. It is a script of its own and no module, as a module would wait until the page stands. The event turn-palette
// turns it; the event palette says that it was turned.
"use strict";
(() => {
  const name = "linkup-emulator-theme";
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;

  function show() {
    document.documentElement.dataset.theme = chosen ?? (systemDark.matches ? "dark" : "light");
    dispatchEvent(new Event("palette"));
  }

  try {
    const kept = localStorage.getItem(name);
    if (kept === "light" || kept === "dark") chosen = kept;
  } catch {
    // Storage may be closed to the page; the system's preference serves.
  }
  show();
  systemDark.addEventListener("change", show);
  addEventListener("turn-palette", () => {
    chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(name, chosen);
    } catch {
      // It lasts as long as the page.
    }
    show();
  });
})();
