/**
 * A consultation's contributions exported over HTTP, as CSV, JSON Lines and XLSX, from the service in a process of its own:
 * 200,000 beside 1,000, each from a service that has done nothing else. `exportPeak200kVs1k` is the most memory that the
 * service ever held with the many, as XLSX, over that with the few; its goal is 300 MiB in all.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import readXlsxFile from 'read-excel-file/node';
import { newStaffAccount } from '../sync-service/services/staff-accounts.ts';
import { openSqliteStore } from '../sync-service/store/sqlite/sqlite-store.ts';
import { testConsultation } from '../sync-service/test-support/service.ts';
import { startChild } from './child.ts';
import { recombined, typedIdea } from './contributions.ts';
import { SERVICE_FLAGS } from './service-flags.ts';
import { median, type Part, summary } from './side-by-side.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const SIZES = [1_000, 200_000] as const;
const FORMATS = ['csv', 'jsonl', 'xlsx'] as const;
const PAGE = 5_000;
const MIB = 1_048_576;
const STAFF = { name: 'Marie', password: 'only for this measurement' };

/** A service's folder with that many published ideas; answers the consultation's id. */
async function fill({ folder, count }: { folder: string; count: number }): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const store = openSqliteStore({ file: join(folder, 'service.sqlite') });
  const consultation = testConsultation();
  await store.city.save([{ kind: 'consultation', document: consultation }]);
  const account = await newStaffAccount({ ...STAFF, role: 'exporter', now: Date.now() });
  if (!account.ok) throw new Error(account.problem);
  await store.staff.addAccount(account.value);
  const ideas = [...recombined({ count, seed: 7 })].map((statement, index) => ({
    ...typedIdea(statement),
    id: statement.id,
    consultationId: consultation.id,
    topicId: null,
    language: 'en',
    at: 1_773_820_800_000 + index,
    supports: 0,
    state: 'published' as const,
    attribution: 'recombined from real contributions',
  }));
  for (let from = 0; from < count; from += PAGE)
    await store.contributions.importIdeas({ ideas: ideas.slice(from, from + PAGE), receivedAt: Date.now() });
  await store.close();
  return consultation.id;
}

type Measured = { readonly rowsPerSecond: number; readonly peakMiB: number };

async function measure({
  folder,
  consultationId,
  format,
  count,
}: {
  folder: string;
  consultationId: string;
  format: (typeof FORMATS)[number];
  count: number;
}): Promise<Measured> {
  const service = await startChild<{ url: string }>({
    file: './service-process.ts',
    env: { PERRON_DATA: folder, PERRON_PORT: '0', PERRON_LOG_LEVEL: 'silent' },
    flags: SERVICE_FLAGS,
  });
  const { url } = service.first;
  const signedIn = await fetch(`${url}/api/staff/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(STAFF),
  });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const start = performance.now();
  const address = `${url}/api/staff/contributions/export?consultationId=${consultationId}&format=${format}`;
  const answer = await fetch(address, { headers: { cookie } });
  if (!answer.ok || answer.body === null) throw new Error(`the export was answered ${answer.status}`);
  const chunks: Uint8Array[] = [];
  for await (const bytes of answer.body) chunks.push(bytes);
  const seconds = (performance.now() - start) / 1_000;
  const lines = await linesOf(format, Buffer.concat(chunks));
  const expected = count + (format === 'jsonl' ? 0 : 1);
  if (lines < expected) throw new Error(`${lines} lines instead of ${expected}`);
  const peakMiB = (await service.ask<number>('memory')) / MIB;
  await service.stop();
  return { rowsPerSecond: count / seconds, peakMiB };
}

/** Of XLSX, the rows of the sheet of ideas, as another library than the one that wrote it reads them. */
async function linesOf(format: (typeof FORMATS)[number], file: Buffer): Promise<number> {
  if (format === 'xlsx') return (await readXlsxFile(file))[1]?.data.length ?? 0;
  let lines = 0;
  for (const byte of file) if (byte === 0x0a) lines += 1;
  return lines;
}

export const exportContributions: Part = ({ rounds }) =>
  withTemporaryFolder(async (root) => {
    const services: { count: number; folder: string; consultationId: string }[] = [];
    for (const count of SIZES) {
      const folder = join(root, String(count));
      services.push({ count, folder, consultationId: await fill({ folder, count }) });
    }
    const values = new Map<string, Measured[]>();
    for (let round = 0; round < rounds; round += 1) {
      for (const service of services) {
        for (const format of FORMATS) {
          const name = `export: ${service.count} contributions, ${format}`;
          values.set(name, [...(values.get(name) ?? []), await measure({ ...service, format })]);
        }
      }
    }
    const figures = [...values].flatMap(([name, measured]) => [
      summary({ name, unit: 'rows/s', values: measured.map(({ rowsPerSecond }) => rowsPerSecond) }),
      summary({ name: `${name}, memory`, unit: 'MiB', values: measured.map(({ peakMiB }) => peakMiB) }),
    ]);
    const peak = (count: number) => median(figures, `export: ${count} contributions, xlsx, memory`);
    return { figures, ratios: { exportPeak200kVs1k: peak(SIZES[1]) / peak(SIZES[0]) } };
  });
