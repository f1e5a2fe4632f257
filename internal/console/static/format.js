// Numbers and times as the views show them.
const whole = new Intl.NumberFormat("en");

export const number = (n) => whole.format(n);

export const signed = (n) => (n > 0 ? `+${whole.format(n)}` : n < 0 ? `−${whole.format(-n)}` : "0");

export const plural = (n, one, many = one + "s") => `${whole.format(n)} ${n === 1 ? one : many}`;

// clockTime is the time of day of an RFC 3339 time, as it stands there: the emulator's clock is in UTC.
export const clockTime = (at) => /T(\d\d:\d\d:\d\d(\.\d{1,3})?)/.exec(at)?.[1] ?? at;

export const dayAndTime = (at) => at.replace("T", " ").replace(/\.\d+/, "").replace("Z", " UTC");

export function duration(microseconds) {
  if (microseconds < 1000) return `${microseconds} µs`;
  if (microseconds < 1_000_000) return `${(microseconds / 1000).toFixed(microseconds < 10_000 ? 1 : 0)} ms`;
  return `${(microseconds / 1_000_000).toFixed(1)} s`;
}

export const bytes = (n) => (n < 1024 ? `${n} B` : `${(n / 1024).toFixed(1)} KiB`);

export const percent = (part, all) => (all === 0 ? "0 %" : `${((100 * part) / all).toFixed(part === 0 || part === all ? 0 : 1)} %`);

// asked is what a call asks for, in a few words.
export function asked(call) {
  const q = call.query;
  if (!q) return (call.route || call.path).replace("/v1/", "").replace("network/", "");
  if (q.mode === "total_results") return `first ${number(q.total_results)}`;
  return q.start_page === q.end_page ? `page ${q.start_page}` : `pages ${q.start_page}–${q.end_page}`;
}

// outcome is the status of a call and what it means.
export function outcome(call) {
  if (call.status === 0) return { kind: "bad", code: "—", text: call.error ? words(call.error) : "broken off" };
  const code = String(call.status);
  if (call.error) return { kind: call.status >= 500 ? "bad" : "warn", code, text: words(call.error) };
  if (call.deliberate) return { kind: "warn", code, text: "broken on purpose" };
  if (call.status >= 400) return { kind: call.status >= 500 ? "bad" : "warn", code, text: "scripted" };
  return { kind: "good", code, text: call.delivered ? plural(call.delivered.connections, "person", "people") : "ok" };
}

export const words = (name) => name.replaceAll("_", " ");
