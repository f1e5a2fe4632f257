// Live: every call as it ends, newest first.
import { html, useEffect, useMemo, useRef, useState } from "./html.js";
import { calls, clear, link, most } from "./calls.js";
import { createStore, useStore } from "./store.js";
import { createSieve, fingerprintOf, isFiltered, meets, noFilter } from "./filter.js";
import { asked, clockTime, duration, number, outcome, plural } from "./format.js";
import { onKey } from "./shortcuts.js";
import { useMedia, useWindow } from "./virtual.js";
import { Empty, Mark, Print, say } from "./ui.js";
import { CallDetail } from "./call.js";
import { FirstRun } from "./first.js";

// What outlives a change of the view, until the page is left.
const filter = createStore(noFilter);
const chosen = createStore(0); // the n of the call that is open; 0 is none

export function showCalls(f) {
  filter.set({ ...noFilter, ...f });
  location.hash = "#/live";
}

export function Live() {
  const now = useStore(calls);
  const { state, message } = useStore(link);
  if (state === "off") {
    return html`<h1>Live</h1><${Empty} title="No journal is kept">${message}. Start the emulator with <code>--journal 1000</code> to see calls here.<//>`;
  }
  if (!now.seen) return html`<${FirstRun} />`;
  return html`<${Calls} now=${now} />`;
}

function Calls({ now }) {
  const f = useStore(filter);
  const open = useStore(chosen);
  const [held, setHeld] = useState(null); // while it is paused: the rows as they were, which no storm of calls pushes out
  const sieve = useRef(null);
  sieve.current ??= createSieve();
  const kept = sieve.current(held?.rows ?? now.rows, f);
  const hold = (by) => setHeld({ n: now.version, by, rows: now.rows.slice() });
  const pause = () => (held?.by === "button" ? setHeld(null) : hold("button"));
  useEffect(() => onKey("p", pause));
  const call = open ? kept.find((row) => row.n === open) ?? now.rows.find((row) => row.n === open) : null;
  const waiting = held === null ? 0 : countAfter(now.rows, held.n, f);
  return html`
    <${Toolbar} now=${now} f=${f} shown=${kept.length} held=${held} pause=${pause} />
    <div class=${call ? "split open" : "split"}>
      <${List} kept=${kept} waiting=${waiting} open=${open} filtered=${isFiltered(f)}
        hold=${() => held === null && hold("scroll")}
        go=${(by) => held !== null && (by === "button" || held.by === by) && setHeld(null)} held=${held} />
      ${call && html`<${CallDetail} key=${call.n} call=${call} onClose=${() => close()} />`}
    </div>`;
}

function close() {
  chosen.set(0);
  document.getElementById("calls")?.focus();
}

// countUpTo is how many of rows, which ascend, came with or before n.
function countUpTo(rows, n) {
  let low = 0, high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].n <= n) low = middle + 1;
    else high = middle;
  }
  return low;
}

// countAfter is how many rows that meet the filter came after n.
function countAfter(rows, n, f) {
  let count = 0;
  for (let i = rows.length - 1; i >= 0 && rows[i].n > n; i--) if (meets(rows[i], f)) count++;
  return count;
}

function Toolbar({ now, f, shown, held, pause }) {
  const first = useRef(null);
  useEffect(() => onKey("/", () => first.current.focus()), []);
  const known = useMemo(() => seenValues(now.rows), [now.version >> 9, now.total < 500 && now.version, now.rows]);
  const set = (name) => (value) => filter.set({ ...filter.get(), [name]: value });
  return html`<div class="toolbar">
    <h1>Live</h1>
    <div class="filters" role="search" aria-label="Filter the calls">
      <${PrintFilter} kind="key" value=${f.key} set=${set("key")} known=${known.keys} field=${first} />
      <${PrintFilter} kind="cookie" value=${f.cookie} set=${set("cookie")} known=${known.cookies} />
      <${Choice} label="Status" value=${f.status} set=${set("status")} all="any status" options=${known.statuses} />
      <${Choice} label="Scenario" value=${f.scenario} set=${set("scenario")} all="any scenario" options=${known.scenarios} />
      ${isFiltered(f) && html`<button class="small" onClick=${() => filter.set(noFilter)}>Clear filter</button>`}
    </div>
    <div class="tools">
      <span class="muted count" title=${`The page keeps the newest ${number(most)}`}>${countWords(now, isFiltered(f) ? shown : null)}</span>
      <button class="small" aria-pressed=${held?.by === "button"} onClick=${pause} title="Pause and go on (p)">${held?.by === "button" ? "▶ Go on" : "❚❚ Pause"}</button>
      <button class="small" onClick=${clear} title="Empty this list; the server's journal stays">Empty</button>
    </div>
  </div>`;
}

