/** The Bowling Green statements as ideas; ATTRIBUTION.md says whose they are. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { storableText, TITLE_MAX } from '../../common/domain/text.ts';
import type { ContributionState, ImportedIdea } from '../store/contributions.ts';

const FILE = path.join(import.meta.dirname, 'bowling-green-2018.en.csv');
/** Names the ids: the same statement gets the same one in every demo. */
const NAMESPACE = 'b8b5e0a4-6f0f-4a37-9d0c-5d3a7f3a2b18';
const TITLE_LENGTH = 70;

const row = z.object({
  timestamp: z.coerce.number().int(),
  'comment-id': z.string().regex(/^\d+$/),
  agrees: z.coerce.number().int().min(0),
  moderated: z.enum(['1', '0', '-1']),
  'comment-body': z.string().min(1),
});

const STATES: Record<z.infer<typeof row>['moderated'], ContributionState> = {
  '1': 'published',
  '0': 'held',
  '-1': 'refused',
};

/** Words that leave no doubt. A statement that names several topics, or none, gets none. */
const TOPIC_WORDS: readonly (readonly [string, RegExp])[] = [
  [
    'mobility',
    /\b(roads?|traffic|lanes?|bus(es)?|sidewalks?|bik(e|es|ing)|parking|roundabouts?|street lights?|transit)\b/i,
  ],
  ['housing', /\b(housing|homeless(ness)?|rent(al|als|ers)?|landlords?|apartments?|home ?ownership)\b/i],
  ['nature', /\b(recycl\w*|trees?|litter|pollution|green ?ways?|solar|river|trash|air quality)\b/i],
  ['youth', /\b(schools?|students?|teachers?|teens?|youth|education|child ?care|kids)\b/i],
  ['culture', /\b(arts?|museums?|music|theat(er|re)s?|festivals?|librar(y|ies)|concerts?)\b/i],
  ['health', /\b(hospitals?|opioids?|drugs?|addicts?|addiction|mental health|smoking|clinics?)\b/i],
];

export function topicOf(words: string): string | null {
  const named = TOPIC_WORDS.filter(([, pattern]) => pattern.test(words));
  return named.length === 1 ? (named[0]?.[0] ?? null) : null;
}

/** The statement itself when it is short, else its beginning, ended at a word. */
export function titleOf(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  if (characters.length <= TITLE_LENGTH) return line.slice(0, TITLE_MAX);
  const cut = characters.slice(0, TITLE_LENGTH).join('');
  const end = cut.lastIndexOf(' ');
  return `${(end > TITLE_LENGTH / 2 ? cut.slice(0, end) : cut).replace(/[\s,;:.–-]+$/, '')} …`;
}

export function statements(consultationId: string): readonly ImportedIdea[] {
  const rows = z.array(row).parse(parse(readFileSync(FILE), { columns: true }));
  return rows.map((statement) => {
    const words = storableText(statement['comment-body']);
    return {
      id: uuidv5(`statement ${statement['comment-id']}`, NAMESPACE),
      consultationId,
      topicId: topicOf(words),
      title: titleOf(words),
      words,
      language: 'en',
      at: statement.timestamp,
      supports: statement.agrees,
      state: STATES[statement.moderated],
      attribution: `compdemocracy.org/case-studies/2018-kentucky, comment ${statement['comment-id']}`,
    };
  });
}
