// First run: nothing has been asked yet, so this shows what to ask.
import { html, useState } from "./html.js";
import { useStore } from "./store.js";
import { link } from "./calls.js";
import { endpoint } from "./endpoint.js";
import { snippets } from "./snippets.js";
import { CopyButton } from "./ui.js";

export function FirstRun() {
  const origin = useStore(endpoint);
  const { state } = useStore(link);
  const [at, setAt] = useState(0);
  const all = snippets(origin);
  const turn = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (at + step + all.length) % all.length;
    setAt(next);
    event.currentTarget.children[next].focus();
  };
  return html`<div class="first">
    <h1>Nothing has called yet</h1>
    <p class="lead">Send the first call. It takes no account, no credits of yours and no cookie; it appears here as soon as it has been answered.</p>
    <div class="panel snippet">
      <div class="panel-head">
        <div role="tablist" aria-label="Language" class="tabs" onKeyDown=${turn}>
          ${all.map((s, i) => html`<button role="tab" id=${`tab-${i}`} aria-selected=${i === at} aria-controls="snippet" tabindex=${i === at ? 0 : -1} onClick=${() => setAt(i)}>${s.name}</button>`)}
        </div>
        <${CopyButton} text=${all[at].text} label="Copy" small=${false} what=${`the call in ${all[at].name}`} />
      </div>
      <pre id="snippet" class="code" role="tabpanel" tabindex="0" aria-labelledby=${`tab-${at}`}><code>${all[at].text}</code></pre>
    </div>
    <p class="waiting" role="status"><span class="pulse" aria-hidden="true"></span>${state === "live" ? "Listening for the first call" : "Connecting"}</p>
    <ul class="next">
      <li><a href="#/scenarios">Break the service</a> with one of the shipped scenarios: rate limits, dead cookies, cut connections.</li>
      <li><a href="#/contract">Special values</a> get an expired cookie or an empty account without any set-up.</li>
      <li><a href="#/networks">Look into a network</a>: each cookie has one, the same every time.</li>
    </ul>
  </div>`;
}
