// Scenarios: what is active and where each cookie stands in it, what is shipped, and an editor.
import { html, useEffect, useRef, useState } from "./html.js";
import { ask, useAnswer } from "./api.js";
import { calls } from "./calls.js";
import { createStore, useStore } from "./store.js";
import { attempt, Badge, Empty, Panel, Print, Problem, Table } from "./ui.js";
import { number, plural } from "./format.js";
import { showCalls } from "./live.js";
import { stepWords } from "./step.js";
import { Editor } from "./editor.js";
import { useSlow } from "./slow.js";

const target = createStore({ one: false }); // whom an activation is for: all keys, or one

export const nameOf = encodeURIComponent;

// routeOf is where a scenario is put and deleted: for all, or for the key.
export const routeOf = (name, key) => (key ? `accounts/${nameOf(key)}/scenario` : `scenarios/${nameOf(name)}`);

const shippedRoute = (name, key) => (key ? `${routeOf(name, key)}?name=${nameOf(name)}` : routeOf(name));

export function Scenarios({ rest }) {
  const version = useSlow(useStore(calls).total);
  const { data, error, reload } = useAnswer("scenarios", [version]);
  const [edited, edit] = useState(null); // {name, key} that the editor is asked to show
  const key = useRef(null);
  const whom = () => {
    const typed = key.current?.value.trim() ?? "";
    if (target.get().one && typed === "") throw new Error("One key: got nothing, want an x-api-key or its fingerprint.");
    return target.get().one ? typed : "";
  };
  const act = (does, done) => attempt(async () => (await does(), reload()), done);
  const activate = (name) => act(() => ask("PUT", shippedRoute(name, whom())), `${name} is active.`);
  useEffect(() => {
    if (rest[0]) edit({ name: rest[0] });
  }, [rest[0]]);
  return html`<h1>Scenarios</h1>
    <${Problem} error=${error} again=${reload} />
    <div class="columns halves">
      <div class="stack">
        <${Target} field=${key} />
        ${data && html`<${ActiveOnes} data=${data} act=${act} edit=${edit} />`}
        ${data && html`<${Shipped} data=${data} activate=${activate} edit=${edit} />`}
      </div>
      <${Editor} show=${edited} whom=${whom} done=${reload} />
    </div>`;
}

function Target({ field }) {
  const { one } = useStore(target);
  return html`<fieldset class="panel target"><legend>Activate for</legend>
    <label class="check"><input type="radio" name="target" checked=${!one} onChange=${() => target.set({ one: false })} /> all keys</label>
    <label class="check"><input type="radio" name="target" checked=${one} onChange=${() => target.set({ one: true })} /> one key</label>
    <label class="grow"><span class="off-screen">The key</span>
      <input id="target-key" ref=${field} disabled=${!one} placeholder="x-api-key" title="The x-api-key, or its fingerprint, such as key:7f3a9c"
        autocomplete="off" spellcheck=${false} /></label>
  </fieldset>`;
}

function ActiveOnes({ data, act, edit }) {
  const asked = [...data.active].reverse(); // the last one activated is asked first
  return html`<${Panel} title="Active" tools=${html`<span class="muted">${asked.length > 1 ? "the first is asked first" : ""}</span>`}>
    ${asked.length === 0 && html`<${Empty} title="None">Every request gets its ordinary answer. Activate one below.<//>`}
    <ul class="cards">${asked.map((a) => html`<${Active} key=${a.scenario.name + (a.fingerprint ?? "")} a=${a} act=${act} edit=${edit} />`)}</ul>
    ${(data.special ?? []).length > 0 && html`<h3 class="sub">Spoken to by special values</h3>
      <ul class="cards">${data.special.map((a) => html`<${Active} key=${a.scenario.name} a=${a} special act=${act} edit=${edit} />`)}</ul>`}
  <//>`;
}

