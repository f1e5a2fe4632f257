// A value that changes often, at a pace at which the server may be asked.
import { useEffect, useRef, useState } from "./html.js";

export function useSlow(value, pace = 1000) {
  const [slow, setSlow] = useState(value);
  const newest = useRef(value), timer = useRef(0);
  newest.current = value;
  useEffect(() => {
    if (value !== slow && !timer.current) {
      timer.current = setTimeout(() => {
        timer.current = 0;
        setSlow(newest.current);
      }, pace);
    }
  }, [value, slow]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return slow;
}
