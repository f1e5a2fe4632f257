// What letters names are written in, as far as it matters to a client that stores or sorts them.
const kinds = [
  ["plain letters", (s) => /^[\x20-\x7e]*$/.test(s)],
  ["Hebrew", (s) => /\p{Script=Hebrew}/u.test(s)],
  ["Arabic", (s) => /\p{Script=Arabic}/u.test(s)],
  ["Cyrillic", (s) => /\p{Script=Cyrillic}/u.test(s)],
  ["Greek", (s) => /\p{Script=Greek}/u.test(s)],
  ["Devanagari", (s) => /\p{Script=Devanagari}/u.test(s)],
  ["East Asian", (s) => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(s)],
  ["emoji", (s) => /\p{Extended_Pictographic}/u.test(s.replace(/[®©™]/gu, ""))],
  ["accented", (s) => /[\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]/u.test(s)],
  ["other signs", () => true],
];

// sorts are the kinds of letters with how many names have them, the most common first; a name counts as the first that fits.
export function sorts(people) {
  const counts = new Map();
  for (const { name } of people) {
    const [kind] = kinds.find(([, fits]) => fits(name));
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}