function Active({ a, special, act, edit }) {
  const s = a.scenario, key = a.fingerprint;
  const stop = () => act(() => ask("DELETE", routeOf(s.name, key)), `${s.name} is stopped.`);
  const reset = () => act(() => ask("POST", "reset", { body: key ? { scenario: s.name, key } : { scenario: s.name } }), `${s.name} begins anew.`);
  return html`<li class="card scenario">
    <div class="card-head"><h3>${s.name}</h3>
      ${key ? html`<${Print} of=${key} />` : html`<${Badge}>${special ? "special value" : "all keys"}<//>`}
      ${a.configured && html`<${Badge} kind="info" title="The configuration activated it: --scenario or --scenario-dir">loaded<//>`}
      <span class="muted">${plural(a.requests, "request")}</span>
      <div class="tools"><button class="small" onClick=${() => showCalls({ scenario: s.name })}>Calls</button>
        <button class="small" onClick=${() => edit({ name: s.name, key })}>Edit</button>
        <button class="small" onClick=${reset} aria-label=${`Reset ${s.name}`} title="Its counts begin anew; it stays active">Reset</button>
        ${!special && html`<button class="small danger" onClick=${stop} aria-label=${`Stop ${s.name}`}>Stop</button>`}</div></div>
    ${s.description && html`<p class="muted">${s.description}</p>`}
    <${Steps} a=${a} />
    <${Cursors} a=${a} />
  </li>`;
}

function Steps({ a }) {
  const here = (i) => (a.cursors ?? []).filter((c) => c.step === i + 1).length;
  return html`<ol class="steps">${a.scenario.steps.slice(0, 50).map((step, i) => {
    const { what, span } = stepWords(step);
    return html`<li class=${here(i) > 0 ? "here" : ""}><code>${what}</code> <span class="muted">${span}</span>
      <span class="step-counts">${here(i) > 0 && html`<${Badge} kind="info">${plural(here(i), "count")} here<//>`} <span class="muted">${number(a.applied?.[i] ?? 0)}×</span></span></li>`;
  })}</ol>
  ${a.scenario.steps.length > 50 && html`<p class="muted pad">and ${number(a.scenario.steps.length - 50)} more steps</p>`}
  <p class="muted after">${a.scenario.loop ? "then the first step again" : "then ordinary answers"}</p>`;
}

function Cursors({ a }) {
  const all = a.cursors ?? [], steps = a.scenario.steps.length;
  if (all.length === 0) return null;
  return html`<details open=${all.length <= 8}><summary>Where ${plural(a.cursors_total ?? all.length, "count stands", "counts stand")}</summary>
    <${Table} label=${`Where each count of ${a.scenario.name} stands`} head=${[["Cookie"], ["Key"], ["Stands at"], ["Requests", "n"]]} rows=${all.map((c) => [
      html`<${Print} of=${c.cookie} none="every cookie" />`, html`<${Print} of=${c.key} none="every key" />`,
      c.step === 0 ? html`<span class="muted">past the last step</span>` : `step ${c.step} of ${steps}`, number(c.requests),
    ])} />
    ${(a.cursors_total ?? 0) > all.length && html`<p class="muted pad">the ${all.length} used last, of ${number(a.cursors_total)}</p>`}
  </details>`;
}

function Shipped({ data, activate, edit }) {
  const active = new Set(data.active.filter((a) => !a.fingerprint).map((a) => a.scenario.name));
  return html`<${Panel} title="Shipped" tools=${html`<span class="muted">${plural(data.shipped.length, "scenario")}</span>`}>
    <ul class="shipped">${data.shipped.map((s) => html`<li key=${s.name}>
      <div class="shipped-words"><h3>${s.name} ${active.has(s.name) && html`<${Badge} kind="good">✓ active<//>`}</h3><p class="muted">${s.description}</p></div>
      <div class="tools"><button class="small" aria-label=${`Open ${s.name} in the editor`} onClick=${() => edit({ name: s.name })}>Open</button>
        <button class="small primary" aria-label=${`Activate ${s.name}`} onClick=${() => activate(s.name)}>Activate</button></div>
    </li>`)}</ul>
  <//>`;
}
