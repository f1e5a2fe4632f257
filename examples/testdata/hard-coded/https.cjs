// The same as fetch.mjs by https.request, as axios and most packages older than fetch do it: with the global agent, with
// an agent of its own, and with none.
const http = require('node:http');
const https = require('node:https');

const base = process.argv[2] ?? 'https://api.linkupapi.com/v1';
const { request, Agent } = base.startsWith('https:') ? https : http;
const agents = [undefined, new Agent({ keepAlive: true, maxSockets: 1 }), false];

function post(page) {
  return new Promise((resolve, reject) => {
    const call = request(`${base}/network/connections`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'x-api-key': 'hard-coded' },
      agent: agents[page % agents.length],
    }, (response) => {
      let text = '';
      response.on('data', (piece) => { text += piece; });
      response.on('end', () => resolve(JSON.parse(text).data));
    });
    call.on('error', reject);
    call.end(JSON.stringify({ login_token: 'network-35', start_page: page, end_page: page }));
  });
}

(async () => {
  const people = [];
  for (let page = 1, all = 1; people.length < all; page++) {
    const data = await post(page);
    people.push(...data.connections);
    all = data.total_available_results;
  }
  console.log(`${people.length} connections`);
  agents[1].destroy();
})();
