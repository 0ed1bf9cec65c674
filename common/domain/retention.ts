/** How long the service keeps what people said and did; nothing goes before staff have set a time for its kind. */

export const RETENTION_KINDS = [
  'words', // ideas and comments, their corrections, and a first name beside nothing else
  'sealed-words', // of people who said no to publishing
  'contacts',
  'statistics',
  'quarantine', // what broke a rule, as it came
  'exports', // who took which file
  'audit',
] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

export const RETENTION_DAYS_MAX = 36_500;

const DAY_MS = 86_400_000;
/** What arrived earlier is to be erased. */
export const olderThan = ({ days, now }: { readonly days: number; readonly now: number }): number =>
  now - days * DAY_MS;
/** How long staff can have one kiosk keep words that the service has. */
export const KIOSK_RETENTION_DAYS_MAX = 3_650;
