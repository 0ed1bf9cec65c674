/**
 * What open staff pages hear by Socket.IO: that there is news, and of what kind. What is new they ask for as ever, by the
 * routes and with the rights of those. A page sends nothing. No zod here: this goes into the page.
 */
import { mayAdminister, mayExport, type Right } from './staff-roles.ts';

export const STAFF_LIVE_PATH = '/api/staff/live';
export const STAFF_NAMESPACE = '/staff';

export const NEWS_TOPICS = ['records', 'decisions', 'kiosks', 'city', 'exports', 'log', 'webhooks'] as const;
export type NewsTopic = (typeof NEWS_TOPICS)[number];

/** Who hears of it; null is every signed-in person. */
export const HEARS: { readonly [T in NewsTopic]: Right | null } = {
  /** What kiosks sent, quarantine included. */
  records: null,
  /** What staff decided about contributions, answered, and whom they told. */
  decisions: null,
  /** Which are there, connected, how they do and what they are set to. */
  kiosks: null,
  /** Consultations, proposals, agenda. */
  city: null,
  exports: mayExport,
  /** The log of what staff did: accounts, tokens and webhooks change with it. */
  log: mayAdminister,
  /** What was delivered to them, or failed. */
  webhooks: mayAdminister,
};

/** Service to page. */
export type StaffNews = {
  news(topics: readonly NewsTopic[]): void;
  /** The session has ended; the service closes the connection after it. */
  'signed-out'(): void;
};
