/**
 * The named points at which a process can be killed. They are told apart by the SQL that runs there, so that the
 * code under test is the one that is shipped, without a line for these tests.
 */

export type Side = 'kiosk' | 'service';

export type FaultPoint = {
  readonly name: string;
  readonly side: Side;
  readonly when: 'before' | 'after';
  /** The statement, or 'COMMIT' of a transaction in which such a statement ran. */
  readonly statement: RegExp;
  readonly of: 'statement' | 'commit';
  /** Passed once a connection, not with every contribution. */
  readonly atConnection?: true;
  /** Passed once all that was said has arrived and nobody says more. */
  readonly atRest?: true;
};

const SAVE = /^INSERT INTO record /;
const SETTLE = /^INSERT INTO settlement /;
const WELCOME = /^INSERT OR REPLACE INTO anchor/;
const DOCUMENT = /^INSERT INTO document /;
const STORE = /^(INSERT INTO|SAVEPOINT copied; COPY) records /;
const PROVE = /^INSERT INTO time_anchors/;
/** On PostgreSQL it counts what it takes. */
const TAKE = /^(DELETE FROM unfolded |WITH taken AS \()/;
const PUBLISH = /^INSERT (OR REPLACE )?INTO feed /;
const COPY = /^UPDATE slips SET copied = /;

export const FAULT_POINTS: readonly FaultPoint[] = [
  {
    name: 'a record is about to be written',
    side: 'kiosk',
    when: 'before',
    statement: SAVE,
    of: 'statement',
  },
  {
    name: 'a record is written, the rest of its save not',
    side: 'kiosk',
    when: 'after',
    statement: SAVE,
    of: 'statement',
  },
  { name: 'a save is about to be committed', side: 'kiosk', when: 'before', statement: SAVE, of: 'commit' },
  {
    name: 'a save is committed, the screen not told',
    side: 'kiosk',
    when: 'after',
    statement: SAVE,
    of: 'commit',
  },
  { name: 'an answer is kept in part', side: 'kiosk', when: 'after', statement: SETTLE, of: 'statement' },
  {
    name: 'an answer is about to be committed',
    side: 'kiosk',
    when: 'before',
    statement: SETTLE,
    of: 'commit',
  },
  { name: 'an answer is committed', side: 'kiosk', when: 'after', statement: SETTLE, of: 'commit' },
  {
    name: 'a welcome is about to be committed',
    side: 'kiosk',
    when: 'before',
    statement: WELCOME,
    of: 'commit',
    atConnection: true,
  },
  {
    name: 'a page of the feed is kept in part',
    side: 'kiosk',
    when: 'after',
    statement: DOCUMENT,
    of: 'statement',
  },
  {
    name: 'a batch is about to be stored',
    side: 'service',
    when: 'before',
    statement: STORE,
    of: 'statement',
  },
  { name: 'a batch is stored in part', side: 'service', when: 'after', statement: STORE, of: 'statement' },
  {
    name: 'the feed is written in part',
    side: 'service',
    when: 'after',
    statement: PUBLISH,
    of: 'statement',
  },
  {
    name: 'a batch is about to be committed',
    side: 'service',
    when: 'before',
    statement: STORE,
    of: 'commit',
  },
  {
    name: 'a batch is committed, the kiosk not told',
    side: 'service',
    when: 'after',
    statement: STORE,
    of: 'commit',
  },
  {
    name: 'a fold is about to be committed',
    side: 'service',
    when: 'before',
    statement: TAKE,
    of: 'commit',
  },
  { name: 'a fold is committed', side: 'service', when: 'after', statement: TAKE, of: 'commit' },
  {
    name: 'a slip’s copy is called made, and not in the feed',
    side: 'service',
    when: 'after',
    statement: COPY,
    of: 'statement',
    atRest: true,
  },
  {
    name: 'copies for slips are about to be committed',
    side: 'service',
    when: 'before',
    statement: COPY,
    of: 'commit',
    atRest: true,
  },
  {
    name: 'a proof is about to be committed',
    side: 'service',
    when: 'before',
    statement: PROVE,
    of: 'commit',
    atConnection: true,
  },
  {
    name: 'a proof is committed, the kiosk not welcomed',
    side: 'service',
    when: 'after',
    statement: PROVE,
    of: 'commit',
    atConnection: true,
  },
];

/** What the harness tells a process; `processes/fault-points.ts` obeys. */
export type FaultOrder =
  /** Dies by SIGKILL at the `nth` passing of the point. */
  | { readonly fault: 'kill'; readonly point: string; readonly nth: number }
  /** Its databases can grow by no page, and PostgreSQL commits nothing for it, or all is as it was. */
  | { readonly fault: 'disk-full'; readonly on: boolean }
  /** Its databases take no write. */
  | { readonly fault: 'read-only'; readonly on: boolean }
  /** Its wall clock is off by so many milliseconds. */
  | { readonly fault: 'clock'; readonly offset: number }
  /** So many milliseconds pass at once, by either of its clocks. */
  | { readonly fault: 'pass'; readonly ms: number };

export const isFaultOrder = (message: unknown): message is FaultOrder =>
  typeof message === 'object' && message !== null && 'fault' in message;
