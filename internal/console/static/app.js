// The page: what is around every view, and which view there is.
import { html, render, useEffect, useState } from "./html.js";
import { access, away, useAnswer } from "./api.js";
import { calls, follow, link, tryNow } from "./calls.js";
import { createStore, useStore } from "./store.js";
import { onKey, Shortcuts } from "./shortcuts.js";
import { Notice, Print } from "./ui.js";
import { plural } from "./format.js";
import { Announcer } from "./announcer.js";
import { learn } from "./endpoint.js";
import { TokenGate } from "./token.js";
import { Live } from "./live.js";
import { Credits } from "./credits.js";
import { Scenarios } from "./scenarios.js";
import { Networks } from "./networks.js";
import { Findings } from "./findings.js";
import { Clock } from "./clock.js";
import { Contract } from "./contract.js";

const views = [
  { name: "live", title: "Live", view: Live },
  { name: "credits", title: "Credits", view: Credits },
  { name: "scenarios", title: "Scenarios", view: Scenarios },
  { name: "networks", title: "Networks", view: Networks },
  { name: "findings", title: "Findings", view: Findings },
  { name: "clock", title: "Clock", view: Clock },
  { name: "contract", title: "Contract", view: Contract },
];

// place is the view, and what in it: #/credits/key:7f3a9c.
const place = createStore(read());

function read() {
  const [, name, ...rest] = location.hash.split("/");
  return { view: views.find((v) => v.name === name) ?? views[0], rest: rest.map(decodeURIComponent) };
}

addEventListener("hashchange", () => {
  place.set(read());
  document.querySelector("main")?.scrollTo(0, 0);
});

const turnTheme = () => dispatchEvent(new Event("turn-palette"));

function Link() {
  const { state, message, next } = useStore(link);
  const [, tick] = useState(0);
  useEffect(() => {
    if (state !== "away") return undefined;
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, [state]);
  const say = { connecting: "Connecting", live: "Live", away: "Server away", locked: "Locked", off: "No journal", refused: "Refused" }[state];
  return html`<div class=${`link ${state}`} title=${message}>
    <span class="dot" aria-hidden="true"></span><span>${say}</span>
    ${state === "away" && html`<button class="small" onClick=${tryNow}>Try now</button>
      <span class="muted wide-only">again in ${Math.max(0, Math.round((next - Date.now()) / 1000))} s</span>`}
  </div>`;
}

const Pair = (s) => html`<${Print} of=${s.key} none="no key" /> <${Print} of=${s.cookie} none="no cookie" /> `;

function Banners() {
  const { state, message } = useStore(link);
  const unanswered = useStore(away);
  const { secrets } = useStore(calls);
  return html`<div class="banners">
    ${(state === "away" || unanswered) && html`<div class="banner bad" role="alert"><strong>The server is away.</strong>
      <span> What is shown is what it said last. The page reconnects by itself${message ? ` (${message})` : ""}.</span></div>`}
    ${state === "refused" && html`<div class="banner bad" role="alert"><strong>The server refuses the page.</strong>
      <span> ${message}. </span><button class="small" onClick=${follow}>Try again</button></div>`}
    ${secrets.length > 0 && html`<div class="banner secret" role="alert">
      <strong>⚠ A secret that looks real reached this emulator.</strong>
      <span> ${plural(secrets.length, "pair of key and cookie", "pairs of key and cookie")}: ${secrets.slice(0, 3).map(Pair)}
      It is written nowhere; take it out of the client's configuration, and renew it if others can see that.</span></div>`}
  </div>`;
}

function Head({ onShortcuts }) {
  const { data: version } = useAnswer("version", [useStore(link).state === "live"]);
  return html`<header class="head">
    <a class="brand" href="#/live" aria-label="linkup-emulator"><img src="console/icon.svg" alt="" width="24" height="24" /><span>linkup-emulator</span></a>
    ${version && html`<span class="muted version">${version.version.slice(0, 24)}</span>`}
    <${Link} />
    <div class="head-tools">
      <button class="icon" aria-label="Light or dark" title="Light or dark (t)" onClick=${turnTheme}>◐</button>
      <button class="icon" aria-label="Shortcuts" title="Shortcuts (?)" onClick=${onShortcuts}>?</button>
    </div>
  </header>`;
}

const Nav = ({ now }) => html`<nav class="nav" aria-label="Views"><ul>
  ${views.map((v, i) => html`<li><a href=${`#/${v.name}`} aria-current=${v === now ? "page" : null} title=${`${v.title} (${i + 1})`}>${v.title}</a></li>`)}
</ul></nav>`;

function App() {
  const { view, rest } = useStore(place);
  const { state } = useStore(access);
  const [listing, setListing] = useState(false);
  useEffect(() => {
    document.title = `${view.title} · linkup-emulator`;
  }, [view]);
  useEffect(() => {
    const ends = views.map((v, i) => onKey(String(i + 1), () => void (location.hash = `#/${v.name}`)));
    ends.push(onKey("t", turnTheme), onKey("?", () => setListing(true)));
    return () => ends.forEach((end) => end());
  }, []);
  const skip = (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  };
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to the view</a>
    <${Head} onShortcuts=${() => setListing(true)} />
    <${Nav} now=${view} />
    <main id="main" tabindex="-1" class=${`view view-${view.name}`}>
      <${Banners} />
      ${state === "locked" ? html`<${TokenGate} />` : html`<${view.view} rest=${rest} />`}
    </main>
    <${Announcer} />
    <${Notice} />
    ${listing && html`<${Shortcuts} onClose=${() => setListing(false)} />`}`;
}

render(html`<${App} />`, document.getElementById("app"));
follow();
learn();
