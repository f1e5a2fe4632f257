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
  const says = Object.fromEntries(all.sources.map((s) => [s.id, s.says]));
  const settings = Object.fromEntries(all.settings.map((s) => [s.name, s]));
  const meets = (row) => find === "" || JSON.stringify(row).toLowerCase().includes(find);
  const From = ({ of }) => html`<span class="evidence">${of.map((id) => html`<abbr title=${says[id]}>${id}</abbr> `)}</span>`;
  const setting = (name) => (name ? html`<code>${name}</code>: <b>${settings[name]?.value}</b>` : html`<span class="muted">none</span>`);
  const tables = [
    { title: "Special values", head: ["Given as", "Value", "Effect", ""], rows: all.special_values.filter(meets).map((v) => [html`<code>${v.field}</code>`, html`<code>${v.pattern}</code>`, v.effect, html`<${CopyButton} text=${v.example} what=${v.example} />`]) },
    { title: "Rules", head: ["Rule", "What it says", "Evidence", "Setting"], rows: all.rules.filter(meets).map((r) => [words(r.id), r.rule, html`<${From} of=${r.evidence} />`, setting(r.setting)]) },
    { title: "Settings", head: ["Setting", "In force", "Decides", "Why the default", "Evidence"], rows: all.settings.filter(meets).map((s) => [html`<code>${s.name}</code>`, html`<b>${s.value}</b>${s.value === s.default ? html` <span class="muted">default, of ${s.values.join(", ")}</span>` : html` <${Badge} kind="warn">default ${s.default}<//>`}`, s.decides, s.why, html`<${From} of=${s.evidence} />`]) },
    { title: "Errors", head: ["Kind", "Status", "Message", "Evidence"], rows: all.errors.filter(meets).map((e) => [words(e.kind), html`<b>${e.status}</b>`, html`<code>${e.message}</code>`, html`<${From} of=${e.evidence} />`]) },
    ...all.routes.map((r) => ({ title: `${r.method} ${r.path}`, note: r.does, head: ["Field", "Type", "Rule", "Default", "Evidence"], rows: (r.fields ?? []).filter(meets).map((f) => [html`<code>${f.name}</code>${f.required ? html` <${Badge}>required<//>` : ""}`, f.type, f.rule + (f.values ? `: ${f.values.join(" ")}` : ""), f.default ?? "", html`<${From} of=${f.evidence} />`]) })),
    { title: "Order of the checks", head: ["Check", "May end a request with"], rows: all.checks.filter(meets).map((c) => [c.name, c.ends.map(words).join(", ") || "whatever the scenario says"]) },
    { title: "Evidence", head: ["Id", "What it is"], rows: all.sources.filter(meets).map((s) => [html`<b>${s.id}</b>`, s.says]) },
  ].filter((t) => t.rows.length > 0 || (find === "" && t.note));
  if (tables.length === 0) return html`<p class="muted">Nothing in the contract has “${find}”.</p>`;
  return html`<div class="stack">${tables.map((t) => html`<${Panel} key=${t.title} title=${t.title} tools=${t.note && html`<span class="muted">${t.note}</span>`}>
    ${t.rows.length > 0 && html`<${Scroll} label=${t.title}><table class="rows words" role="table">
      <thead role="rowgroup"><tr role="row">${t.head.map((h) => (h ? html`<th scope="col" role="columnheader">${h}</th>` : html`<td role="cell"></td>`))}</tr></thead>
      <tbody role="rowgroup">${t.rows.map((cells) => html`<tr role="row">${cells.map((c, i) => (i === 0 ? html`<th scope="row" role="rowheader">${c}</th>` : html`<td role="cell">${c}</td>`))}</tr>`)}</tbody>
    </table><//>`}
  <//>`)}</div>`;
}
