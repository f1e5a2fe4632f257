// The job: fetch a whole network, page range by page range, and be able to stop anywhere and go on later.

import { readFile, rename, writeFile } from 'node:fs/promises';

// sync fetches what is missing and saves after each range, so that a run that breaks off loses nothing it has paid for.
// It returns what is saved; complete is false where the credits were used up.
export async function sync(client, file, pagesPerCall = 5) {
  const saved = await load(file);
  while (!saved.complete) {
    const start = saved.next_page, end = start + pagesPerCall - 1;
    let data;
    try {
      data = await client.connections(start, end);
    } catch (error) {
      if (error.status === 402) return saved; // the next run goes on from next_page
      throw error;
    }
    add(saved.connections, data.connections);
    saved.next_page = end + 1;
    saved.complete = end * 10 >= data.total_available_results;
    await save(file, saved);
  }
  return saved;
}

// add keeps one of each person: whoever is new comes to the front of the network, and pushes others to a later page.
function add(all, more) {
  const known = new Set(all.map((person) => person.profile_url));
  all.push(...more.filter((person) => !known.has(person.profile_url)));
}

async function load(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return { next_page: 1, complete: false, connections: [] };
  }
}

async function save(file, saved) {
  await writeFile(file + '.new', JSON.stringify(saved, null, 1));
  await rename(file + '.new', file); // so that the file is whole at any time
}
