// Networks: the people of a cookie, paged as the endpoint pages them.
import { html, useEffect, useMemo, useRef, useState } from "./html.js";
import { base, token, useAnswer } from "./api.js";
import { createStore, remembered, useStore } from "./store.js";
import { attempt, Badge, Empty, Fact, Panel, Print, Problem, say, Scroll, Table } from "./ui.js";
import { number, percent, plural } from "./format.js";
import { sorts } from "./letters.js";

const sample = 1000; // connections by which the letters are judged, the most that one call tells

// shown is the network that is looked into. The cookie itself is kept here alone, as the route wants it, and shown nowhere.
const shown = createStore(null); // {cookie, key}

const asTable = remembered("linkup-emulator-people", "cards");

const perPage = remembered("linkup-emulator-per-page", 10);

function route({ cookie, key }, query) {
  const all = new URLSearchParams(query);
  if (key) all.set("key", key);
  return `networks/${encodeURIComponent(cookie)}${all.size > 0 ? `?${all}` : ""}`;
}

export function Networks() {
  const now = useStore(shown);
  const { data: own } = useAnswer("networks");
  return html`<h1>Networks</h1>
    <${Chooser} />
    ${now && html`<${Network} key=${`${now.cookie} ${now.key}`} of=${now} />`}
    ${!now && html`<${Panel}><${Empty} title="Type a cookie">Each cookie that is not blank has one network, the same in every process. Nothing is charged for looking.<//><//>`}
    ${own?.networks.length > 0 && html`<${Own} all=${own.networks} />`}`;
}

function Chooser() {
  const cookie = useRef(null), key = useRef(null);
  const open = (event) => {
    event.preventDefault();
    const typed = cookie.current.value.trim();
    if (typed === "") return say("Cookie: got nothing, want a login_token.", "bad");
    shown.set({ cookie: typed, key: key.current.value.trim() });
    cookie.current.value = key.current.value = "";
    return undefined;
  };
  return html`<form class="panel chooser row" onSubmit=${open} aria-label="Choose a network">
    <label class="grow"><span class="label">Cookie</span><input id="cookie" ref=${cookie} placeholder="login_token, such as my-cookie or network-42" autocomplete="off" spellcheck=${false} /></label>
    <label><span class="label">Key, where it has one of its own</span><input ref=${key} placeholder="any" autocomplete="off" spellcheck=${false} /></label>
    <button class="primary" type="submit">Show its network</button>
  </form>`;
}

// Own are the networks that were put or configured; drawn ones are without number.
function Own({ all }) {
  const open = (n) => shown.set({ cookie: `sha256:${n.sha256}`, key: n.key_sha256 ? `sha256:${n.key_sha256}` : "" });
  return html`<${Panel} title="Networks of one's own" tools=${html`<span class="muted">${plural(all.length, "network")}</span>`}>
    <${Table} label="Networks of one's own" head=${[["Cookie"], ["Key"], ["From"], ["Connections", "n"]]} rows=${all.slice(0, 500).map((n) => [
      html`<button class="link-button" onClick=${() => open(n)}><${Print} of=${n.cookie} /></button>`,
      html`<${Print} of=${n.key} none="all keys" />`, html`<${Badge}>${n.origin}<//>`, number(n.size),
    ])} />
  <//>`;
}

function Network({ of }) {
  const [page, setPage] = useState(1);
  const size = useStore(perPage);
  const { data, error, reload } = useAnswer(route(of, { page, per_page: size }));
  const { data: first } = useAnswer(route(of, { page: 1, per_page: sample }));
  const [last, setLast] = useState(null); // what was shown before the page that is on its way
  useEffect(() => data && setLast(data), [data]);
  const now = data ?? last;
  if (!now) return html`<${Panel}><${Problem} error=${error} again=${reload} />${!error && html`<p class="muted pad">Asking…</p>`}<//>`;
  return html`<${Summary} network=${now} first=${first} of=${of} />
    <${Problem} error=${error} again=${reload} />
    <${People} network=${now} page=${page} setPage=${setPage} />`;
}

function Summary({ network, first, of }) {
  const letters = useMemo(() => (first ? sorts(first.connections) : []), [first]);
  const { job_title: titles, profile_picture: pictures } = network.not_available;
  const judged = first ? Math.min(sample, first.size) : 0;
  return html`<${Panel} title=${html`<${Print} of=${network.cookie} />`} tools=${html`<${Badge} kind=${network.origin === "drawn" ? "quiet" : "info"}>${network.origin}<//>
      <button class="small" onClick=${() => download(of, "json")}>Download JSON</button><button class="small" onClick=${() => download(of, "csv")}>Download CSV</button>`}>
    <dl class="facts big">
      <${Fact} name="Connections">${number(network.size)}<//>
      <${Fact} name="Pages of the endpoint">${number(Math.ceil(network.size / 10))}<//>
      <${Fact} name="No headline (N/A)">${percent(titles, network.size)} <small class="muted">${number(titles)}</small><//>
      <${Fact} name="No picture (N/A)">${percent(pictures, network.size)} <small class="muted">${number(pictures)}</small><//>
      <${Fact} name="Letters"><ul class="letters">${letters.map(([name, n]) => html`<li>${name} <small class="muted">${percent(n, judged)}</small></li>`)}</ul>
        ${network.size > sample && html`<small class="muted">of the first ${number(sample)} names</small>`}<//>
    </dl>
  <//>`;
}

