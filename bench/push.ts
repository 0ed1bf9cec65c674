/**
 * 10,000 records saved offline on one kiosk, then pushed until the service has acknowledged all of them as
 * durable, beside what bounds it:
 *
 * - better-sqlite3 alone inserting the same 10,000 rows in transactions of the same sizes,
 * - the same batches, as they travel, over Socket.IO to a server that keeps nothing (`ceiling.ts`); the plain form of
 *   them is measured too, because it weighs four times as much,
 * - the same push to a service that knows no compression,
 * - the same push through a line that takes 50 ms each way (`slow-line-process.ts`).
 *
 * The kiosk's host runs in this process, the service in another, over Socket.IO on loopback, both as in
 * production: validation, signatures, chain checks and every index on, `synchronous=FULL` on both sides, the
 * kiosk's own bookkeeping and the feed that flows back included. Each round starts from copies of the same two
 * folders. The clock runs from the opening of the host, handshake included, until the host itself shows
 * nothing pending and all records acknowledged; how much of it is the opening, in which every page of the kiosk's database is
 * checked, is told beside. The processes of all competitors are started before, left alone until they are at rest, and serve nobody
 * before the clock runs: their code is cold. SQLite alone keeps id, header and body under one key with WAL and
 * `synchronous=FULL`; its transactions are as large as the batches of the push before it.
 *
 * The service acknowledges what it has stored and folds it afterwards: the rate until staff and kiosks can see all of it is told beside.
 *
 * `pushVsSqlite`, `pushVsCeiling`, `compressedVsUncompressedSpeed` and `rtt100VsLoopback` are shares of speed.
 * `bytesVsJson` is the size of the batches as they are sent, over that of the same records as JSON objects of header,
 * payload and salt; the few bytes that Socket.IO puts around a batch are in neither.
 */
import { join } from 'node:path';
import { joinRecords, payloadText, SALT_LENGTH } from '../common/domain/record-lines.ts';
import { encodeBatch } from '../platform/batch-encoding.ts';
import { type Line, openBareSqlite } from './bare-sqlite.ts';
import { sendToNobody } from './ceiling.ts';
import { startChild } from './child.ts';
import { prepareKiosk, RECORDS } from './push-kiosk.ts';
import { besides, median, type Part, sideBySide } from './side-by-side.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

async function openSlowLine(url: string) {
  const { first, stop } = await startChild<{ url: string }>({ file: './slow-line-process.ts', args: [url] });
  return { url: first.url, stop };
}

const jsonBytes = (lines: readonly Line[]): number =>
  lines.reduce((bytes, { header, body }) => {
    const salt = body.slice(0, SALT_LENGTH);
    const record = { header: JSON.parse(header), payload: JSON.parse(payloadText(body)), salt };
    return bytes + Buffer.byteLength(JSON.stringify(record));
  }, 0);

export const push: Part = ({ rounds }) =>
  withTemporaryFolder(async (folder) => {
    const kiosk = await prepareKiosk(folder);
    const encoded = (encoding: 'zstd' | 'plain') =>
      Promise.all(kiosk.batches().map((batch) => encodeBatch(Buffer.from(joinRecords(batch)), encoding)));

    const insertAll = (): number => {
      const bare = openBareSqlite(join(folder, 'bare.sqlite'));
      const batches = kiosk.batches();
      const start = performance.now();
      for (const batch of batches) bare.commit(batch);
      const seconds = (performance.now() - start) / 1_000;
      bare.close();
      return RECORDS / seconds;
    };
    // What makes the sizes of the batches known to the others, whose turn may come first.
    await kiosk.push();

    const unit = 'records/s';
    const until = besides(unit);
    const folded = (rate: number) => until.note('push: Perron, until staff and kiosks can see it', rate);
    const opening = besides('ms');
    const opened = (ms: number) => opening.note('push: Perron, opening', ms);
    const figures = await sideBySide({
      rounds,
      competitors: [
        { name: 'push: Perron', unit, run: () => kiosk.push({ opened, folded }) },
        { name: 'push: better-sqlite3 alone', unit, run: insertAll },
        {
          name: 'push: Socket.IO with nothing kept',
          unit,
          run: async () => RECORDS / (await sendToNobody(await encoded('zstd'))),
        },
        {
          name: 'push: Socket.IO with nothing kept, plain batches',
          unit,
          run: async () => RECORDS / (await sendToNobody(await encoded('plain'))),
        },
        { name: 'push: Perron, plain batches', unit, run: () => kiosk.push({ encoding: 'plain' }) },
        { name: 'push: Perron, 100 ms round trip', unit, run: () => kiosk.push({ openLine: openSlowLine }) },
      ],
    });

    const of = (name: string) => median(figures, `push: ${name}`);
    const speed = of('Perron');
    const sent = (await encoded('zstd')).reduce((bytes, batch) => bytes + batch.byteLength, 0);
    return {
      figures: [...figures, ...until.figures(), ...opening.figures()],
      ratios: {
        pushVsSqlite: speed / of('better-sqlite3 alone'),
        pushVsCeiling: speed / of('Socket.IO with nothing kept'),
        compressedVsUncompressedSpeed: speed / of('Perron, plain batches'),
        rtt100VsLoopback: of('Perron, 100 ms round trip') / speed,
        bytesVsJson: sent / jsonBytes(kiosk.records),
      },
    };
  });
