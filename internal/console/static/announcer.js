// Tells a screen reader what came, at most every few seconds, however many calls there were.
import { html, useEffect, useRef, useState } from "./html.js";
import { calls } from "./calls.js";
import { plural } from "./format.js";

const pace = 6_000;

export function Announcer() {
  const [text, setText] = useState("");
  const told = useRef({ total: 0, errors: 0, begun: false, timer: 0 });
  useEffect(() => {
    const tell = () => {
      const t = told.current, now = calls.get();
      t.timer = 0;
      const news = now.total - t.total, bad = now.errors - t.errors;
      t.total = now.total;
      t.errors = now.errors;
      if (t.begun && news > 0) setText(`${plural(news, "new call")}, ${plural(bad, "error")}`);
      t.begun = true;
    };
    const end = calls.follow(() => (told.current.timer ||= setTimeout(tell, told.current.begun ? pace : 500)));
    return () => (end(), clearTimeout(told.current.timer));
  }, []);
  return html`<div class="off-screen" role="status" aria-live="polite">${text}</div>`;
}
