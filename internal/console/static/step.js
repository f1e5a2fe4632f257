// A step of a scenario in a line.
const spans = ["times", "for", "until", "forever", "every"];

const flat = (value) => {
  if (value === null || typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${value.map(flat).join(", ")}]`;
  const all = Object.entries(value);
  return all.length === 0 ? "{}" : `{${all.map(([k, v]) => `${k}: ${flat(v)}`).join(", ")}}`;
};

export function stepWords(step) {
  const what = Object.entries(step).filter(([k]) => !spans.includes(k)).map(([k, v]) => `${k}: ${flat(v)}`).join(", ");
  const span = [];
  if (step.every) span.push(`one in ${step.every}`);
  if (step.times && step.times !== 1) span.push(`${step.times} times`);
  if (step.for) span.push(`for ${step.for}`);
  if (step.until) span.push(`until ${step.until}`);
  if (step.forever) span.push("for ever");
  return { what: what.length > 200 ? `${what.slice(0, 200)}…` : what, span: span.join(", ") };
}
