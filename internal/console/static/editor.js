// The editor of scenarios: the server's own lint tells what is wrong before anything is put.
import { html, useEffect, useLayoutEffect, useRef, useState } from "./html.js";
import { ask } from "./api.js";
import { attempt, Badge, Panel } from "./ui.js";
import { plural } from "./format.js";
import { nameOf, routeOf } from "./scenarios.js";

const smallest = `name: one-refusal
description: The first request of each cookie is refused; everything after it is ordinary.
steps:
  - error: invalid_cookie
`;

const typeOf = (text) => (text.trimStart().startsWith("{") ? "application/json" : "application/yaml");

export function Editor({ show, whom, done }) {
  const [text, setText] = useState(smallest);
  const [origin, setOrigin] = useState("");
  const [before, setBefore] = useState(null); // what stood here until another was opened
  const lint = useLint(text);
  const area = useRef(null);
  useEffect(() => {
    if (!show) return;
    attempt(async () => {
      const query = show.key ? `?key=${nameOf(show.key)}` : "";
      const told = await ask("GET", `scenarios/${nameOf(show.name)}${query}`);
      replace(told.text, told.origin);
      area.current.focus();
      area.current.setSelectionRange(0, 0);
    });
  }, [show]);
  const replace = (next, from) => {
    if (text !== next) setBefore(text);
    setText(next);
    setOrigin(from);
  };
  const put = () => attempt(async () => {
    const key = whom();
    const told = await ask("PUT", routeOf(lint.name, key), { body: text, type: typeOf(text) });
    await done();
    return told;
  }, (told) => `${told.name} is active.`);
  const well = lint.state === "well";
  return html`<${Panel} title="Editor" tools=${html`<${Verdict} lint=${lint} />${origin && html`<span class="muted">${origin}</span>`}`}>
    <${Text} text=${text} setText=${setText} faults=${lint.faults} area=${area} />
    <${Faults} lint=${lint} area=${area} text=${text} />
    <div class="row pad">
      <button class="primary" disabled=${!well} onClick=${put}>Put it</button>
      <button onClick=${() => replace(smallest, "")}>The smallest one</button>
      ${before !== null && html`<button onClick=${() => replace(before, "")}>Back to what was here</button>`}
      <span class="muted">YAML or JSON. It is active at once, for whom “Activate for” says.</span>
    </div>
  <//>`;
}

// useLint asks the server what is wrong, a moment after the last change.
function useLint(text) {
  const [lint, setLint] = useState({ state: "asking", name: "", faults: [], more: 0 });
  useEffect(() => {
    const stop = new AbortController();
    setLint((l) => ({ ...l, state: "asking" }));
    const timer = setTimeout(async () => {
      try {
        const told = await ask("POST", "scenarios/lint", { body: text || " ", type: typeOf(text), signal: stop.signal });
        setLint({ state: told.faults.length === 0 ? "well" : "faults", ...told });
      } catch (error) {
        if (error.name !== "AbortError") setLint({ state: "unknown", name: "", faults: [], more: 0, message: error.message });
      }
    }, 250);
    return () => (clearTimeout(timer), stop.abort());
  }, [text]);
  return lint;
}

function Verdict({ lint }) {
  const [kind, words] = {
    asking: ["quiet", "checking"], well: ["good", "✓ well"], unknown: ["warn", "! not checked"],
    faults: ["bad", `✕ ${plural(lint.faults.length + (lint.more ?? 0), "fault")}`],
  }[lint.state];
  return html`<${Badge} kind=${kind}>${words}<//>`;
}

function Text({ text, setText, faults, area }) {
  const gutter = useRef(null);
  const lines = text.split("\n").length;
  const bad = new Set(faults.map((f) => f.line));
  const follow = () => {
    gutter.current.scrollTop = area.current.scrollTop;
  };
  useLayoutEffect(follow, [text]);
  return html`<div class="editor">
    <div ref=${gutter} class="gutter" aria-hidden="true">${Array.from({ length: lines }, (_, i) => html`<div class=${bad.has(i + 1) ? "bad" : ""}>${i + 1}</div>`)}</div>
    <textarea ref=${area} id="scenario-text" aria-label="The scenario, as YAML or JSON" aria-describedby="faults" aria-invalid=${faults.length > 0} wrap="off" spellcheck=${false} autocapitalize="off"
      value=${text} onInput=${(e) => setText(e.target.value)} onScroll=${follow}></textarea>
  </div>`;
}

// offsetOf is where a line and a column are in the text; both are from 1.
function offsetOf(text, line, column) {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((n, l) => n + l.length + 1, 0);
  return before + Math.min(column - 1, lines[line - 1]?.length ?? 0);
}

function Faults({ lint, area, text }) {
  const go = (fault) => {
    const at = offsetOf(text, fault.line, fault.column);
    const word = /^[\w-]*/.exec(text.slice(at))[0].length;
    area.current.focus();
    area.current.setSelectionRange(at, at + word);
    area.current.scrollTop = Math.max(0, (fault.line - 6) * 20);
  };
  return html`<div id="faults" class="faults" aria-live="polite">
    ${lint.message && html`<p class="muted">${lint.message}</p>`}
    ${lint.faults.length > 0 && html`<ul>${lint.faults.map((f) => html`<li>
      <button class="link-button" onClick=${() => go(f)} title="Go there">line ${f.line}, column ${f.column}</button>
      <span>${f.message}</span>
      ${f.near && !f.message.includes("did you mean") && html`<span class="muted">nearest: <code>${f.near}</code></span>`}
    </li>`)}</ul>`}
    ${lint.more > 0 && html`<p class="muted">and ${lint.more} more</p>`}
  </div>`;
}
