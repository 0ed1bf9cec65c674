/** Tells other programs that something is new: at least once, signed, and again and again while they do not answer. */
import { createHmac, randomUUID } from 'node:crypto';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import type { WebhookMessage } from '../../common/contract/webhooks.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { WebhookDelivery } from '../store/webhooks.ts';
import type { Identity } from './identity.ts';
import { isWebhookUrl, post, type WebhookNetwork } from './webhook-request.ts';

export type Webhooks = ReturnType<typeof webhooks>;
type ByAccount = { readonly accountId: string };
type Done = Promise<Outcome<Record<string, never>>>;

export const WEBHOOKS_MAX = 20;
const ANSWER_TIMEOUT_MS = 10_000;
/** Longer than a try can last: then its process has died. */
const CLAIM_MS = 60_000;
const LOOK_MS = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** After each failed try, as the Standard Webhooks recommend; then it is given up. */
export const BACKOFF_MS: readonly number[] = [
  5_000,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
const KEPT_MS = 30 * 24 * HOUR;

/** What is signed and sent; the same bytes at each try. */
function messageOf({ type, about, createdAt }: WebhookDelivery): string {
  const timestamp = new Date(createdAt).toISOString();
  const message: WebhookMessage =
    type === 'test' || about === null
      ? { type: 'test', timestamp, data: {} }
      : { type, timestamp, data: about };
  return JSON.stringify(message);
}

export function webhooks({
  store,
  identity,
  network,
  log,
  now,
}: {
  readonly store: Store;
  readonly identity: Identity;
  readonly network: WebhookNetwork;
  readonly log: Log;
  readonly now: () => number;
}) {
  /** Made anew each time: a copy of the database signs nothing. An Ed25519 signature of one text is always the same. */
  const keyOf = (webhookId: string): Buffer =>
    Buffer.from(sha256(identity.sign(`perron-webhook-1\n${webhookId}`)), 'base64url');

  const stopping = new AbortController();
  const busy = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();

  const deliver = async (delivery: WebhookDelivery): Promise<void> => {
    const { id, webhookId, url, attempts } = delivery;
    const body = messageOf(delivery);
    const timestamp = String(Math.floor(now() / 1_000));
    const signature = createHmac('sha256', keyOf(webhookId))
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64');
    const failure = await post({
      url,
      body,
      network,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Perron',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
    });
    // It was cut off here, not there: another start tries it again.
    if (stopping.signal.aborted && failure !== null) return;
    const at = now();
    const wait = failure === 'HTTP 410' ? undefined : BACKOFF_MS[attempts - 1];
    await store.webhooks.settle({ id, at, failure, again: wait === undefined ? null : at + wait });
    if (failure !== null) log.warn({ webhook: webhookId, attempts, failure }, 'webhook not delivered');
  };

  const look = async (): Promise<void> => {
    const at = now();
    const due = await store.webhooks.claim({ at, again: at + CLAIM_MS, busy: [...busy.keys()] });
    for (const delivery of due) {
      const { webhookId } = delivery;
      const delivered = deliver(delivery)
        .catch((error: unknown) => log.error({ err: error, webhook: webhookId }, 'webhook failed'))
        .finally(() => {
          busy.delete(webhookId);
          // The next one to the same address is due already, perhaps.
          wake();
        });
      busy.set(webhookId, delivered);
    }
  };
  const wake = (): void => {
    if (stopping.signal.aborted) return;
    clearTimeout(timer);
    looking = looking
      .then(look)
      .catch((error: unknown) => log.error({ err: error }, 'webhooks were not looked at'))
      .finally(() => {
        clearTimeout(timer);
        if (!stopping.signal.aborted) timer = setTimeout(wake, LOOK_MS);
      });
  };

  return {
    async list(): Promise<StaffOutput<'listWebhooks'>> {
      return { webhooks: [...(await store.webhooks.list())], most: WEBHOOKS_MAX };
    },

    async add({
      url,
      accountId,
    }: StaffParsed<'addWebhook'> & ByAccount): Promise<Outcome<StaffOutput<'addWebhook'>>> {
      const full = (await store.webhooks.list()).length >= WEBHOOKS_MAX;
      if (full || !isWebhookUrl(url, network)) return problem('input-invalid', { field: 'url' });
      const id = randomUUID();
      await store.webhooks.add({ id, url, at: now(), accountId });
      return success({ secret: `whsec_${keyOf(id).toString('base64')}` });
    },

    async remove({ id, accountId }: StaffParsed<'removeWebhook'> & ByAccount): Done {
      return (await store.webhooks.remove({ id, at: now(), accountId })) ? success({}) : problem('not-found');
    },

    async test({ id }: StaffParsed<'testWebhook'>): Done {
      const known = await store.webhooks.test({ id, deliveryId: randomUUID(), at: now() });
      if (known) wake();
      return known ? success({}) : problem('not-found');
    },

    async start(): Promise<void> {
      await store.webhooks.forget({ before: now() - KEPT_MS });
      wake();
    },

    async stop(): Promise<void> {
      stopping.abort();
      clearTimeout(timer);
      await looking;
      await Promise.all(busy.values());
    },
  };
}
