/** The plain way to push: one HTTP POST a record with a commit each, over connections that are kept alive. */
import { Agent, request } from 'node:http';
import type { Line } from './bare-sqlite.ts';
import { startChild } from './child.ts';

const post = ({ url, agent, text }: { url: string; agent: Agent; text: string }): Promise<void> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const asked = request(`${url}/record`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`HTTP ${answer.statusCode}`));
      });
    });
    asked.once('error', reject);
    asked.end(text);
  });

/** Seconds from the first connection until every record was answered as committed to `file`. */
export async function postEach({
  records,
  connections,
  file,
}: {
  records: readonly Line[];
  connections: number;
  file: string;
}): Promise<number> {
  const { first, stop } = await startChild<{ url: string }>({ file: './http-process.ts', args: [file] });
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const start = performance.now();
  const waiting = records.values();
  const postInTurn = async () => {
    for (const record of waiting) await post({ url: first.url, agent, text: JSON.stringify(record) });
  };
  await Promise.all(Array.from({ length: connections }, postInTurn));
  const seconds = (performance.now() - start) / 1_000;
  agent.destroy();
  await stop();
  return seconds;
}
