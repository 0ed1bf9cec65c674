/** What a scenario found: how often each named assertion was put to the test, and where it did not hold. */

/** Every property that the harness watches, in words. */
export const ASSERTIONS = {
  'saved-is-kept': 'what the screen called saved is on the kiosk, byte for byte',
  'acknowledged-is-stored': 'what a kiosk calls acknowledged is in the service’s database',
  'content-unchanged': 'what the service has is what the kiosk wrote, byte for byte',
  'no-duplicates': 'the service has each record once',
  'stored-is-shown': 'what the service has stored it shows, once it was asked',
  'slips-told': 'whoever has a slip finds one copy in the feed, of all that became of theirs',
  drained: 'every kiosk is online with nothing pending, without anybody’s touch',
  'saved-arrives': 'once the line is good again, everything saved is at the service',
  'conflicts-kept': 'two contents under one id are both kept, the second flagged',
  'good-accepted': 'a bad record holds back no good one',
  'bad-visible': 'a bad record is kept with the rule that it broke',
  'connection-kept': 'a bad record makes no endless reconnecting',
  'code-once': 'an enrolment code lets in one kiosk, for fifteen minutes',
  'no-replay': 'what was overheard opens no other connection',
  'no-page': 'a page in a browser cannot pose as a kiosk',
  'nothing-after-revocation': 'nothing of a revoked kiosk is taken',
  'revoked-is-closed': 'a revoked kiosk loses its connection',
  'pin-waits': 'after five wrong PINs each waits, twice as long each time, whatever is restarted or set',
  'pin-locks': 'after fifteen no PIN is taken until staff have answered, once',
  'roles-kept': 'no role, token, page or kiosk gets at a route or an event that is not its own',
  'text-kept': 'whatever is typed stands everywhere to the letter, or is refused with a reason',
  'text-stays-text': 'no spreadsheet takes it for a formula, and no log holds it',
  'refusal-is-named': 'what a disk refuses is told by the name of its fault',
  'one-kiosk-a-folder': 'a second kiosk on the same folder is refused',
  'damage-is-named': 'a damaged database is used whole or refused by name, and no file goes away',
  'both-branches-kept': 'a kiosk that was set back loses neither what it had sent nor what it saves anew',
  'taken-back-stays-gone':
    'what people took back is in no older backup that was put back, and comes back with no older disk',
  'nothing-readable': 'what a person does not want published is in no file of the kiosk, at no moment',
  'sealed-whole': 'all of it can be read with the city’s key',
  'seal-holds': 'none of it with another key, nor with a bit of it altered',
  'memory-bounded': 'a storm does not grow the service’s memory beyond its bound',
  'feed-misses-nothing': 'whoever follows the feed comes past everything that was published',
  'staff-page-answers': 'the staff page answers during a storm',
} as const;

export type Assertion = keyof typeof ASSERTIONS;

export type Verdict = {
  /** `detail` names what broke it, such as a record's id. */
  check(assertion: Assertion, holds: boolean, detail: () => string): void;
  count(what: string, by?: number): void;
  readonly counts: ReadonlyMap<string, number>;
  /** How often each assertion was put to the test. */
  readonly tested: ReadonlyMap<Assertion, number>;
  readonly broken: ReadonlyMap<Assertion, readonly string[]>;
};

const KEPT_DETAILS = 3;

export function startVerdict(): Verdict {
  const counts = new Map<string, number>();
  const tested = new Map<Assertion, number>();
  const broken = new Map<Assertion, string[]>();
  return {
    counts,
    tested,
    broken,
    check(assertion, holds, detail) {
      tested.set(assertion, (tested.get(assertion) ?? 0) + 1);
      if (holds) return;
      const details = broken.get(assertion) ?? [];
      if (details.length < KEPT_DETAILS) details.push(detail());
      broken.set(assertion, details);
    },
    count(what, by = 1) {
      counts.set(what, (counts.get(what) ?? 0) + by);
    },
  };
}
