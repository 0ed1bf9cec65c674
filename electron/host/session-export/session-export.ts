/**
 * A facilitator takes a session along on a stick: what may be published, without anybody's name, provisional until the city's own
 * export. Nothing leaves unrecorded: the record goes to the service, where staff see it among all files that were taken.
 */
import { createHash } from 'node:crypto';
import type { KioskOutput, KioskParsed } from '../../../common/contract/kiosk-api.ts';
import { KIOSK_EXPORT_COLUMNS } from '../../../common/domain/export-columns.ts';
import { type Outcome, problem, success } from '../../../common/problems.ts';
import type { Sticks } from '../carry/sticks.ts';
import { type Clock, correctedTime } from '../clock.ts';
import type { Desk } from '../desk.ts';
import type { Recorder } from '../recorder.ts';
import type { Store } from '../store/store.ts';
import { Stopped, sessionFile } from './files.ts';
import { rowsOfSession } from './rows.ts';

export type SessionExport = ReturnType<typeof createSessionExport>;

export function createSessionExport({
  store,
  clock,
  desk,
  recorder,
  sticks,
}: {
  store: Store;
  clock: Clock;
  desk: Desk;
  recorder: Recorder;
  sticks: Sticks;
}) {
  let running: { rows: number; readonly total: number; stopped: boolean } | null = null;
  const exportedAt = (): number => Math.trunc(correctedTime(clock, store.device.anchor()));

  return {
    async plan({
      id,
    }: KioskParsed<'session:export-plan'>): Promise<Outcome<KioskOutput<'session:export-plan'>>> {
      const unlocked = desk.needFacilitator();
      if (!unlocked.ok) return unlocked;
      if (store.sessionRecords.opening(id) === null) return problem('not-found', { field: 'id' });
      const { rows, leftOut } = rowsOfSession({ store, sessionId: id, exportedAt: exportedAt() });
      return success({ sticks: await sticks.list(), rows: rows.length, leftOut });
    },

    progress: (): Outcome<KioskOutput<'session:export-progress'>> =>
      success({ rows: running?.rows ?? 0, total: running?.total ?? 0 }),

    stop(): Outcome<Record<string, never>> {
      if (running !== null) running.stopped = true;
      return success({});
    },

    async write({
      id: sessionId,
      stick,
      format,
      words: language,
    }: KioskParsed<'session:export'>): Promise<Outcome<KioskOutput<'session:export'>>> {
      const unlocked = desk.needFacilitator();
      if (!unlocked.ok) return unlocked;
      const opened = store.sessionRecords.opening(sessionId);
      if (opened === null) return problem('not-found', { field: 'id' });
      const takenAt = exportedAt();
      const { rows, leftOut } = rowsOfSession({ store, sessionId, exportedAt: takenAt });
      if (rows.length === 0) return problem('not-found', { field: 'id' });
      const { deviceId = null, configuration } = store.device.enrolment() ?? {};
      const facilitatorId = unlocked.value.facilitator.id;
      const day = new Date(opened.at).toISOString().slice(0, 10);
      const moment = new Date(takenAt).toISOString().slice(11, 19).replaceAll(':', '');
      const name = `perron-session-${day}-${sessionId.slice(-8)}-${moment}-provisional.${format}`;
      const manifestName = `${name}.manifest.json`;
      const about = {
        schema: 'perron-session-export/1',
        provisional: true,
        fileName: name,
        takenAt: new Date(takenAt).toISOString(),
        facilitatorId,
        kiosk: configuration?.name ?? null,
        deviceId,
        consultationId: opened.payload?.consultationId ?? null,
        filter: rows[0]?.filter ?? '',
        rows: rows.length,
        leftOut,
      };
      const progress = { rows: 0, total: rows.length, stopped: false };
      running = progress;
      const digest = createHash('sha256');
      let bytes = 0;
      async function* counted(): AsyncGenerator<Uint8Array> {
        const file = sessionFile({
          format,
          rows,
          language,
          about: (words) => [
            [words('export:sheet.taken'), new Date(takenAt)],
            [words('export:column.kiosk'), about.kiosk],
            [words('export:column.device_id'), deviceId],
            [words('export:session'), sessionId],
            [words('export:note.kiosk-left-out'), leftOut],
          ],
          onRows(more) {
            progress.rows += more;
            return !progress.stopped;
          },
        });
        for await (const chunk of file as AsyncIterable<Uint8Array>) {
          digest.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
        if (progress.stopped) throw new Stopped();
      }
      try {
        const written = await sticks.write({ stick, name, content: counted() });
        if (!written.ok) return written;
        const sha256 = digest.digest('hex');
        const { records, head } = store.records.extentOfSession(sessionId);
        // What the kiosk has of the session when it is taken: the service proves later whether all of it arrived.
        const manifest = {
          ...about,
          columns: KIOSK_EXPORT_COLUMNS,
          file: { bytes, sha256 },
          session: { id: sessionId, records, head, ...store.records.deliveryOfSession(sessionId) },
        };
        /** Nothing leaves unrecorded. */
        const record = () => {
          const payload = {
            sessionId,
            facilitatorId,
            fileName: name,
            format,
            rows: rows.length,
            leftOut,
            bytes,
            sha256,
          };
          store.transaction(() =>
            recorder.append({
              kind: 'session.exported',
              payload: { ...payload, columns: [...KIOSK_EXPORT_COLUMNS] },
              // A closed session is proved with its records, and stays so.
              sessionId: null,
              mode: 'assisted',
              participantId: null,
            }),
          );
        };
        const content = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
        const beside = await sticks.write({ stick, name: manifestName, content });
        if (!beside.ok) {
          const removed = await sticks.remove({ stick, names: [name, manifestName] });
          // Somebody pulled the stick out with the file on it.
          if (!removed.ok) record();
          return beside;
        }
        record();
        return success({ file: { name, rows: rows.length, leftOut } });
      } catch (error) {
        await sticks.remove({ stick, names: [name, manifestName] });
        if (error instanceof Stopped) return success({ file: null });
        throw error;
      } finally {
        running = null;
      }
    },
  };
}
