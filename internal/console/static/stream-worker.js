// Reads the journal's stream beside the page, so that no load on the server keeps the page from answering: it parses here,
// and hands over what came in batches, each once the page has taken the last one. It reconnects by itself.
import { createParser } from "./sse.js";

const pace = 100; // milliseconds between batches, at least: more often nobody could read them
const many = 100; // rows of a batch after which the next one waits longer, so that the page has time for its reader
const slowPace = 250; // milliseconds that it waits then
const mostWaiting = 10_000; // rows that wait for the page, as many as it keeps; older ones give way, and are told as a gap
const slack = 1000; // rows beyond that, so that they give way a thousand at a time
const silence = 40_000; // milliseconds without a byte after which the connection is dead; the server says "alive" each 15 s

let settings = null; // {base, token}
let last = null; // the number of the newest call that was read
let instance = null; // the run of the server that numbered it
let waiting = [], missed = 0; // rows for the page, and how many gave way
let taken = true, timer = 0, handed = 0, rest = pace;
let stop = new AbortController();
let attempt = 0, wake = () => {};

onmessage = ({ data }) => {
  if (data.type === "start") {
    settings = data;
    stop.abort();
    stop = new AbortController();
    run(stop.signal);
  } else if (data.type === "taken") {
    taken = true;
    hand();
  } else if (data.type === "again") {
    wake();
  }
};

function push(row) {
  waiting.push(row);
  if (waiting.length > mostWaiting + slack) {
    const gone = waiting.splice(0, slack);
    for (const row of gone) missed += row.mark ? (row.dropped ?? 0) : 1;
  }
  hand();
}

function hand() {
  if (!taken || timer || waiting.length === 0) return;
  timer = setTimeout(() => {
    timer = 0;
    const rows = missed > 0 ? [{ mark: "gap", dropped: missed, why: "page" }, ...waiting] : waiting;
    waiting = [];
    missed = 0;
    taken = false;
    rest = rows.length > many ? slowPace : pace;
    handed = performance.now();
    postMessage({ type: "rows", rows });
  }, Math.max(0, handed + rest - performance.now()));
}

async function run(signal) {
  for (attempt = 0; !signal.aborted; attempt++) {
    try {
      await follow(signal);
      throw new Error("the server ended the stream");
    } catch (error) {
      if (signal.aborted) return;
      if (error.final) return postMessage({ type: "state", state: error.final, message: error.message });
      const wait = Math.min(15_000, 500 * 2 ** Math.min(attempt, 5)) * (0.75 + Math.random() / 2);
      postMessage({ type: "state", state: "away", message: error.message, wait });
      await pause(wait, signal);
    }
  }
}

function pause(milliseconds, signal) {
  return new Promise((done) => {
    wake = done;
    const end = setTimeout(done, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(end), done()), { once: true });
  });
}

function headers(more) {
  return settings.token ? { ...more, Authorization: `Bearer ${settings.token}` } : more;
}

// final is an answer after which trying again makes no sense until something was done.
async function refuse(response) {
  const told = await response.json().catch(() => null);
  const error = new Error(told?.message ?? `the server answered ${response.status}`);
  if (response.status === 401) error.final = "locked";
  else if (response.status === 404) error.final = "off";
  else if (response.status < 500) error.final = "refused";
  throw error;
}

// since is where to go on: after the newest call that was read or, of a server that was started anew, at its beginning.
async function since(signal) {
  const response = await fetch(`${settings.base}version`, { headers: headers({}), signal, cache: "no-store" });
  if (!response.ok) await refuse(response);
  const version = await response.json();
  if (instance !== null && version.instance !== instance) {
    push({ mark: "restart" });
    last = null;
  }
  instance = version.instance;
  return last ?? 0;
}

async function follow(outer) {
  const own = new AbortController();
  const abort = () => own.abort();
  outer.addEventListener("abort", abort, { once: true });
  let watch = 0;
  const alive = () => {
    clearTimeout(watch);
    watch = setTimeout(abort, silence);
  };
  try {
    alive();
    const from = await since(own.signal);
    const response = await fetch(`${settings.base}journal/stream?bodies=false&since=${from}`, {
      headers: headers({ Accept: "text/event-stream", "Last-Event-ID": String(from) }), signal: own.signal, cache: "no-store",
    });
    if (!response.ok) await refuse(response);
    if (attempt > 0) push({ mark: "reconnect" });
    attempt = 0;
    postMessage({ type: "state", state: "live" });
    const parse = createParser(take);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      alive();
      parse(value);
    }
  } finally {
    clearTimeout(watch);
    outer.removeEventListener("abort", abort);
    own.abort();
  }
}

function take(event) {
  if (event === null) return;
  if (event.event === "call") {
    const call = JSON.parse(event.data);
    call.request_body = call.response_body = undefined; // asked for when a call is opened
    last = call.seq;
    push(call);
  } else if (event.event === "gap") {
    push({ mark: "gap", dropped: JSON.parse(event.data).dropped, why: last === null ? "start" : "server" });
  }
}
