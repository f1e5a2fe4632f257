// The job against linkup-emulator. A key that begins scenario-NAME plays the scenario of that name to itself alone, so
// the tests share one server and need no set-up.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client } from './client.js';
import { errorStatuses, start } from './emulator.js';
import { sync } from './sync.js';

const MEMBER = 'hedy@example.com'; // whose network has PEOPLE connections, on 11 pages
const PEOPLE = 109;
const run = `${process.pid}-${Date.now()}`; // makes every key new, on a server that has been used

// name, key, the waits it takes in ms, the credits that it costs
const troubles = [
  ['nothing', 'plain', [], 11],
  ['each third request fails', 'scenario-flaky', [500], 11],
  ['the cookie dies', 'scenario-cookie-expires', [], 11],
  ['too many requests', 'scenario-rate-limited', [1000, 1000, 1000], 11],
  ['no answer, and no charge', 'scenario-connection-reset', [500], 11],
  ['an answer that is lost is paid for twice', 'scenario-lost-answer', [500], 14],
  ['an answer breaks off', 'scenario-truncated', [500], 14],
  ['an answer is not JSON', 'scenario-malformed', [500], 14],
  ['an answer is empty, though there is more', 'scenario-empty-page', [500], 11],
];

for (const errorStatus of errorStatuses) {
  describe(`error_status: ${errorStatus}`, () => {
    let emulator, folder;
    before(async () => {
      emulator = await start(errorStatus);
      folder = await mkdtemp(join(tmpdir(), 'linkup-'));
    });
    after(async () => {
      await emulator.stop();
      await rm(folder, { recursive: true });
    });

    // job is a client whose waits are noted, not waited for, and its file.
    function job(key, file = key, more = {}) {
      const waits = [];
      const sleep = async (ms) => void waits.push(ms);
      const client = new Client({ base: emulator.base, key: `${key}-${errorStatus}-${run}`, email: MEMBER, password: 'any', sleep, ...more });
      return { waits, sync: () => sync(client, join(folder, file), 3), file: join(folder, file) };
    }

    async function account(key) {
      const url = new URL(`/_emulator/accounts/${key}-${errorStatus}-${run}`, emulator.base);
      return (await fetch(url)).json();
    }

    // play makes a scenario of our own speak for one key.
    async function play(key, scenario) {
      const url = new URL(`/_emulator/accounts/${key}-${errorStatus}-${run}/scenario`, emulator.base);
      const answer = await fetch(url, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(scenario) });
      assert.equal(answer.status, 200, await answer.text());
    }

    for (const [name, key, waits, cost] of troubles) {
      test(`fetches everybody once: ${name}`, async () => {
        const j = job(key);
        const saved = await j.sync();
        assert.equal(saved.complete, true);
        assert.equal(new Set(saved.connections.map((c) => c.profile_url)).size, PEOPLE);
        assert.equal(saved.connections.length, PEOPLE);
        assert.deepEqual(j.waits, waits);
        assert.equal((await account(key)).spent, cost);
        assert.deepEqual(JSON.parse(await readFile(j.file, 'utf8')), saved);
      });
    }

    test('stops without credits, and goes on where it was', async () => {
      const poor = await job('credits-7', 'resumed').sync(); // two ranges of three pages, and one credit over
      assert.deepEqual([poor.complete, poor.next_page, poor.connections.length], [false, 7, 60]);
      const rich = await job('credits-5', 'resumed').sync();
      assert.deepEqual([rich.complete, rich.connections.length], [true, PEOPLE]);
      assert.equal((await account('credits-7')).credits, 1);
      assert.equal((await account('credits-5')).credits, 0);
    });

    test('stops at once where there are no credits at all', async () => {
      const saved = await job('scenario-no-credits').sync();
      assert.deepEqual(saved, { next_page: 1, complete: false, connections: [] });
    });

    test('errors on HTTP 200 are told by their text', async () => {
      const j = job('scenario-ok-errors'); // which refuses each new cookie once
      await assert.rejects(j.sync(), { name: 'LinkupError', status: 403 });
    });

    test('gives up on a cookie that a login does not mend', async () => {
      await assert.rejects(job('scenario-bad-cookie').sync(), { name: 'LinkupError', status: 403 });
    });

    test('gives up on a service that stays down, and says so', async () => {
      await play('down', { name: 'down', steps: [{ error: 'internal_error', forever: true }] });
      const j = job('down');
      await assert.rejects(j.sync(), { name: 'LinkupError', status: 500 });
      assert.deepEqual(j.waits, [500, 1000, 2000, 4000, 8000, 16000]);
    });

    test('a login that is refused is not retried', async () => {
      const j = job('login', 'login', { email: 'wrong-password@example.com' });
      await assert.rejects(j.sync(), /Invalid email or password/);
      assert.deepEqual(j.waits, []);
    });

    test('a login that wants a code says so', async () => {
      await assert.rejects(job('code', 'code', { email: 'verify@example.com' }).sync(), /Check your email/);
    });
  });
}
