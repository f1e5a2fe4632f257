// node main.js FILE fetches the network of a member into FILE. Exit status: 0 complete, 3 out of credits (run it again).

import { env, exit, argv } from 'node:process';
import { Client, VENDOR } from './client.js';
import { sync } from './sync.js';

const file = argv[2] ?? 'network.json';
const client = new Client({
  base: env.LINKUP_API_BASE || VENDOR,
  key: env.LINKUP_API_KEY,
  email: env.LINKUP_EMAIL,
  password: env.LINKUP_PASSWORD,
});
const saved = await sync(client, file);
if (saved.complete) {
  console.log(`${saved.connections.length} connections in ${file}`);
} else {
  console.log(`${saved.connections.length} connections in ${file}; no credits for page ${saved.next_page}: run it again with more`);
  exit(3);
}
