// Starts linkup-emulator for a test, unless LINKUP_API_BASE says where one is.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { env } from 'node:process';

// LINKUP_EMULATOR is the program, where it is built; else Go builds it from the repository that this is a part of.
const command = env.LINKUP_EMULATOR ? [env.LINKUP_EMULATOR] : ['go', 'run', '../../cmd/linkup-emulator'];

// Both ways in which the service may send an error; an emulator that is given sends what it was told to.
export const errorStatuses = env.LINKUP_API_BASE ? ['given'] : ['http', 'ok'];

// start is an emulator's base URL, and the function that stops it.
export async function start(errorStatus) {
  if (env.LINKUP_API_BASE) return { base: env.LINKUP_API_BASE, stop: async () => {} };
  const [program, ...args] = [...command, 'serve', '--listen=127.0.0.1:0', '--log-level=error', `--error-status=${errorStatus}`];
  const process = spawn(program, args, { cwd: import.meta.url.replace('file://', '').replace(/[^/]*$/, ''), stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(process, 'exit');
  for await (const url of createInterface(process.stdout)) { // the first line is the URL
    return { base: `${url}/v1`, stop: () => process.kill('SIGINT') && ended };
  }
  throw new Error(`${program} ended before it served`);
}
