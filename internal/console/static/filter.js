// Which calls are shown. The list is kept as rows come, so that a frame costs what came and not what is there.
import { isError } from "./calls.js";

export const noFilter = { key: "", cookie: "", status: "", scenario: "" };

export const isFiltered = (f) => Object.values(f).some((v) => v !== "");

const byStatus = {
  errors: isError,
  success: (call) => !isError(call),
  broken: (call) => call.status === 0,
};

export function meets(row, f) {
  if (row.mark) return !isFiltered(f);
  if (f.key && row.key !== f.key) return false;
  if (f.cookie && row.cookie !== f.cookie) return false;
  if (f.scenario && row.scenario !== (f.scenario === "(none)" ? "" : f.scenario)) return false;
  if (!f.status) return true;
  return byStatus[f.status] ? byStatus[f.status](row) : String(row.status) === f.status || row.error === f.status;
}

// createSieve keeps the rows that meet a filter: call it with all rows and the filter of the moment.
export function createSieve() {
  let kept = [], filter = null, newest = 0, source = null;
  return (rows, f) => {
    const oldest = rows.length > 0 ? rows[0].n : Infinity;
    if (f !== filter) {
      filter = f;
      kept = rows.filter((row) => meets(row, f));
    } else {
      for (let i = rows.length - 1, from = []; ; i--) {
        if (i >= 0 && rows[i].n > newest) {
          if (meets(rows[i], f)) from.push(rows[i]);
          continue;
        }
        for (let j = from.length - 1; j >= 0; j--) kept.push(from[j]);
        break;
      }
      if (rows !== source) {
        const first = kept.findIndex((row) => row.n >= oldest);
        kept = first < 0 ? [] : kept.slice(first);
      }
    }
    source = rows;
    if (rows.length > 0) newest = rows[rows.length - 1].n;
    return kept;
  };
}

// fingerprintOf is that of a key or a cookie that somebody typed. Browsers hash in secure contexts alone, which plain HTTP
// on another host is none of; then the server is not asked either, as the secret would stand in a URL.
export async function fingerprintOf(kind, text) {
  const typed = text.trim();
  if (typed === "" || new RegExp(`^${kind}:[0-9a-f]{6}$`).test(typed)) return typed;
  if (!crypto.subtle) throw new Error(`This browser computes no fingerprint over plain HTTP from another host: give it as ${kind}:7f3a9c, as the list shows it.`);
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(typed)));
  return `${kind}:${[...sum.slice(0, 3)].map((b) => b.toString(16).padStart(2, "0")).join("")}`;
}