// countWords are how many calls there are, and how many of them are shown where that is told.
function countWords(now, shown) {
  const parts = [`${shown === null ? "" : `${number(shown)} of `}${plural(now.total, "call")}`];
  if (now.errors > 0) parts.push(plural(now.errors, "error"));
  if (now.dropped > 0) parts.push(`${number(now.dropped)} missed`);
  return parts.join(", ");
}

// seenValues are what the filters offer: of the newest rows, as more would be too many to choose from.
function seenValues(rows) {
  const keys = new Set(), cookies = new Set(), statuses = new Set(), scenarios = new Set();
  for (const row of rows.slice(-2000)) {
    if (row.mark) continue;
    if (row.key && keys.size < 200) keys.add(row.key);
    if (row.cookie && cookies.size < 200) cookies.add(row.cookie);
    if (row.status) statuses.add(row.status);
    if (row.scenario) scenarios.add(row.scenario);
  }
  return {
    keys: [...keys], cookies: [...cookies],
    statuses: [["success", "successes"], ["errors", "all errors"], ["broken", "broken off"], ...[...statuses].sort().map((s) => [String(s), String(s)])],
    scenarios: [["(none)", "without one"], ...[...scenarios].sort().map((s) => [s, s])],
  };
}

function Choice({ label, value, set, all, options }) {
  const has = value === "" || options.some(([v]) => v === value);
  return html`<label class="filter"><span class="off-screen">${label}</span>
    <select value=${value} onChange=${(e) => set(e.target.value)} class=${value ? "active" : ""}>
      <option value="">${all}</option>
      ${options.map(([v, text]) => html`<option value=${v}>${text}</option>`)}
      ${!has && html`<option value=${value}>${value}</option>`}
    </select></label>`;
}

// PrintFilter takes a fingerprint or the secret itself, and keeps the fingerprint alone.
function PrintFilter({ kind, value, set, known, field }) {
  const own = useRef(null);
  const input = field ?? own;
  const apply = async () => {
    try {
      const print = await fingerprintOf(kind, input.current.value);
      input.current.value = print;
      if (print !== value) set(print);
    } catch (error) {
      say(error.message, "bad");
    }
  };
  useEffect(() => {
    if (document.activeElement !== input.current) input.current.value = value;
  }, [value]);
  return html`<span class="filter"><label class="off-screen" for=${`filter-${kind}`}>${kind === "key" ? "Key" : "Cookie"}</label>
    <input ref=${input} id=${`filter-${kind}`} list=${`known-${kind}`} class=${value ? "active" : ""} placeholder=${`any ${kind}`} autocomplete="off" spellcheck=${false}
      title=${`A fingerprint such as ${kind}:7f3a9c, or the ${kind} itself, which becomes its fingerprint`}
      onChange=${apply} onKeyDown=${(e) => e.key === "Enter" && apply()} />
    <datalist id=${`known-${kind}`}>${known.map((print) => html`<option value=${print} />`)}</datalist></span>`;
}