async function download(of, format) {
  await attempt(async () => {
    const headers = token() ? { Authorization: `Bearer ${token()}` } : {};
    const response = await fetch(base + route(of, { format }), { headers });
    if (!response.ok) throw new Error((await response.json()).message);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await response.blob());
    link.download = `network.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }, `network.${format} is downloaded.`);
}

function People({ network, page, setPage }) {
  const look = useStore(asTable), size = useStore(perPage);
  const resize = (event) => {
    perPage.set(Number(event.target.value));
    setPage(1);
  };
  const View = look === "table" ? PeopleTable : PeopleCards;
  return html`<${Panel} title="People" tools=${html`
      <div class="switch" role="group" aria-label="Show people as">
        ${["cards", "table"].map((name) => html`<button class="small" aria-pressed=${look === name} onClick=${() => asTable.set(name)}>${name}</button>`)}
      </div>
      <label class="check">per page <select value=${String(size)} onChange=${resize}>
        ${[10, 50, 100].map((n) => html`<option value=${String(n)}>${n}</option>`)}</select></label>`}>
    ${network.connections.length === 0 && html`<${Empty} title="Nobody on this page">A page past the end is a success with an empty list.<//>`}
    ${network.connections.length > 0 && html`<${View} network=${network} />`}
    <${Pager} page=${page} pages=${network.pages} setPage=${setPage} />
  <//>`;
}

function Pager({ page, pages, setPage }) {
  const go = (n) => Number.isSafeInteger(n) && n >= 1 && setPage(n);
  return html`<nav class="row pad pager" aria-label="Pages of the network">
    <button onClick=${() => go(1)} disabled=${page === 1} aria-label="First page">«</button>
    <button onClick=${() => go(page - 1)} disabled=${page === 1}>‹ Previous</button>
    <label>Page <input class="n short" inputmode="numeric" value=${String(page)} onChange=${(e) => go(Number(e.target.value))} /> of ${number(pages)}</label>
    <button onClick=${() => go(page + 1)} disabled=${page >= pages}>Next ›</button>
    <button onClick=${() => go(Math.max(1, pages))} disabled=${page >= pages} aria-label="Last page">»</button>
  </nav>`;
}

// seedOf is what a person's avatar is drawn from: the last segment of their profile's URL.
const seedOf = (person) => person.profile_url.split("/").filter(Boolean).at(-1) ?? "";

function Avatar({ person }) {
  if (person.profile_picture === "N/A") return html`<span class="avatar none" title="profile_picture is N/A" aria-hidden="true">N/A</span>`;
  return html`<img class="avatar" src=${`avatars/${encodeURIComponent(decode(seedOf(person)))}.svg`} alt="" width="44" height="44" loading="lazy" />`;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Profile is the link of a person, which leads away only as far as its text: they are made up, and so is their page.
const Profile = ({ person }) => html`<code class="profile" title="Made up: there is no such page">${person.profile_url.replace("https://www.", "")}</code>`;

const Headline = ({ person }) => (person.job_title === "N/A" ? html`<span class="muted">N/A</span>` : person.job_title);

const PeopleCards = ({ network }) => html`<ul class="people">${network.connections.map((p, i) => html`<li key=${i} class="person">
  <${Avatar} person=${p} /><div><h3 dir="auto">${p.name}</h3><p dir="auto"><${Headline} person=${p} /></p><${Profile} person=${p} /></div>
</li>`)}</ul>`;

const PeopleTable = ({ network }) => html`<${Scroll} label="People"><table class="rows people-table">
  <thead><tr><th scope="col" class="n">No.</th><th scope="col">Picture</th><th scope="col">Name</th><th scope="col">Headline</th><th scope="col">Link</th></tr></thead>
  <tbody>${network.connections.map((p, i) => html`<tr key=${i}><td class="n muted">${number((network.page - 1) * network.per_page + i + 1)}</td><td><${Avatar} person=${p} /></td>
    <th scope="row" dir="auto">${p.name}</th><td dir="auto"><${Headline} person=${p} /></td><td><${Profile} person=${p} /></td></tr>`)}</tbody>
</table><//>`;
