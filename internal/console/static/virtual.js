// A long list of which what is seen is in the document, and no more.
import { useCallback, useEffect, useLayoutEffect, useState } from "./html.js";

const spare = 8; // rows above and below

// useWindow is which rows of count, each of height pixels, are seen in the element of ref: {from, to, atTop}.
export function useWindow(ref, count, height) {
  const [seen, setSeen] = useState({ top: 0, room: 600 });
  const measure = useCallback(() => {
    const box = ref.current;
    if (!box) return;
    const top = Math.floor(box.scrollTop / height), room = box.clientHeight;
    setSeen((s) => (s.top === top && s.room === room ? s : { top, room }));
  }, [height]);
  useLayoutEffect(measure, [count === 0, height]);
  useEffect(() => {
    const box = ref.current;
    if (!box) return undefined;
    const watch = new ResizeObserver(measure);
    watch.observe(box);
    box.addEventListener("scroll", measure, { passive: true });
    return () => (watch.disconnect(), box.removeEventListener("scroll", measure));
  }, [measure, count === 0]);
  const from = Math.max(0, Math.min(seen.top, count) - spare);
  return { from, to: Math.min(count, seen.top + Math.ceil(seen.room / height) + spare), atTop: seen.top === 0, page: Math.max(1, Math.floor(seen.room / height) - 2) };
}

// useMedia says whether a media query holds.
export function useMedia(query) {
  const [holds, set] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const follow = () => set(list.matches);
    follow();
    list.addEventListener("change", follow);
    return () => list.removeEventListener("change", follow);
  }, [query]);
  return holds;
}
