// Contract: every rule with its evidence, from the tables that the emulator runs on.
import { html, useState } from "./html.js";
import { useAnswer } from "./api.js";
import { Badge, CopyButton, Panel, Problem, Scroll } from "./ui.js";
import { words } from "./format.js";

export function Contract() {
  const { data, error, reload } = useAnswer("contract");
  const [find, setFind] = useState("");
  return html`<div class="title-row"><h1>Contract</h1>
      <label class="filter"><span class="off-screen">Find in the contract</span><input type="search" placeholder="find a rule" value=${find} onInput=${(e) => setFind(e.target.value)} /></label></div>
    <${Problem} error=${error} again=${reload} />
    ${data && html`<${Tables} all=${data} find=${find.trim().toLowerCase()} />`}`;
}

function Tables({ all, find }) {
  const meets = (row) => find === "" || JSON.stringify(row).toLowerCase().includes(find);
  const tables = [special, rules, settings, errors, ...routes(all), checks, sources]
    .map((table) => table(all, meets))
    .filter((t) => t.rows.length > 0 || (find === "" && t.note));
  if (tables.length === 0) return html`<p class="muted">Nothing in the contract has “${find}”.</p>`;
  return html`<div class="stack">${tables.map((t) => html`<${Panel} key=${t.title} title=${t.title} tools=${t.note && html`<span class="muted">${t.note}</span>`}>
    ${t.rows.length > 0 && html`<${Scroll} label=${t.title}><${Words} table=${t} /><//>`}
  <//>`)}</div>`;
}

// Words is a table that small pages show as a list; its roles say what it is all the same.
const Words = ({ table }) => html`<table class="rows words" role="table">
  <thead role="rowgroup"><tr role="row">${table.head.map((h) => (h
    ? html`<th scope="col" role="columnheader">${h}</th>`
    : html`<td role="cell"></td>`))}</tr></thead>
  <tbody role="rowgroup">${table.rows.map((cells) => html`<tr role="row">${cells.map((c, i) => (i === 0
    ? html`<th scope="row" role="rowheader">${c}</th>`
    : html`<td role="cell">${c}</td>`))}</tr>`)}</tbody>
</table>`;

// from are evidence ids, each with what it stands for.
function from(all, ids) {
  const says = (id) => all.sources.find((s) => s.id === id)?.says;
  return html`<span class="evidence">${ids.map((id) => html`<abbr title=${says(id)}>${id}</abbr> `)}</span>`;
}

const special = (all, meets) => ({
  title: "Special values", head: ["Given as", "Value", "Effect", ""],
  rows: all.special_values.filter(meets).map((v) => [
    html`<code>${v.field}</code>`, html`<code>${v.pattern}</code>`, v.effect, html`<${CopyButton} text=${v.example} what=${v.example} />`,
  ]),
});

function rules(all, meets) {
  const value = (name) => all.settings.find((s) => s.name === name)?.value;
  return {
    title: "Rules", head: ["Rule", "What it says", "Evidence", "Setting"],
    rows: all.rules.filter(meets).map((r) => [
      words(r.id), r.rule, from(all, r.evidence),
      r.setting ? html`<code>${r.setting}</code>: <b>${value(r.setting)}</b>` : html`<span class="muted">none</span>`,
    ]),
  };
}

const settings = (all, meets) => ({
  title: "Settings", head: ["Setting", "In force", "Decides", "Why the default", "Evidence"],
  rows: all.settings.filter(meets).map((s) => [
    html`<code>${s.name}</code>`, html`<${InForce} s=${s} />`, s.decides, s.why, from(all, s.evidence),
  ]),
});

const InForce = ({ s }) => (s.value === s.default
  ? html`<b>${s.value}</b> <span class="muted">default, of ${s.values.join(", ")}</span>`
  : html`<b>${s.value}</b> <${Badge} kind="warn">default ${s.default}<//>`);

const errors = (all, meets) => ({
  title: "Errors", head: ["Kind", "Status", "Message", "Evidence"],
  rows: all.errors.filter(meets).map((e) => [words(e.kind), html`<b>${e.status}</b>`, html`<code>${e.message}</code>`, from(all, e.evidence)]),
});

const routes = (all) => all.routes.map((r) => (_, meets) => ({
  title: `${r.method} ${r.path}`, note: r.does, head: ["Field", "Type", "Rule", "Default", "Evidence"],
  rows: (r.fields ?? []).filter(meets).map((f) => [
    html`<code>${f.name}</code>${f.required ? html` <${Badge}>required<//>` : ""}`, f.type,
    f.rule + (f.values ? `: ${f.values.join(" ")}` : ""), f.default ?? "", from(all, f.evidence),
  ]),
}));

const checks = (all, meets) => ({
  title: "Order of the checks", head: ["Check", "May end a request with"],
  rows: all.checks.filter(meets).map((c) => [c.name, c.ends.map(words).join(", ") || "whatever the scenario says"]),
});

const sources = (all, meets) => ({
  title: "Evidence", head: ["Id", "What it is"],
  rows: all.sources.filter(meets).map((s) => [html`<b>${s.id}</b>`, s.says]),
});
