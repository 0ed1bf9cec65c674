/** Proves from stored rows alone whether a session is whole, and if not, what is wrong and where. */
import { type Digest, payloadText } from './record-lines.ts';

export const FINDINGS = [
  'missing',
  'truncated',
  'header-altered',
  'payload-altered',
  'swapped',
  'forked',
  'count-wrong',
] as const;

export type Finding = {
  finding: (typeof FINDINGS)[number];
  chainId: string;
  from: number;
  to: number;
};

export type Completeness = {
  received: number;
  /** What the closing record promises, itself included; null without a closing record to be trusted. */
  expected: number | null;
  verdict: 'complete' | 'incomplete' | 'not-provable';
  findings: Finding[];
};

/** A place of the chain as stored. The columns `sessionId` and `kind` stand apart from the header's text. */
export type ChainRow = {
  readonly seq: number;
  readonly id: string;
  readonly sessionId: string | null;
  readonly kind: string;
  readonly header: string;
  /** Null or empty when erased. */
  readonly body: string | null;
};

export type ChainEvidence = {
  readonly chainId: string;
  /**
   * In `seq` order: the session's rows, with the nearest row before the first and the first after the last; the
   * whole chain where no row of the session is left.
   */
  readonly rows: readonly ChainRow[];
  /** Between the same places: what found its place in the chain taken. */
  readonly branches: readonly ChainRow[];
  /** The highest record ever kept, known apart from the rows. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
  /** The highest `seq` that the device told at a handshake; what is above `head` may be on its way. */
  readonly reported: number;
  /** Places that a second record claims. */
  readonly conflicts: readonly number[];
};

type ReadHeader = {
  seq: number;
  id: string;
  chainId: string;
  kind: string;
  sessionId: string | null;
  prev: string | null;
  payloadHash: string;
};
/** What a row repeats of its header. */
const COLUMNS = ['id', 'kind', 'sessionId'] as const;
type Closing = { records: number; head: { seq: number; hash: string } };
/** What stands at a place, once exchanged rows are put back in thought. */
type Link = { readonly hash: string; readonly header: ReadHeader | null; readonly body: string | null };

export function sessionCompleteness({
  sessionId,
  chains,
  digest,
}: {
  readonly sessionId: string;
  readonly chains: readonly ChainEvidence[];
  readonly digest: Digest;
}): Completeness {
  const results = chains.map((chain) => checkChain({ sessionId, chain, digest }));
  const findings = results.flatMap((result) => result.findings);
  const received = results.reduce((sum, result) => sum + result.received, 0);
  const closed = results.find((result) => result.closing !== null);
  const expected = closed?.closing ? closed.closing.records + 1 : null;
  const hasGap = findings.some(({ finding }) => finding === 'missing' || finding === 'truncated');
  if (closed && expected !== null && received !== expected && !hasGap) {
    const { chainId, closingSeq } = closed;
    findings.push({ finding: 'count-wrong', chainId, from: closingSeq, to: closingSeq });
  }
  const isWrong = findings.length > results.filter((result) => result.mayBeOnItsWay).length;
  const isWhole = findings.length === 0 && received === expected;
  const openVerdict = isWrong ? 'incomplete' : 'not-provable';
  const verdict = expected === null ? openVerdict : isWhole ? 'complete' : 'incomplete';
  return { received, expected, verdict, findings };
}

