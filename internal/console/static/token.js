// Asks for the token, where the server wants one.
import { html, useEffect, useRef, useState } from "./html.js";
import { access, setToken } from "./api.js";
import { useStore } from "./store.js";
import { Mark } from "./ui.js";

export function TokenGate() {
  const { refused } = useStore(access);
  const [value, setValue] = useState("");
  const field = useRef(null);
  useEffect(() => field.current.focus(), []);
  const enter = (event) => {
    event.preventDefault();
    if (value.trim() !== "") setToken(value.trim());
  };
  return html`<form class="gate panel" onSubmit=${enter} aria-labelledby="gate-title">
    <h1 id="gate-title">This emulator wants its token</h1>
    <p>It was started with <code>--control-token</code> (or <code>LINKUP_EMULATOR_CONTROL_TOKEN</code>). The token stays in this tab
      until you close it, and goes to this server alone.</p>
    ${refused && html`<p class="problem" role="alert"><${Mark} kind="bad" /> That is another token than the server's. Nothing was changed; try again.</p>`}
    <label for="token">Token</label>
    <div class="row"><input id="token" ref=${field} type="password" autocomplete="off" spellcheck=${false} value=${value} onInput=${(e) => setValue(e.target.value)} />
      <button class="primary" type="submit">Open the console</button></div>
  </form>`;
}
