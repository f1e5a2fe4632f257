// Clock: what the emulator takes the time for.
import { html, useEffect, useRef, useState } from "./html.js";
import { ask, useAnswer, useEvery } from "./api.js";
import { attempt, Badge, Fact, Panel, Problem } from "./ui.js";
import { dayAndTime, plural } from "./format.js";

export function Clock() {
  const { data, error, reload } = useAnswer("clock");
  useEvery(2000, reload);
  const put = (body, done) => attempt(async () => {
    const told = await ask("PUT", "clock", { body });
    await reload();
    return told;
  }, (told) => `${done}: ${dayAndTime(told.now)}.`);
  return html`<h1>Clock</h1>
    <${Problem} error=${error} again=${reload} />
    ${data && html`<div class="columns halves">
      <${Face} clock=${data} put=${put} />
      <${Panel} title="Go on at once">
        <p class="pad muted">Rate windows, the life of cookies, delays of scenarios and stamps all follow this clock. Requests that wait for it go on as far as it goes.</p>
        <div class="row pad">
          ${[["a minute", "1m"], ["an hour", "1h"], ["a day", "24h"]].map(([name, by]) => html`<button onClick=${() => put({ advance: by }, `Advanced by ${name}`)}>+ ${name}</button>`)}
        </div>
        <${By} put=${put} />
        <${SetTo} clock=${data} put=${put} />
      <//>
    </div>`}`;
}

function Face({ clock, put }) {
  const now = useTicking(clock);
  return html`<${Panel} title="Now" tools=${html`<${Badge} kind=${clock.frozen ? "info" : "good"}>${clock.frozen ? "❚❚ frozen" : "▶ running"}<//>`}>
    <p class="clock-face"><time datetime=${now.toISOString()}><span class="clock-day">${now.toISOString().slice(0, 10)}</span> ${now.toISOString().slice(11, 19)} <small>UTC</small></time></p>
    <dl class="facts"><${Fact} name="Is">${clock.real ? "the time of the machine" : "a time of its own"}<//>
      <${Fact} name="Waiting">${clock.waiting === 0 ? html`<span class="muted">no request waits for it</span>` : plural(clock.waiting, "request")}<//></dl>
    <div class="row pad">
      <button class="primary" onClick=${() => put({ freeze: !clock.frozen }, clock.frozen ? "Runs on" : "Frozen")}>${clock.frozen ? "▶ Let it run" : "❚❚ Freeze"}</button>
      <button disabled=${clock.real} onClick=${() => put({ reset: true }, "The machine's time again")}>Back to the machine's time</button>
    </div>
  <//>`;
}

// useTicking is the time of a clock that was read a moment ago.
function useTicking(clock) {
  const [now, set] = useState(new Date(clock.now));
  useEffect(() => {
    const read = Date.now(), start = Date.parse(clock.now);
    set(new Date(start));
    if (clock.frozen) return undefined;
    const timer = setInterval(() => set(new Date(start + Date.now() - read)), 250);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}

function By({ put }) {
  const field = useRef(null);
  const submit = (event) => {
    event.preventDefault();
    put({ advance: field.current.value.trim() }, `Advanced by ${field.current.value.trim()}`);
  };
  return html`<form class="row pad" onSubmit=${submit}>
    <label for="advance">By</label><input id="advance" ref=${field} class="short" placeholder="1h30m" autocomplete="off" />
    <button type="submit">Advance</button>
  </form>`;
}

function SetTo({ clock, put }) {
  const field = useRef(null);
  const submit = (event) => {
    event.preventDefault();
    put({ set: field.current.value.trim() }, "Set");
  };
  return html`<form class="row pad" onSubmit=${submit}>
    <label for="set">To</label><input id="set" ref=${field} class="grow" placeholder=${clock.now.replace(/\.\d+/, "")} autocomplete="off" />
    <button type="submit">Set</button>
  </form>`;
}
