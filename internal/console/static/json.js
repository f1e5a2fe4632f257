// A JSON value, printed with colours: each piece is a text node, so nothing in it is ever taken for markup.
import { html, useMemo } from "./html.js";

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

export function pieces(text) {
  const all = [];
  let at = 0;
  for (const m of text.matchAll(token)) {
    if (m.index > at) all.push(["", text.slice(at, m.index)]);
    if (m[1] && m[2]) all.push(["j-key", m[1]], ["", m[2]]);
    else all.push([m[1] ? "j-string" : m[3] ? "j-word" : "j-number", m[0]]);
    at = m.index + m[0].length;
  }
  if (at < text.length) all.push(["", text.slice(at)]);
  return all;
}

export function JSONText({ value, label }) {
  const parts = useMemo(() => pieces(JSON.stringify(value, null, 2)), [value]);
  return html`<pre class="code" tabindex="0" role="region" aria-label=${label}><code>${parts.map(([kind, text]) => (kind ? html`<span class=${kind}>${text}</span>` : text))}</code></pre>`;
}
