// Findings and spend: the report, live.
import { html } from "./html.js";
import { ask, useAnswer } from "./api.js";
import { calls } from "./calls.js";
import { useStore } from "./store.js";
import { attempt, Badge, Empty, Fact, Panel, Print, Problem, Table } from "./ui.js";
import { number, percent, plural, words } from "./format.js";
import { useSlow } from "./slow.js";

export function Findings() {
  const version = useSlow(useStore(calls).total);
  const { data: report, error, reload } = useAnswer("report", [version]);
  const begin = () => attempt(async () => (await ask("DELETE", "report"), reload()), "The report begins anew.");
  return html`<div class="title-row"><h1>Findings and spend</h1><button class="small" onClick=${begin}>Begin anew</button></div>
    <${Problem} error=${error} again=${reload} />
    ${report && html`<${Spend} report=${report} /><${List} findings=${report.findings} calls=${report.calls} />
      <div class="columns thirds">
        <${Sums} title="By key" rows=${report.keys.map((k) => [html`<${Print} of=${k.key} none="no key" />`, k])} />
        <${Sums} title="By scenario" rows=${report.scenarios.map((s) => [s.name, s])} none="No scenario has spoken." />
        <${Sums} title="By route" rows=${report.routes.map((r) => [r.name || "no route", r])} />
      </div>
      <${Forgotten} report=${report} />`}`;
}

function Forgotten({ report: { complete, forgotten } }) {
  if (complete) return null;
  const of = `${plural(forgotten.calls, "call")}, ${plural(forgotten.credits, "credit")}`;
  return html`<p class="muted">${plural(forgotten.keys, "key")} forgotten for want of room: ${of}.</p>`;
}

function Spend({ report }) {
  return html`<${Panel} label="Spend">
    <dl class="facts big">
      <${Fact} name="Credits">${number(report.credits)}<//>
      <${Fact} name="On the real service"><span title=${report.assumption}>${number(report.real_credits)}</span><//>
      <${Fact} name="Wasted">${number(report.credits_wasted)} <small class="muted">${percent(report.credits_wasted, report.credits)}</small><//>
      <${Fact} name="Calls">${number(report.calls)}<//>
    </dl>
    <${Budget} budget=${report.budget} />
  <//>`;
}

function Budget({ budget }) {
  if (!budget) return html`<p class="muted pad">No budget is set: <code>--budget N</code> makes a run fail that spends more.</p>`;
  const { credits, spent, kept } = budget;
  const near = kept && spent >= 0.8 * credits && spent > 0;
  const kind = !kept ? "bad" : near ? "warn" : "good";
  return html`<div class="budget">
    <div class="budget-words"><span>Budget: <b>${number(spent)}</b> of ${number(credits)} credits (${percent(spent, credits)})</span>
      <${Badge} kind=${kind}>${!kept ? "✕ overspent" : near ? "! nearly spent" : "✓ kept"}<//></div>
    <progress class=${kind} max=${Math.max(1, credits)} value=${Math.min(spent, Math.max(1, credits))} aria-label="Spent of the budget"></progress>
  </div>`;
}

function List({ findings, calls }) {
  return html`<${Panel} title="Findings" tools=${html`<span class="muted">${plural(findings.length, "finding")}</span>`}>
    ${findings.length === 0 && calls === 0 && html`<${Empty} title="Nothing to judge yet">Findings are about the calls of a client.<//>`}
    ${findings.length === 0 && calls > 0 && html`<${Empty} title="No findings">The client is as it should be.<//>`}
    <ul class="findings">${findings.map((f) => html`<li key=${f.name + f.key}>
      <div class="finding-head"><h3>${words(f.name)}</h3><${Print} of=${f.key} none="no key" />
        <span class="finding-cost"><${Cost} of=${f} /></span></div>
      <p>${f.says}</p><p class="mend"><b>Mend:</b> ${f.mend}</p>
      <details><summary>${plural(f.requests.length, "request that shows it", "requests that show it")}</summary><p class="ids">${f.requests.map((r) => html`<code>${r}</code> `)}</p></details>
    </li>`)}</ul>
  <//>`;
}

function Cost({ of }) {
  return html`${plural(of.calls, "call")}${of.calls_wasted > 0 && html`, <b>${number(of.calls_wasted)} wasted</b>`}
    ${of.credits_wasted > 0 && html`, <${Badge} kind="warn">${plural(of.credits_wasted, "credit")} wasted<//>`}`;
}

function Sums({ title, rows, none = "No call yet." }) {
  const what = title.slice(3, 4).toUpperCase() + title.slice(4); // "By key" is a table of keys
  return html`<${Panel} title=${title}>
    ${rows.length === 0 && html`<p class="muted pad">${none}</p>`}
    ${rows.length > 0 && html`<${Table} label=${title} head=${[[what], ["Calls", "n"], ["Credits", "n"], ["Real", "n"]]}
      rows=${rows.slice(0, 200).map(([name, s]) => [name, number(s.calls), number(s.credits), number(s.real_credits)])} />`}
  <//>`;
}
