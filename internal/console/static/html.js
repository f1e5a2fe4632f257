// Preact and htm, as the views use them.
import { h } from "./vendor/preact.mjs";
import htm from "./vendor/htm.mjs";

export { render, Fragment } from "./vendor/preact.mjs";
export { useState, useEffect, useLayoutEffect, useMemo, useRef, useCallback, useId } from "./vendor/hooks.mjs";
export const html = htm.bind(h);
