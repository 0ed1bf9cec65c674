/** Reading aloud. */
import { z } from 'zod';
import { count, languageTag } from '../values.ts';

const speechSpeed = z.enum(['slow', 'normal', 'fast']);
export type SpeechSpeed = z.infer<typeof speechSpeed>;

export const speechCalls = {
  /** A few sentences aloud: mono samples of 16 bits, little-endian, in base64. Problem: `voice-missing`. */
  'speech:say': {
    input: z.strictObject({
      text: z.string().min(1).max(1_000),
      language: languageTag,
      speed: speechSpeed,
    }),
    output: z.object({ samplesPerSecond: count, samples: z.base64() }),
  },
} as const;