function checkChain({
  sessionId,
  chain,
  digest,
}: {
  readonly sessionId: string;
  readonly chain: ChainEvidence;
  readonly digest: Digest;
}) {
  const { chainId, head, conflicts } = chain;
  const forkedFrom = conflicts.reduce((least, seq) => Math.min(least, seq), Number.POSITIVE_INFINITY);
  const { rows, along } = courseOf({ sessionId, chain, forkedFrom, digest });
  const findings: Finding[] = [];
  const add = (finding: Finding['finding'], from: number, to = from) =>
    findings.push({ finding, chainId, from, to });
  const { read, links, exchanged, exchangedBodies } = putBack({ chainId, rows, digest });
  // A row whose column was altered is still the session's by its header, and the other way round.
  const own = rows.filter(
    (row) => row.sessionId === sessionId || read.get(row.seq)?.header?.sessionId === sessionId,
  );
  const range = rangeOf({ sessionId, chain, rows, own });

  /** Of a session that is lost whole nothing but the gap is its own. */
  const isOfSession = (from: number, to = from): boolean =>
    own.length > 0 && from <= range.to && to >= range.from;
  for (const [from, to] of [...exchanged, ...exchangedBodies])
    if (isOfSession(from, to)) add('swapped', from, to);

  const closingRow = own.find((row) => row.kind === 'session.closed');
  const closing = closingRow ? readClosing(links.get(closingRow.seq), digest) : null;

  let last = range.from - 1;
  for (const { seq } of rows) {
    if (seq < range.from || seq > range.to) continue;
    if (seq > last + 1) add('missing', last + 1, seq - 1);
    last = seq;
  }
  const stored = Math.max(last, rows.at(-1)?.seq ?? 0);
  if (last < range.to && stored > last) add('missing', last + 1, range.to);
  const isTruncated = last < range.to && stored === last;
  if (isTruncated) add('truncated', last + 1, range.to);

  const named = namedDigests({ links, head, closing, conflicts, forkedFrom, along });
  const isAltered = (seq: number): boolean => {
    const link = links.get(seq);
    if (!link) return false;
    if (!link.header) return true;
    const name = named.get(seq);
    if (name === undefined || name === link.hash) return false;
    // The next header's altered `prev` accuses this one falsely; it is found out by its own successor.
    const next = named.get(seq + 1);
    return !(next !== undefined && links.get(seq + 1)?.hash !== next);
  };
  for (const row of rows) {
    if (!isOfSession(row.seq)) continue;
    const { header, body } = links.get(row.seq) ?? { header: null, body: null };
    const here = read.get(row.seq)?.header;
    // Of two exchanged rows either the texts or the whole rows changed places: a column may be of either.
    const isAsRow = COLUMNS.every((name) => row[name] === header?.[name] || row[name] === here?.[name]);
    if (!header || isAltered(row.seq) || !isAsRow) add('header-altered', row.seq);
    else if (body && digest(body) !== header.payloadHash) add('payload-altered', row.seq);
  }
  for (const seq of new Set(conflicts)) if (isOfSession(seq)) add('forked', seq);

  return {
    chainId,
    findings,
    received: own.length,
    closing,
    closingSeq: closingRow?.seq ?? 0,
    mayBeOnItsWay: isTruncated && last >= (head?.seq ?? 0),
  };
}

/**
 * The chain as the kiosk that held the session wrote it: the session's own records, and back from each of them what it names as the one
 * before. `along` are the places of these. Where the chain has forked, what stands at a place may be of the other branch, and then that place is empty.
 */
function courseOf({
  sessionId,
  chain,
  forkedFrom,
  digest,
}: {
  readonly sessionId: string;
  readonly chain: ChainEvidence;
  readonly forkedFrom: number;
  readonly digest: Digest;
}): { readonly rows: readonly ChainRow[]; readonly along: ReadonlySet<number> } {
  const isOwn = (row: ChainRow): boolean => row.sessionId === sessionId;
  const claims = Map.groupBy([...chain.rows, ...chain.branches], ({ seq }) => seq);
  const seqs = [...claims.keys()].sort((a, b) => b - a);
  const first = seqs.findLast((seq) => claims.get(seq)?.some(isOwn)) ?? Number.POSITIVE_INFINITY;
  const rows: ChainRow[] = [];
  const along = new Set<number>();
  for (const seq of seqs) {
    const here = claims.get(seq) ?? [];
    const own = here.filter(isOwn);
    const above = rows.at(-1);
    const prev = above?.seq === seq + 1 ? readHeader(above.header)?.prev : undefined;
    const isLed = along.has(seq + 1);
    const among = isLed || own.length === 0 ? here : own;
    const named = seq < forkedFrom ? undefined : among.find(({ header }) => digest(header) === prev);
    if (isLed && !named && own.length === 0 && seq > first && seq >= forkedFrom) continue;
    if (own.length > 0 || (isLed && named)) along.add(seq);
    const row = named ?? own[0] ?? here[0];
    if (row) rows.push(row);
  }
  return { rows: rows.reverse(), along };
}

/**
 * From the opening record to the closing one; where one of them is lost, the gap beside counts as well. A session
 * of which no row is left stood in a gap of the chain, whichever that was.
 */
