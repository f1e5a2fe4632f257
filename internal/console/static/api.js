// The control routes, which are all that the console speaks to. Their folder is the page's own.
import { useCallback, useEffect, useRef, useState } from "./html.js";
import { createStore } from "./store.js";

export const base = new URL("./", document.baseURI).href;

const tokenName = "linkup-emulator-token";

// access says whether the server lets the page in: "open", or "locked" with what it said of the token that it got.
export const access = createStore({ state: "open", refused: false });

// away is true while the server does not answer at all.
export const away = createStore(false);

export function token() {
  try {
    return sessionStorage.getItem(tokenName) ?? "";
  } catch {
    return kept;
  }
}

let kept = ""; // where the browser has no storage for the page

export function setToken(value) {
  kept = value;
  try {
    sessionStorage.setItem(tokenName, value);
  } catch {
    // kept has it.
  }
  access.set({ state: "open", refused: false });
}

export function lock() {
  access.set({ state: "locked", refused: token() !== "" });
}

// Refusal is an answer that is an error; its message is the server's own.
class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

// ask calls a control route. body is sent as JSON, or as text of the type that is given.
export async function ask(method, path, { body, type = "application/json", signal } = {}) {
  const headers = { Accept: "application/json" };
  if (token()) headers.Authorization = `Bearer ${token()}`;
  if (body !== undefined) headers["Content-Type"] = type;
  const sent = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  let response, text;
  try {
    response = await fetch(base + path, { method, headers, body: sent, signal, cache: "no-store" });
    text = await response.text();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    away.set(true);
    throw new Refusal(0, "The server does not answer.");
  }
  if (away.get()) away.set(false);
  return answer(response, text);
}

function answer(response, text) {
  let told = null;
  try {
    told = text === "" ? null : JSON.parse(text);
  } catch {
    throw new Refusal(response.status, `The server answered ${response.status} with what is no JSON.`);
  }
  if (response.ok || response.status === 409) return told;
  if (response.status === 401) lock();
  throw new Refusal(response.status, told?.message ?? `The server answered ${response.status}.`);
}

// useAnswer is the answer of a GET: {data, error, reload}. It is asked for anew where path, or one of the values of
// again, is another; what was there stays until then.
export function useAnswer(path, again = []) {
  const [state, setState] = useState({ data: null, error: null, path: null });
  const newest = useRef(0);
  const reload = useCallback(async () => {
    const turn = ++newest.current;
    if (path === null) {
      setState({ data: null, error: null, path });
      return;
    }
    try {
      const data = await ask("GET", path);
      if (turn === newest.current) setState({ data, error: null, path });
    } catch (error) {
      if (turn === newest.current) setState((s) => ({ data: s.path === path ? s.data : null, error, path }));
    }
  }, [path]);
  const state0 = useStoreValue(access);
  useEffect(() => {
    if (state0.state === "open") reload();
  }, [reload, state0.state, ...again]);
  useEffect(() => () => void newest.current++, []);
  const fits = state.path === path;
  return { data: fits ? state.data : null, error: fits ? state.error : null, reload };
}

function useStoreValue(store) {
  const [value, set] = useState(store.get());
  useEffect(() => store.follow(() => set(store.get())), [store]);
  return value;
}

// useEvery calls f now and then while the page is seen.
export function useEvery(milliseconds, f) {
  const latest = useRef(f);
  latest.current = f;
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && latest.current(), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
}
