// What the scripts of a conversation share: options, the conversation with the comparison, and the last step from sums to rows.
import fs from 'node:fs';
import readline from 'node:readline';
import { parseArgs } from 'node:util';

const text = { type: 'string' };
export const options = parseArgs({ options: { data: text, size: text, job: text, mode: text, threads: text } }).values;
export const readsOrders = options.job === 'J3' || options.job === 'J4';
export const file = `${options.data}/${readsOrders ? 'orders' : 'subs'}_${options.size}.csv`;

/** Says that it is ready, and runs the job for each line that comes in. */
export async function serve(version, job) {
  console.log(JSON.stringify({ version }));
  for await (const _ of readline.createInterface({ input: process.stdin })) {
    forgetPeak();
    const start = performance.now();
    const rows = await job();
    const ms = performance.now() - start;
    console.log(JSON.stringify({ ms, peakMb: peakMegabytes(), rows }));
  }
}

// Some containers deny it; the peak is then that since the start.
const forgetPeak = () => { try { fs.writeFileSync('/proc/self/clear_refs', '5'); } catch { } };
const peakMegabytes = () => fs.existsSync('/proc/self/status') ? Number(fs.readFileSync('/proc/self/status', 'utf8').match(/VmHWM:\s+(\d+)/)[1]) / 1024 : null;

export { cohorts, orderMetrics, rollForward } from './figures.mjs';
