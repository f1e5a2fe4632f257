// Credits: the accounts, and what moved the balance of one.
import { html, useMemo, useRef, useState } from "./html.js";
import { ask, useAnswer } from "./api.js";
import { calls } from "./calls.js";
import { useStore } from "./store.js";
import { attempt, Badge, Empty, Fact, Panel, Print, Problem, Scroll } from "./ui.js";
import { clockTime, dayAndTime, number, plural, signed, words } from "./format.js";
import { BalanceChart } from "./chart.js";
import { showCalls } from "./live.js";
import { useSlow } from "./slow.js";

const account = (print) => `accounts/${encodeURIComponent(print)}`;

export function Credits({ rest }) {
  const version = useSlow(useStore(calls).total);
  const { data, error, reload } = useAnswer("accounts", [version]);
  const all = data?.accounts ?? [];
  const open = all.find((a) => a.fingerprint === rest[0]) ?? all[0];
  return html`<h1>Credits</h1>
    <${Problem} error=${error} again=${reload} />
    <div class="columns side">
      <${Panel} title="Accounts" tools=${data && html`<span class="muted">${plural(all.length, "account")}</span>`}>
        ${data && all.length === 0 && html`<${Empty} title="No account yet">An account opens with the first request of its key, or here.<//>`}
        ${all.length > 0 && html`<${Scroll} label="Accounts"><${Accounts} all=${all} open=${open} /><//>`}
        <${Opening} done=${reload} />
      <//>
      ${open && html`<${Account} key=${open.fingerprint} of=${open} version=${version} done=${reload} />`}
    </div>`;
}

function Accounts({ all, open }) {
  return html`<table class="rows">
    <thead><tr><th scope="col">Key</th><th scope="col" class="n">Balance</th><th scope="col" class="n">Spent</th><th scope="col" class="n">Requests</th></tr></thead>
    <tbody>${all.slice(0, 500).map((a) => html`<tr key=${a.fingerprint} class=${a === open ? "chosen" : ""}>
      <th scope="row"><a href=${`#/credits/${a.fingerprint}`} aria-current=${a === open ? "true" : null}><${Print} of=${a.fingerprint} /></a></th>
      <td class="n">${number(a.credits)}${a.credits === 0 ? html` <span class="badge warn">empty</span>` : ""}</td><td class="n">${number(a.spent)}</td><td class="n">${number(a.requests)}</td>
    </tr>`)}</tbody>
  </table>${all.length > 500 && html`<p class="muted pad">and ${number(all.length - 500)} more</p>`}`;
}

// wholeCredits reads a number of credits, or says why it is none.
function wholeCredits(text) {
  const n = Number(text);
  if (!/^\d+$/.test(text.trim()) || !Number.isSafeInteger(n)) throw new Error(`Credits: got "${text}", want a whole number from 0 to ${number(Number.MAX_SAFE_INTEGER)}.`);
  return n;
}

// Opening sets the credits of a key that is typed; what is typed leaves the page with the request.
function Opening({ done }) {
  const key = useRef(null), credits = useRef(null);
  const set = async (event) => {
    event.preventDefault();
    await attempt(async () => {
      const typed = key.current.value.trim();
      if (typed === "") throw new Error("Key: got nothing, want an x-api-key.");
      const told = await ask("PUT", account(typed), { body: { credits: wholeCredits(credits.current.value) } });
      key.current.value = credits.current.value = "";
      done();
      location.hash = `#/credits/${told.fingerprint}`;
      return told;
    }, (told) => `${told.fingerprint} has ${plural(told.credits, "credit")}.`);
  };
  return html`<form class="row pad opening" onSubmit=${set} aria-label="Open an account">
    <label class="grow"><span class="off-screen">Key</span><input ref=${key} placeholder="x-api-key" autocomplete="off" spellcheck=${false} /></label>
    <label><span class="off-screen">Credits of the key</span><input ref=${credits} class="n short" inputmode="numeric" placeholder="credits" autocomplete="off" /></label>
    <button type="submit">Open</button>
  </form>`;
}

function Account({ of, version, done }) {
  const { data, error, reload } = useAnswer(`${account(of.fingerprint)}/ledger`, [version, of.credits]);
  const { data: journal } = useAnswer(`journal?bodies=false&key=${encodeURIComponent(of.fingerprint)}`, [version]);
  const refusals = useMemo(() => (journal?.entries ?? []).filter((e) => e.error === "insufficient_credits"), [journal]);
  return html`<div class="stack">
    <${Panel} title=${html`<${Print} of=${of.fingerprint} />`} tools=${html`<button class="small" onClick=${() => showCalls({ key: of.fingerprint })}>Its calls</button>`}>
      <div class="account-head">
        <dl class="facts big">
          <${Fact} name="Balance">${number(of.credits)}<//>
          <${Fact} name="Spent">${number(of.spent)}<//>
          <${Fact} name="Refused">${number(refusals.length)}<//>
        </dl>
        <${SetCredits} of=${of} done=${() => (done(), reload())} />
      </div>
      ${data && html`<${BalanceChart} entries=${data.entries} refusals=${refusals} />`}
      <${Problem} error=${error} again=${reload} />
    <//>
    ${data && html`<${Ledger} entries=${data.entries} balance=${of.credits} />`}
  </div>`;
}

function SetCredits({ of, done }) {
  const field = useRef(null);
  const put = (credits) => attempt(async () => {
    const told = await ask("PUT", account(of.fingerprint), { body: { credits: credits() } });
    field.current.value = "";
    done();
    return told;
  }, (told) => `The balance is ${plural(told.credits, "credit")} now.`);
  const submit = (event) => {
    event.preventDefault();
    put(() => wholeCredits(field.current.value));
  };
  return html`<form class="row" onSubmit=${submit} aria-label="Set the credits">
    <label><span class="off-screen">Credits</span><input id="credits" ref=${field} class="n short" inputmode="numeric" autocomplete="off" placeholder=${number(of.credits)} /></label>
    <button class="primary" type="submit">Set credits</button>
    ${[0, 1, 1000].map((n) => html`<button type="button" class="small" onClick=${() => put(() => n)}>${number(n)}</button>`)}
  </form>`;
}

const newest = 200;

function Ledger({ entries, balance }) {
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(-newest);
  const hidden = entries.length - shown.length;
  const sum = (list) => list.reduce((s, e) => s + e.amount, 0);
  const total = sum(entries);
  const sums = total === (entries.at(-1)?.balance ?? balance);
  return html`<${Panel} title="Ledger" tools=${hidden > 0 && html`<button class="small" onClick=${() => setAll(true)}>Show all ${number(entries.length)}</button>`}>
    <${Scroll} label="Ledger" class="tall"><table class="rows">
      <thead><tr>
        <th scope="col" class="n">No.</th><th scope="col">At</th><th scope="col">What</th>
        <th scope="col" class="n">Amount</th><th scope="col" class="n">Balance</th><th scope="col">Request</th>
      </tr></thead>
      <tbody>
        ${[...shown].reverse().map((e) => html`<${Entry} key=${e.seq} e=${e} />`)}
        ${hidden > 0 && html`<tr>
          <td /><td /><td class="muted">${plural(hidden, "earlier entry", "earlier entries")}</td>
          <td class="n">${signed(sum(entries.slice(0, hidden)))}</td><td class="n">${number(entries[hidden - 1].balance)}</td><td />
        </tr>`}
      </tbody>
      <tfoot><tr>
        <th scope="row" colspan="3">Sum of ${plural(entries.length, "entry", "entries")}</th><td class="n" id="ledger-sum">${number(total)}</td>
        <td colspan="2">${sums ? html`<${Badge} kind="good">✓ is the balance<//>` : html`<${Badge} kind="bad">✕ is not the balance<//>`}</td>
      </tr></tfoot>
    </table><//>
  <//>`;
}

const Entry = ({ e }) => html`<tr>
  <td class="n muted">${e.seq}</td><td title=${dayAndTime(e.at)}>${clockTime(e.at)}</td>
  <td><${Badge} kind=${kinds[e.kind]}>${words(e.kind)}<//></td>
  <td class="n">${signed(e.amount)}</td><td class="n">${number(e.balance)}</td><td><code class="muted">${e.request_id}</code></td>
</tr>`;

const kinds = { charge: "info", refund: "good", adjustment: "warn", opening: "quiet", carried_forward: "quiet" };
