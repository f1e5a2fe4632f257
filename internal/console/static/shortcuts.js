// Keys that do something wherever the focus is, but where text is typed. They can be turned off.
import { html } from "./html.js";
import { remembered, useStore } from "./store.js";
import { Dialog } from "./ui.js";

const shortcutsOn = remembered("linkup-emulator-shortcuts", true);

const actions = new Map(); // key -> action

// onKey makes f what a key does, until what it returns is called.
export function onKey(key, f) {
  actions.set(key, f);
  return () => actions.get(key) === f && actions.delete(key);
}

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key !== "Escape" && (typing(event.target) || !shortcutsOn.get())) return;
  const action = actions.get(event.key);
  if (action && action(event) !== false) event.preventDefault();
});

const list = [
  ["1 … 7", "go to a view"],
  ["/", "filter the calls"],
  ["p", "pause and go on"],
  ["↑ ↓ Home End", "choose a call, with the focus on the list"],
  ["Enter", "open the call"],
  ["Esc", "close what is open"],
  ["t", "light or dark"],
  ["?", "this list"],
];

export function Shortcuts({ onClose }) {
  const on = useStore(shortcutsOn);
  return html`<${Dialog} title="Shortcuts" onClose=${onClose}>
    <dl class="keys">${list.map(([key, does]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}</dl>
    <label class="check"><input type="checkbox" checked=${on} onChange=${(e) => shortcutsOn.set(e.target.checked)} /> Single keys do something</label>
  <//>`;
}