function rangeOf({
  sessionId,
  chain,
  rows,
  own,
}: {
  readonly sessionId: string;
  readonly chain: ChainEvidence;
  readonly rows: readonly ChainRow[];
  readonly own: readonly ChainRow[];
}): { from: number; to: number } {
  const first = own[0];
  const last = own.at(-1);
  const told = Math.max(chain.head?.seq ?? 0, chain.reported);
  if (!first || !last) return { from: 1, to: Math.max(told, rows.at(-1)?.seq ?? 0) };
  const before = rows.findLast((row) => row.seq < first.seq);
  const from = first.kind === 'session.opened' ? first.seq : (before?.seq ?? 0) + 1;
  if (last.kind === 'session.closed') return { from, to: last.seq };
  const next = rows.find(
    (row) => row.seq > last.seq && row.sessionId !== null && row.sessionId !== sessionId,
  );
  return { from, to: next ? next.seq - 1 : Math.max(told, last.seq) };
}

/** Reads every row and undoes exchanges of whole rows or of bodies between two places. */
function putBack({
  chainId,
  rows,
  digest,
}: {
  readonly chainId: string;
  readonly rows: readonly ChainRow[];
  readonly digest: Digest;
}) {
  const read = new Map<number, Link>();
  for (const { seq, header, body } of rows) {
    const parsed = readHeader(header);
    const isOfChain = parsed?.chainId === chainId;
    read.set(seq, { hash: digest(header), header: isOfChain ? parsed : null, body });
  }
  const links = new Map(read);
  const exchanged: [number, number][] = [];
  const exchangedBodies: [number, number][] = [];
  for (const [seq, link] of read) {
    const other = link.header?.seq;
    if (other === undefined || other === seq) continue;
    const there = read.get(other);
    if (there?.header?.seq === seq) {
      if (seq < other) exchanged.push([seq, other]);
      links.set(other, link);
    } else links.set(seq, { ...link, header: null });
  }
  const strangers = new Map<string, number>();
  const foundAs = new Map<number, string>();
  for (const [seq, { header, body }] of links) {
    if (!header || !body) continue;
    const found = digest(body);
    if (found === header.payloadHash) continue;
    strangers.set(header.payloadHash, seq);
    foundAs.set(seq, found);
  }
  for (const [seq, found] of foundAs) {
    const other = strangers.get(found);
    if (other === undefined || other <= seq) continue;
    const here = links.get(seq);
    const there = links.get(other);
    if (!here || !there || strangers.get(foundAs.get(other) ?? '') !== seq) continue;
    exchangedBodies.push([seq, other]);
    links.set(seq, { ...here, body: there.body });
    links.set(other, { ...there, body: here.body });
  }
  return { read, links, exchanged, exchangedBodies };
}

/**
 * The digest that a header should have: by its successor, the chain's head, or the closing record. Where a chain forks, whatever
 * was not followed from the session's own may be of the other branch.
 */
function namedDigests({
  links,
  head,
  closing,
  conflicts,
  forkedFrom,
  along,
}: {
  readonly links: ReadonlyMap<number, Link>;
  readonly head: ChainEvidence['head'];
  readonly closing: Closing | null;
  readonly conflicts: ChainEvidence['conflicts'];
  readonly forkedFrom: number;
  readonly along: ReadonlySet<number>;
}): ReadonlyMap<number, string> {
  const named = new Map<number, string>();
  if (closing) named.set(closing.head.seq, closing.head.hash);
  const follows = (seq: number): boolean => seq <= forkedFrom || along.has(seq);
  for (const [seq, { header }] of links) if (header?.prev && follows(seq)) named.set(seq - 1, header.prev);
  if (head && !conflicts.includes(head.seq)) named.set(head.seq, head.hash);
  return named;
}

function readHeader(text: string): ReadHeader | null {
  const value = parseObject(text);
  if (!value) return null;
  const { seq, id, chainId, kind, sessionId, prev, payloadHash } = value;
  if (typeof seq !== 'number' || typeof id !== 'string' || typeof chainId !== 'string') return null;
  if (typeof kind !== 'string' || (sessionId !== null && typeof sessionId !== 'string')) return null;
  if (typeof payloadHash !== 'string' || (prev !== null && typeof prev !== 'string')) return null;
  return { seq, id, chainId, kind, sessionId, prev, payloadHash };
}

function readClosing(link: Link | undefined, digest: Digest): Closing | null {
  if (!link?.header || !link.body || digest(link.body) !== link.header.payloadHash) return null;
  const value = parseObject(payloadText(link.body));
  const head = value?.head as Partial<Closing['head']> | null | undefined;
  if (typeof value?.records !== 'number' || typeof head?.seq !== 'number') return null;
  if (typeof head.hash !== 'string') return null;
  return { records: value.records, head: { seq: head.seq, hash: head.hash } };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
