// One call: what was sent and what came back, side by side.
import { html, useEffect, useRef } from "./html.js";
import { useAnswer } from "./api.js";
import { bytes, clockTime, dayAndTime, duration, number, outcome, plural, words } from "./format.js";
import { asCurl } from "./curl.js";
import { JSONText } from "./json.js";
import { onKey } from "./shortcuts.js";
import { Badge, CopyButton, Fact, Mark, Print, Problem } from "./ui.js";
import { endpoint } from "./endpoint.js";

export function CallDetail({ call, onClose }) {
  const head = useRef(null);
  const { data: whole, error } = useAnswer(`journal/${encodeURIComponent(call.request_id)}`);
  useEffect(() => onKey("Escape", onClose), [onClose]);
  useEffect(() => {
    if (matchMedia("(max-width: 1100px)").matches) head.current.focus();
  }, []);
  const out = outcome(call);
  return html`<aside class="detail" aria-labelledby="detail-title">
    <header class="detail-head">
      <h2 id="detail-title" ref=${head} tabindex="-1"><${Mark} kind=${out.kind} /> ${call.status || "No status"} ${out.text}</h2>
      <div class="tools">
        ${whole && html`<${CopyButton} text=${() => asCurl(whole, endpoint.get())} label="Copy as curl" />`}
        <button class="icon" aria-label="Close the call" title="Close (Esc)" onClick=${onClose}>×</button>
      </div>
    </header>
    ${call.secret && html`<p class="banner secret">⚠ The key or the cookie of this call looks like somebody's real one.</p>`}
    <${Facts} call=${call} />
    ${call.fault && html`<p class="fault"><b>${words(call.error)}</b> ${call.fault}</p>`}
    ${call.warnings.length > 0 && html`<ul class="warnings" aria-label="Warnings">${call.warnings.map((w) => html`<li><${Mark} kind="warn" /> ${w}</li>`)}</ul>`}
    <${Problem} error=${error && { message: error.status === 404 ? "The bodies are no longer kept: the journal has gone on (--journal keeps more)." : error.message }} />
    <div class="bodies">
      <${Body} title="Request" note=${`${call.method} ${call.path}, ${bytes(call.request_bytes)}`} whole=${whole} value=${whole?.request_body} />
      <${Body} title="Response" note=${`${call.status || "no status"}, ${bytes(call.response_bytes)}`} whole=${whole} value=${whole?.response_body} />
    </div>
  </aside>`;
}

function Facts({ call }) {
  return html`<dl class="facts">
    <${Fact} name="At"><span title=${dayAndTime(call.at)}>${clockTime(call.at)}</span> <span class="muted">took ${duration(call.duration_us)}</span><//>
    <${Fact} name="Key"><${Print} of=${call.key} none="none" /><//>
    <${Fact} name="Cookie"><${Print} of=${call.cookie} none="none" />${call.query ? html` <span class="muted">${call.query.country}</span>` : ""}<//>
    <${Fact} name="Cost">${plural(call.charged, "credit")}${call.left === null ? "" : html` <span class="muted">${number(call.left)} left</span>`}<//>
    <${Fact} name="Delivered"><${Delivered} of=${call.delivered} /><//>
    <${Fact} name="Schema"><${Verdict} call=${call} /><//>
    <${Fact} name="Scenario"><${Spoke} call=${call} /><//>
    <${Fact} name="Request id"><code>${call.request_id}</code> <${CopyButton} text=${call.request_id} what="the request id" /><//>
    ${call.retry_after > 0 && html`<${Fact} name="Retry after">${call.retry_after} s<//>`}
  </dl>`;
}

function Delivered({ of }) {
  if (!of) return html`<span class="muted">nothing</span>`;
  return `${plural(of.connections, "connection")} of ${number(of.available)}, ${plural(of.pages, "page")}`;
}

function Spoke({ call }) {
  if (!call.scenario) return html`<span class="muted">none</span>`;
  const step = call.step ? `, step ${call.step}` : ", after its last step";
  return html`<a href=${`#/scenarios/${call.scenario}`}>${call.scenario}</a>${step}`;
}

function Verdict({ call }) {
  if (call.schema === "proven") return html`<${Badge} kind="good">✓ proven<//>`;
  if (call.deliberate) return html`<${Badge} kind="warn">! broken on purpose<//>`;
  if (call.schema === "") return html`<span class="muted">not checked</span>`;
  return html`<${Badge} kind="bad">✕ broke it<//> <span>${call.schema}</span>`;
}

function Body({ title, note, whole, value }) {
  const copy = () => JSON.stringify(value, null, 2);
  return html`<section class="body" aria-label=${title}>
    <header><h3>${title}</h3><span class="muted">${note}</span>
      ${whole && value !== null && html`<${CopyButton} text=${copy} what=${`the ${title.toLowerCase()}`} />`}</header>
    ${whole && html`<${Value} of=${value} label=${`${title}, as JSON`} />`}
  </section>`;
}

function Value({ of, label }) {
  if (of === null) return html`<p class="muted pad">No body.</p>`;
  if (typeof of === "string") return html`<p class="muted pad">${of}</p>`; // the server's words for one that it does not show
  return html`<${JSONText} value=${of} label=${label} />`;
}
