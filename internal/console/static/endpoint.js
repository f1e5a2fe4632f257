// Where clients reach the endpoint: the page's own origin, but where the control routes have a listener of their own.
import { createStore } from "./store.js";
import { ask } from "./api.js";

export const endpoint = createStore(location.origin);

// learn asks the server, which knows the endpoint's port. The host is that by which this browser came here, as the server
// has no name of its own.
export async function learn() {
  const { port, control_apart: apart } = await ask("GET", "version").catch(() => ({}));
  if (apart && port) endpoint.set(`${location.protocol}//${location.hostname}:${port}`);
}
