// The pieces that the views are made of.
import { html, useEffect, useId, useRef, useState } from "./html.js";
import { createStore, useStore } from "./store.js";

// notice is what the page has last said of something that was done.
const notice = createStore(null);

let noticeTimer = 0;

export function say(text, kind = "good") {
  clearTimeout(noticeTimer);
  notice.set({ text, kind });
  noticeTimer = setTimeout(() => notice.set(null), kind === "bad" ? 12_000 : 5_000);
}

// attempt does what a button is for, and says how it went.
export async function attempt(does, done) {
  try {
    const result = await does();
    if (done) say(typeof done === "function" ? done(result) : done);
    return result;
  } catch (error) {
    say(error.message, "bad");
    return undefined;
  }
}

export function Notice() {
  const said = useStore(notice);
  return html`<div class="notices" role="status" aria-live="polite">
    ${said && html`<div class=${`notice ${said.kind}`}>
      <${Mark} kind=${said.kind} /><span>${said.text}</span>
      <button class="icon" aria-label="Dismiss" onClick=${() => notice.set(null)}>×</button>
    </div>`}
  </div>`;
}

const marks = { good: "✓", warn: "!", bad: "✕", quiet: "·", info: "i" };

export const Mark = ({ kind }) => html`<span class=${`mark ${kind}`} aria-hidden="true">${marks[kind]}</span>`;

export const Badge = ({ kind = "quiet", children, title }) => html`<span class=${`badge ${kind}`} title=${title}>${children}</span>`;

// Print is a fingerprint: the page never has the secret itself.
export function Print({ of, none = "—" }) {
  if (!of) return html`<span class="muted">${none}</span>`;
  const [kind, digits] = of.split(":");
  return html`<span class="print" title=${of}><span class="print-kind">${kind}:</span>${digits}</span>`;
}

export function CopyButton({ text, label = "Copy", small = true, what }) {
  const [copied, setCopied] = useState(false);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    await copyText(typeof text === "function" ? text() : text);
    setCopied(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(false), 1600);
  };
  return html`<button type="button" class=${small ? "small copy" : "copy"} aria-label=${what ? `${label} ${what}` : null} onClick=${copy}>
    ${copied ? "Copied ✓" : label}
  </button>`;
}

// copyText works without the clipboard's own interface too, which plain HTTP on another host does not have.
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return;
  } catch {
    // Not allowed here: the old way.
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "off-screen";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

export function Problem({ error, again }) {
  if (!error) return null;
  return html`<div class="problem" role="alert"><${Mark} kind="bad" /><span>${error.message}</span>
    ${again && html`<button class="small" onClick=${again}>Try again</button>`}</div>`;
}

export const Empty = ({ title, children }) => html`<div class="empty"><p class="empty-title">${title}</p><div class="muted">${children}</div></div>`;

export const Panel = ({ title, tools, children, id, wide, label }) => {
  const own = useId();
  const head = id ?? `panel-${own}`;
  return html`<section class=${wide ? "panel wide" : "panel"} aria-labelledby=${title ? head : null} aria-label=${label}>
    ${title && html`<header class="panel-head"><h2 id=${head}>${title}</h2>${tools && html`<div class="tools">${tools}</div>`}</header>`}
    ${children}
  </section>`;
};

export const Fact = ({ name, children }) => html`<div class="fact"><dt>${name}</dt><dd>${children}</dd></div>`;

export function Field({ label, children, hint, id }) {
  return html`<div class="field"><label for=${id}>${label}</label>${children}${hint && html`<span class="hint">${hint}</span>`}</div>`;
}

// Dialog is modal, closed by Escape, and gives the focus back.
export function Dialog({ title, onClose, children }) {
  const dialog = useRef(null);
  const head = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    return () => before?.focus?.();
  }, []);
  return html`<dialog ref=${dialog} aria-labelledby=${head} onClose=${onClose} onCancel=${onClose}>
    <header class="panel-head"><h2 id=${head}>${title}</h2><button class="icon" aria-label="Close" onClick=${onClose}>×</button></header>
    ${children}
  </dialog>`;
}

// Scroll is a region that scrolls, and so takes the focus.
export const Scroll = ({ label, children, class: name = "" }) =>
  html`<div class=${`scroll ${name}`} tabindex="0" role="region" aria-label=${label}>${children}</div>`;

// Table has a head of [text, class of its column], and rows of cells, the first of which names the row.
export const Table = ({ label, head, rows }) => html`<${Scroll} label=${label}><table class="rows">
  <thead><tr>${head.map(([text, name]) => html`<th scope="col" class=${name}>${text}</th>`)}</tr></thead>
  <tbody>${rows.map((cells) => html`<tr>${cells.map((cell, i) =>
    i === 0 ? html`<th scope="row">${cell}</th>` : html`<td class=${head[i][1]}>${cell}</td>`)}</tr>`)}</tbody>
</table><//>`;
