// The calls that the page knows: the newest ones, in the order in which they ended, with the marks between them. What comes
// is added at once and drawn with the next frame, so that a storm of calls is one drawing a frame.
import { base, lock, token, access, away } from "./api.js";
import { createStore } from "./store.js";

export const most = 10_000; // rows that are kept
const slack = 1_000; // that more may be there before the oldest are cut off, all at once

// link is the state of the stream: connecting, live, away, locked, off; with why, and when the next attempt is.
export const link = createStore({ state: "connecting", message: "", next: 0 });

// calls are {rows, seen, total, errors, dropped, secrets, version}: seen says that a call was ever there.
export const calls = createStore({ rows: [], seen: false, total: 0, errors: 0, dropped: 0, secrets: [], version: 0 });

let rows = [];
let number = 0; // of rows that came; each row has one, by which it is found again
const sums = { seen: false, total: 0, errors: 0, dropped: 0, secrets: [], restarts: 0 };
let frame = 0;

// isError is of a call that was refused, whatever status said so.
export const isError = (call) => call.error !== "" || call.status >= 400 || call.status === 0;

function add(row) {
  row.n = ++number;
  rows.push(row);
  if (row.mark === "gap") sums.dropped += row.dropped;
  if (row.mark === "restart") sums.restarts++;
  if (row.mark) return;
  sums.seen = true;
  sums.total++;
  if (isError(row)) sums.errors++;
  if (row.secret) noteSecret(row);
}

function noteSecret(call) {
  const known = sums.secrets.find((s) => s.key === call.key && s.cookie === call.cookie);
  if (known) known.calls++;
  else if (sums.secrets.length < 20) sums.secrets = [...sums.secrets, { key: call.key, cookie: call.cookie, calls: 1 }];
}

function draw() {
  if (frame) return;
  const done = () => {
    frame = 0;
    calls.set({ ...sums, rows, version: number });
  };
  // A page in the background draws no frames, and yet is to know.
  frame = document.visibilityState === "visible" ? requestAnimationFrame(done) : setTimeout(done, 500);
}

function take(more) {
  for (const row of more) add(row);
  if (rows.length > most + slack) rows = rows.slice(-most);
  draw();
}

// clear empties the page's own list; the server's journal is not touched.
export function clear() {
  rows = [];
  draw();
}

const worker = new Worker(new URL("./stream-worker.js", import.meta.url), { type: "module", name: "stream" });

worker.onmessage = ({ data }) => {
  if (data.type === "rows") {
    take(data.rows);
    worker.postMessage({ type: "taken" });
    return;
  }
  if (data.state === "locked") lock();
  if (data.state !== "away") away.set(false);
  link.set({ state: data.state, message: data.message ?? "", next: data.wait ? Date.now() + data.wait : 0 });
};

// follow begins to read the stream, with the token that there is.
export function follow() {
  link.set({ state: "connecting", message: "", next: 0 });
  worker.postMessage({ type: "start", base, token: token() });
}

export const tryNow = () => worker.postMessage({ type: "again" });

addEventListener("online", tryNow);

let was = access.get().state;
access.follow(() => {
  const now = access.get().state;
  if (was === "locked" && now === "open") follow();
  was = now;
});