function List({ kept, waiting, open, filtered, hold, go, held }) {
  const box = useRef(null);
  const shown = kept.length;
  const narrow = useMedia("(max-width: 760px)");
  const height = narrow ? 58 : 31;
  const { from, to, atTop, page } = useWindow(box, shown, height);
  const [cursor, setCursor] = useState(0); // the n of the row that the arrows have come to
  useEffect(() => {
    if (atTop) go("scroll");
    else hold();
  }, [atTop]);
  const at = (i) => kept[shown - 1 - i]; // newest first
  const indexOf = (n) => (n === 0 ? -1 : shown - countUpTo(kept, n));
  const move = (i) => {
    const to = Math.max(0, Math.min(shown - 1, i));
    if (shown === 0) return;
    setCursor(at(to).n);
    const top = to * height, room = box.current.clientHeight - 34;
    if (top < box.current.scrollTop) box.current.scrollTop = top;
    else if (top + height > box.current.scrollTop + room) box.current.scrollTop = top + height - room;
    if (open && !at(to).mark) chosen.set(at(to).n);
  };
  const keys = (event) => {
    const i = indexOf(cursor);
    const target = { ArrowDown: i + 1, ArrowUp: i - 1, PageDown: i + page, PageUp: i - page, Home: 0, End: shown - 1, j: i + 1, k: i - 1 }[event.key];
    if (target !== undefined) move(target);
    else if ((event.key === "Enter" || event.key === " ") && i >= 0 && !at(i).mark) chosen.set(at(i).n);
    else return;
    event.preventDefault();
  };
  const rows = [];
  for (let i = from; i < to; i++) rows.push(at(i));
  const cursorSeen = rows.some((row) => row.n === cursor);
  const toTop = () => {
    box.current.scrollTop = 0;
    go("button");
  };
  return html`<div class="list-frame">
    <div id="calls" ref=${box} class="list" role="grid" tabindex="0" aria-label="Calls, newest first" aria-rowcount=${shown + 1} aria-colcount="9"
      aria-activedescendant=${cursorSeen ? `call-${cursor}` : null} onKeyDown=${keys}>
      <div role="rowgroup" class="list-head"><div role="row" class="call-row head-row" aria-rowindex="1">
        ${columns.map(([name, text]) => html`<span role="columnheader" class=${`c-${name}`}>${text}</span>`)}
      </div></div>
      <div role="rowgroup" class="list-body" style=${{ height: `${shown * height}px` }}>
        ${rows.map((row, i) => html`<${Row} key=${row.n} row=${row} index=${from + i} height=${height} open=${row.n === open} cursor=${row.n === cursor} choose=${setCursor} />`)}
      </div>
    </div>
    ${shown === 0 && html`<div class="list-empty muted">${filtered ? "No call meets the filter." : "Emptied. New calls appear here."}</div>`}
    ${held !== null && waiting > 0 && html`<button class="pill" onClick=${toTop}>↑ ${plural(waiting, "new row")}</button>`}
  </div>`;
}

const columns = [
  ["time", "Time"], ["key", "Key"], ["cookie", "Cookie"], ["asked", "Asked for"], ["outcome", "Outcome"],
  ["scenario", "Scenario"], ["cost", "Cost"], ["left", "Balance"], ["took", "Took"],
];

const marksSay = {
  gap: (row) => ({
    start: `${plural(row.dropped, "earlier call")} no longer kept by the journal`,
    server: `${plural(row.dropped, "call")} missing here: they came faster than they could be sent`,
    page: `${plural(row.dropped, "row")} missing here: they came faster than the page could take them`,
  })[row.why],
  restart: () => "The server was started anew; its calls follow",
  reconnect: () => "The stream was cut, and goes on here",
};

function Row({ row, index, height, open, cursor, choose }) {
  const style = { transform: `translateY(${index * height}px)` };
  const name = (kind) => `call-row ${kind}${open ? " open" : ""}${cursor ? " cursor" : ""}`;
  if (row.mark) {
    return html`<div role="row" id=${`call-${row.n}`} aria-rowindex=${index + 2} class=${name(`mark-row ${row.mark}`)} style=${style}>
      <span role="gridcell" aria-colspan="9">${marksSay[row.mark](row)}</span></div>`;
  }
  const out = outcome(row);
  return html`<div role="row" id=${`call-${row.n}`} aria-rowindex=${index + 2} aria-selected=${open} class=${name(out.kind)} style=${style}
    onClick=${() => (choose(row.n), chosen.set(row.n))}>
    <span role="gridcell" class="c-time">${clockTime(row.at)}</span>
    <span role="gridcell" class="c-key"><${Print} of=${row.key} none="no key" /></span>
    <span role="gridcell" class="c-cookie"><${Print} of=${row.cookie} /></span>
    <span role="gridcell" class="c-asked">${asked(row)}</span>
    <span role="gridcell" class="c-outcome"><${Mark} kind=${out.kind} /><b>${out.code}</b> ${out.text}<${Flags} of=${row} /></span>
    <span role="gridcell" class="c-scenario">${row.scenario ? `${row.scenario}${row.step ? ` · ${row.step}` : ""}` : ""}</span>
    <span role="gridcell" class="c-cost">${row.charged > 0 ? `−${number(row.charged)}` : "0"}</span>
    <span role="gridcell" class="c-left">${row.left === null ? "" : number(row.left)}</span>
    <span role="gridcell" class="c-took">${duration(row.duration_us)}</span>
  </div>`;
}

const Flags = ({ of: { secret, warnings } }) => html`
  ${secret && html` <span class="badge bad">secret</span>`}
  ${warnings.length > 0 && html` <span class="badge warn" title=${warnings.join("\n")}>
    <span aria-hidden="true">! ${warnings.length}</span><span class="off-screen">${plural(warnings.length, "warning")}</span></span>`}`;
