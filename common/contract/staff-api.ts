/** The one list of routes between the staff page and the service, under `/api/staff`. */
import type { z } from 'zod';
import { accountRoutes } from './staff/accounts.ts';
import { apiTokenRoutes } from './staff/api-tokens.ts';
import { cityRoutes } from './staff/city.ts';
import { exportRoutes } from './staff/exports.ts';
import { feedbackRoutes } from './staff/feedback.ts';
import { kioskRoutes } from './staff/kiosks.ts';
import { moderationRoutes } from './staff/moderation.ts';
import { personRoutes } from './staff/person.ts';
import { quarantineRoutes } from './staff/quarantine.ts';
import { retentionRoutes } from './staff/retention.ts';
import { sealedWordsRoutes } from './staff/sealed-words.ts';
import { sessionRoutes } from './staff/sessions.ts';
import { statisticsRoutes } from './staff/statistics.ts';
import { webhookRoutes } from './staff/webhooks.ts';
import { workshopRoutes } from './staff/workshops.ts';

/** Query and path values arrive as text; the schemas turn them into values. All bodies are JSON. */
export const staffRoutes = {
  ...accountRoutes,
  ...sessionRoutes,
  ...workshopRoutes,
  ...exportRoutes,
  ...moderationRoutes,
  ...feedbackRoutes,
  ...personRoutes,
  ...sealedWordsRoutes,
  ...statisticsRoutes,
  ...cityRoutes,
  ...kioskRoutes,
  ...quarantineRoutes,
  ...apiTokenRoutes,
  ...webhookRoutes,
  ...retentionRoutes,
} as const;

export type StaffRoute = keyof typeof staffRoutes;
export type StaffInput<R extends StaffRoute> = z.input<(typeof staffRoutes)[R]['input']>;
export type StaffParsed<R extends StaffRoute> = z.output<(typeof staffRoutes)[R]['input']>;
export type StaffOutput<R extends StaffRoute> = z.output<(typeof staffRoutes)[R]['output']>;
