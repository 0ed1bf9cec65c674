/** A service that misbehaves as told, for faults that the real one never shows. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { v4 as uuid } from 'uuid';
import { onTestFinished } from 'vitest';
import type { FeedEntry } from '../../../common/contract/feed.ts';
import {
  anchorText,
  type BatchEncoding,
  type DeviceReport,
  type KioskToService,
  PROTOCOL_VERSIONS,
  type PullAnswer,
  proveRequest,
  type ServiceToKiosk,
  SYNC_NAMESPACE,
  type SyncAnswer,
  type SyncRequest,
  type Welcome,
} from '../../../common/contract/sync.ts';
import { splitRecords } from '../../../common/domain/record-lines.ts';
import { problem, success } from '../../../common/problems.ts';
import { decodeBatch } from '../../../platform/batch-encoding.ts';
import { makeKeyPair, random16, signText } from '../../../platform/crypto.ts';
import { cityEntries, configuration, consultationId } from './city.ts';

export type Script = {
  protocols: number[];
  /** What the welcome names to a kiosk of protocol 2. */
  encoding: BatchEncoding;
  signingKey: string;
  /** What the anchor returns of the kiosk's nonce. */
  anchorNonce: (asked: string) => string;
  /** Whether a header line makes its batch unreadable. */
  unreadable: (header: string) => boolean;
  revoked: boolean;
  knowsReports: boolean;
  /** Whether a proof in the first packet is looked at. */
  takesEarlyProofs: boolean;
  pages: (request: { fresh: boolean; after: number }) => PullAnswer;
  /** Ids of what was taken back elsewhere; null where it cannot say. */
  withdrawn: () => readonly string[] | null;
};

export async function startScriptedService() {
  const serviceId = uuid();
  const epoch = uuid();
  const keys = makeKeyPair();
  const settings = await configuration();
  const cursor = (position: number) => ({ epoch, scope: consultationId, position });
  const snapshot = (entries: FeedEntry[], more = false, position = 1): PullAnswer => ({
    reset: true,
    entries,
    cursor: cursor(position),
    more,
  });
  const script: Script = {
    protocols: [...PROTOCOL_VERSIONS],
    encoding: 'plain',
    signingKey: keys.privateKey,
    anchorNonce: (asked) => asked,
    unreadable: () => false,
    revoked: false,
    knowsReports: true,
    takesEarlyProofs: false,
    withdrawn: () => [],
    pages: ({ fresh }) =>
      fresh ? snapshot(cityEntries()) : { reset: false, entries: [], cursor: cursor(1), more: false },
  };
  const welcomeOf = ({
    deviceId,
    kioskNonce: asked,
    encodings,
    head,
  }: SyncRequest<'device:prove'>): Welcome => {
    const kioskNonce = script.anchorNonce(asked);
    const statement = anchorText({ serviceId, epoch, deviceId, at: Date.now(), kioskNonce });
    const anchor = { statement, signature: signText(statement, script.signingKey) };
    const agreed = encodings ? { encoding: script.encoding } : {};
    return { epoch, anchor, configuration: settings, head, missing: [], ...agreed };
  };
  const proofs: ('after the challenge' | 'with the connection')[] = [];
  const stored: string[] = [];
  const batches: number[] = [];
  const sent: number[] = [];
  const reports: DeviceReport[] = [];

  const http = createServer();
  const io = new Server<KioskToService, ServiceToKiosk>(http);
  io.of(SYNC_NAMESPACE).on('connection', (socket) => {
    let deviceId = uuid();
    socket.on('device:enrol', (_, answer) =>
      answer(success({ deviceId, serviceId, signingKey: keys.publicKey, configuration: settings })),
    );
    socket.on('device:prove', (request, answer) => {
      if (script.revoked) {
        answer(problem('device-revoked') as SyncAnswer<'device:prove'>);
        return;
      }
      deviceId = request.deviceId;
      proofs.push('after the challenge');
      answer(success(welcomeOf(request)));
    });
    socket.on('records:push', async ({ batch }, answer) => {
      sent.push(batch.byteLength);
      const plain = decodeBatch(batch, script.encoding);
      if (!plain.ok) throw new Error('the kiosk sent what it had not agreed to');
      const records = splitRecords(Buffer.from(plain.value).toString()) ?? [];
      batches.push(records.length);
      if (records.some(({ header }) => script.unreadable(header))) {
        answer(problem('batch-malformed') as SyncAnswer<'records:push'>);
        return;
      }
      stored.push(...records.map(({ header }) => header));
      answer(success({ statuses: records.map(() => 'stored' as const), quarantined: [] }));
    });
    socket.on('device:report', (report, answer) => {
      reports.push(report);
      answer(script.knowsReports ? success({}) : (problem('call-unknown') as SyncAnswer<'device:report'>));
    });
    socket.on('records:expire', (_, answer) => {
      const withdrawn = script.withdrawn();
      answer(
        withdrawn === null
          ? (problem('internal') as SyncAnswer<'records:expire'>)
          : success({ chains: [], withdrawn: [...withdrawn] }),
      );
    });
    socket.on('feed:pull', (request, answer) =>
      answer(success(script.pages({ fresh: request.cursor === null, after: request.cursor?.position ?? 0 }))),
    );
    const { proof } = socket.handshake.auth;
    if (script.takesEarlyProofs && proof !== undefined) {
      proofs.push('with the connection');
      socket.emit('device:welcome', welcomeOf(proveRequest.parse(proof)));
      return;
    }
    socket.emit('device:challenge', { serviceId, protocols: script.protocols, nonce: random16() });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    await io.close();
  });
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    script,
    stored,
    batches,
    /** That were taken, in their order. */
    proofs,
    /** Bytes of each batch as it came over the line. */
    sent,
    reports,
    cursor,
    hint: () => io.of(SYNC_NAMESPACE).emit('feed:hint', { position: 1 }),
    revoke() {
      script.revoked = true;
      io.of(SYNC_NAMESPACE).emit('device:revoked', { reason: 'lost' });
    },
    dropAll: () => io.of(SYNC_NAMESPACE).disconnectSockets(true),
  };
}
