// A call as a command line. The page has fingerprints alone, so each secret is a placeholder to fill in.
const placeholders = { key: "YOUR_API_KEY", cookie: "YOUR_COOKIE", email: "YOUR_EMAIL", password: "YOUR_PASSWORD", code: "YOUR_CODE" };

function withPlaceholders(value) {
  if (typeof value === "string") {
    const m = /^(key|cookie|email|password|code):[0-9a-f]{6}$/.exec(value);
    return m ? placeholders[m[1]] : value;
  }
  if (Array.isArray(value)) return value.map(withPlaceholders);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withPlaceholders(v)]));
  return value;
}

const quote = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

export function asCurl(call, origin) {
  const lines = [`curl -X ${call.method} ${quote(origin + call.path)}`];
  if (call.key) lines.push(`-H 'x-api-key: ${placeholders.key}'`);
  if (call.request_body !== null && call.request_body !== undefined) {
    lines.push(`-H 'Content-Type: application/json'`);
    const described = typeof call.request_body === "string";
    lines.push(`-d ${quote(described ? `(${call.request_body})` : JSON.stringify(withPlaceholders(call.request_body)))}`);
  }
  return lines.join(" \\\n  ");
}
