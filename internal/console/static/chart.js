// The balance over time, with what moved it.
import { html, useEffect, useMemo, useRef } from "./html.js";
import uPlot from "./vendor/uplot.mjs";
import { number, plural } from "./format.js";

const height = 220;

// Each mark has a shape of its own, so that colour is not all that tells them apart.
const shapes = {
  charge: { name: "charge", colour: "--info", sign: "●" },
  refund: { name: "refund", colour: "--good", sign: "▲" },
  refusal: { name: "refusal", colour: "--bad", sign: "✕" },
  adjustment: { name: "set", colour: "--warn", sign: "◆" },
};

// points are the balance at each time; times ascend, whatever the emulator's clock was set to meanwhile.
function points(entries, refusals) {
  const kinds = { charge: "charge", refund: "refund", adjustment: "adjustment" };
  const all = [
    ...entries.map((e) => ({ at: Date.parse(e.at) / 1000, balance: e.balance, kind: kinds[e.kind] })),
    ...refusals.filter((r) => r.left !== null).map((r) => ({ at: Date.parse(r.at) / 1000, balance: r.left, kind: "refusal" })),
  ].sort((a, b) => a.at - b.at);
  return all;
}

function data(all) {
  const rows = [all.map((p) => p.at), all.map((p) => p.balance)];
  for (const kind of Object.keys(shapes)) rows.push(all.map((p) => (p.kind === kind ? p.balance : null)));
  return rows;
}

// ticks are times as the tables write them, with the day where it is another than that of the tick before.
function ticks(_, times, __, ___, step) {
  let day = "";
  return times.map((time) => {
    const at = new Date(time * 1000).toISOString();
    const clock = at.slice(11, step < 60 ? 19 : 16);
    const text = day === at.slice(0, 10) ? clock : `${clock}\n${at.slice(0, 10)}`;
    day = at.slice(0, 10);
    return text;
  });
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// sign draws the points of a series.
function drawSigns(plot) {
  const { ctx } = plot;
  ctx.save();
  const scale = devicePixelRatio;
  ctx.font = `${11 * scale}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  Object.values(shapes).forEach((shape, i) => {
    ctx.fillStyle = colour(shape.colour);
    const row = plot.data[i + 2];
    let lastX = -Infinity;
    for (let j = 0; j < row.length; j++) {
      if (row[j] === null) continue;
      const x = plot.valToPos(plot.data[0][j], "x", true), y = plot.valToPos(row[j], "y", true);
      if (Math.abs(x - lastX) < 2 * scale && row.length > 300) continue; // what would lie on one another
      ctx.fillText(shape.sign, x, y);
      lastX = x;
    }
  });
  ctx.restore();
}

// spread is what the axis of time shows: at least ten seconds, as the first calls mostly come within one.
function spread(plot, low, high) {
  if (low === null) return [Date.now() / 1000 - 10, Date.now() / 1000];
  if (plot.data[0][0] === plot.data[0].at(-1)) high = low; // where the library would take years
  const room = Math.max(high - low, 10), middle = (low + high) / 2;
  return [Math.min(low, middle - room / 2) - room * 0.03, Math.max(high, middle + room / 2) + room * 0.03];
}

function options(width) {
  const axis = { stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 }, font: "12px system-ui, sans-serif" };
  const hidden = Object.values(shapes).map((s) => ({ label: s.name, paths: () => null, points: { show: false }, stroke: colour(s.colour) }));
  return {
    width, height, legend: { show: false }, cursor: { drag: { x: true, y: false }, points: { show: false } },
    // The emulator's clock is in UTC, and so is what the tables say.
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1e3), "Etc/UTC"),
    scales: { x: { range: spread }, y: { range: (_, low, high) => [Math.min(0, low), Math.max(1, high * 1.08)] } },
    axes: [{ ...axis, values: ticks }, { ...axis, size: 64, values: (_, ticks) => ticks.map((t) => (Number.isInteger(t) ? number(t) : "")) }],
    series: [{}, { label: "balance", stroke: colour("--accent"), width: 2, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } }, ...hidden],
    hooks: { draw: [drawSigns] },
  };
}

export function BalanceChart({ entries, refusals }) {
  const box = useRef(null), plot = useRef(null);
  const all = useMemo(() => points(entries, refusals), [entries, refusals]);
  const rows = useMemo(() => data(all), [all]);
  const newest = useRef(rows);
  newest.current = rows;
  useEffect(() => {
    const make = () => {
      plot.current?.destroy();
      plot.current = new uPlot(options(Math.max(200, box.current.clientWidth)), newest.current, box.current);
    };
    make();
    const watch = new ResizeObserver(([{ contentRect }]) => plot.current.setSize({ width: Math.max(200, contentRect.width), height }));
    watch.observe(box.current);
    addEventListener("palette", make);
    return () => (watch.disconnect(), removeEventListener("palette", make), plot.current.destroy());
  }, []);
  useEffect(() => plot.current.setData(rows), [rows]);
  const counts = Object.keys(shapes).map((kind) => [shapes[kind], all.filter((p) => p.kind === kind).length]);
  const [first, now] = [all[0], all.at(-1)].map((p) => number(p?.balance ?? 0));
  const said = `The balance over time: ${first} at first, ${now} now; ${counts.map(([s, n]) => plural(n, s.name)).join(", ")}. The ledger below has each.`;
  return html`<figure class="chart">
    <div ref=${box} role="img" aria-label=${said}></div>
    <figcaption>${counts.map(([s, n]) => html`<span class=${`legend ${s.colour.slice(2)}`}>
      <span aria-hidden="true">${s.sign}</span> ${plural(n, s.name)}</span>`)}</figcaption>
  </figure>`;
}
