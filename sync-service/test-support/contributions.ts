/** Payloads as kiosks make them, around one consultation. */
import { randomUUID } from 'node:crypto';
import type { Payload } from '../../common/domain/records.ts';
import { sha256 } from '../../platform/crypto.ts';

export const welcomed = (given = true): Payload<'participant.welcomed'> => ({
  language: 'fr',
  consents: [
    {
      purpose: 'publish-words',
      given,
      version: 'v1',
      wording: sha256('Mes mots peuvent être publiés.'),
      language: 'fr',
      manner: 'spoken',
    },
  ],
});

/** Who goes on by their slip, at whichever kiosk. */
export const resumed = (given = true): Payload<'participant.resumed'> => {
  const { language, consents } = welcomed(given);
  return { language, consents };
};

export const idea = (consultationId: string, changes: Partial<Payload<'idea'>> = {}): Payload<'idea'> => ({
  consultationId,
  title: 'Des bancs à l’ombre',
  words: 'Il fait trop chaud sur la place en été.',
  language: 'fr',
  topicId: 'green',
  authorship: 'verbatim',
  readBack: 'aloud',
  ...changes,
});

export const comment = (consultationId: string, targetId: string): Payload<'comment'> => ({
  consultationId,
  targetId,
  targetKind: 'idea',
  words: 'Oui, et près de la fontaine.',
  language: 'fr',
  authorship: 'summarised',
  readBack: 'on-screen',
});

export const support = (
  consultationId: string,
  targetId: string,
  targetKind: 'idea' | 'proposal' = 'idea',
): Payload<'support'> => ({ consultationId, targetId, targetKind });

export const newId = (): string => randomUUID();
