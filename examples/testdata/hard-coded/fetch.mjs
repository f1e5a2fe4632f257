// A program that has never heard of an emulator: it prints how many connections a network has, page by page.
const base = process.argv[2] ?? 'https://api.linkupapi.com/v1';
const people = [];
for (let page = 1, all = 1; people.length < all; page++) {
  const response = await fetch(`${base}/network/connections`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'x-api-key': 'hard-coded' },
    body: JSON.stringify({ login_token: 'network-35', start_page: page, end_page: page }),
  });
  const { data } = await response.json();
  people.push(...data.connections);
  all = data.total_available_results;
}
console.log(`${people.length} connections`);
