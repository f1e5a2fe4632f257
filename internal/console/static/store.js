// A value that views follow.
import { useEffect, useState } from "./html.js";

export function createStore(value) {
  const followers = new Set();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const follow of [...followers]) follow();
    },
    follow(f) {
      followers.add(f);
      return () => followers.delete(f);
    },
  };
}

export function useStore(store) {
  const [, draw] = useState(0);
  useEffect(() => {
    draw((n) => n + 1); // what was set between the first drawing and this
    return store.follow(() => draw((n) => n + 1));
  }, [store]);
  return store.get();
}

// remembered is a store whose value outlives the page, as far as the browser lets it.
export function remembered(name, fallback) {
  let value = fallback;
  try {
    value = JSON.parse(localStorage.getItem(name)) ?? fallback;
  } catch {
    // Closed storage, or something else's value under the name.
  }
  const store = createStore(value);
  store.follow(() => {
    try {
      localStorage.setItem(name, JSON.stringify(store.get()));
    } catch {
      // It is forgotten with the page then.
    }
  });
  return store;
}
