/**
 * One POST to an address that an administrator entered. Such an address must not become a way into the city's own
 * network (SSRF): each address that the name resolves to is judged as it is connected to, and no redirect is followed.
 */
import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** How near an address may be: `private` takes those of the city's own network too, `loopback` this machine, and http. */
export const WEBHOOK_NETWORKS = ['public', 'private', 'loopback'] as const;
export type WebhookNetwork = (typeof WEBHOOK_NETWORKS)[number];

const blockList = (subnets: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[]): BlockList => {
  const list = new BlockList();
  for (const [net, prefix, family] of subnets) list.addSubnet(net, prefix, family);
  return list;
};
/** The IANA registries of special-purpose addresses (RFC 6890 and its successors). */
const LOOPBACK = blockList([
  ['127.0.0.0', 8, 'ipv4'],
  ['::1', 128, 'ipv6'],
]);
const PRIVATE = blockList([
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
]);
/** Among them the addresses at which clouds hand out their keys. */
const NEVER = blockList([
  ['0.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]);

export function mayReach(address: string, network: WebhookNetwork): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (NEVER.check(address, family)) return false;
  if (LOOPBACK.check(address, family)) return network === 'loopback';
  return network !== 'public' || !PRIVATE.check(address, family);
}

/** The name or address that a URL leads to, an IPv6 address without its brackets. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** Whether it can be an address of a webhook at all; what its name resolves to is judged at each delivery. */
export function isWebhookUrl(text: string, network: WebhookNetwork): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && network === 'loopback')) return false;
  return isIP(hostOf(url)) === 0 || mayReach(hostOf(url), network);
}

const REFUSED = 'address not allowed';

const guardedLookup =
  (network: WebhookNetwork): LookupFunction =>
  (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, []);
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => !mayReach(address, network)))
        return done(new Error(REFUSED), []);
      return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
    });
  };

/** Why it did not arrive, in a word or two; null where the answer was a 2xx. Nothing of the answer's body is read. */
export function post({
  url: text,
  headers,
  body,
  network,
  signal,
}: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly network: WebhookNetwork;
  readonly signal: AbortSignal;
}): Promise<string | null> {
  if (!isWebhookUrl(text, network)) return Promise.resolve(REFUSED);
  const url = new URL(text);
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const asked = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        lookup: guardedLookup(network),
        // A connection of its own, closed afterwards.
        agent: false,
        signal,
      },
      (answer) => {
        const { statusCode = 0 } = answer;
        answer.on('error', () => {});
        answer.destroy();
        resolve(statusCode >= 200 && statusCode < 300 ? null : `HTTP ${statusCode}`);
      },
    );
    asked.on('error', (error) => {
      if (signal.aborted) return resolve('no answer in time');
      resolve('code' in error && typeof error.code === 'string' ? error.code : error.message);
    });
    asked.end(body);
  });
}
