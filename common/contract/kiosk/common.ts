/** What several calls between the screens and the host share. */
import { z } from 'zod';
import type { Authorship } from '../../domain/records.ts';
import { SCANNED_MAX } from '../../domain/slip.ts';
import {
  authorship,
  bytes16,
  confirmer,
  count,
  groupSize,
  languageTag,
  readBack,
  slug,
  targetKind,
  title,
  uuid,
  words,
} from '../values.ts';

export const nothing = z.strictObject({});

/** What a scanner read, or was typed. */
export const scanned = z.string().max(SCANNED_MAX);

export const target = { targetId: uuid, targetKind };
export const page = { after: z.string().max(200).nullable(), limit: z.int().min(1).max(100) };

export const sticks = z.array(z.object({ id: bytes16, label: z.string(), freeBytes: count.nullable() }));

export const ideaWords = { title: title.typed, topicId: slug.nullable() };

export const worded = {
  words: words.typed,
  language: languageTag,
  authorship,
  /** How many people a group is; null for everybody else. */
  people: groupSize.nullable().default(null),
  readBack,
  confirmedBy: confirmer,
};
export const saysGroup = ({
  authorship,
  people,
}: {
  authorship: Authorship;
  people: number | null;
}): boolean => (authorship === 'group') === (people !== null);
export const GROUP_SAID = { path: ['people'], message: 'of a group, and of nobody else' };
