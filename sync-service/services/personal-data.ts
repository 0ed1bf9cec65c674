/** Opens what only the holders of the city's personal-data key can read. */
import { z } from 'zod';
import { payloadText } from '../../common/domain/record-lines.ts';
import type { Payload, RecordHeader } from '../../common/domain/records.ts';
import { unseal } from '../../platform/sealed-file.ts';
import type { SealedRecord } from '../store/personal-data.ts';

const sealedWords = z.object({ title: z.string().nullable(), words: z.string() });

export type OpenedRow = {
  readonly at: string;
  readonly kiosk: string;
  readonly place: string;
  readonly kind: string;
  readonly language: string;
  readonly title: string;
  readonly words: string;
  readonly id: string;
};

/** Null for what was sealed to another key, or holds no words. */
export async function openSealed({
  record: { id, kind, kiosk, place, lines },
  identity,
}: {
  readonly record: SealedRecord;
  readonly identity: string;
}): Promise<OpenedRow | null> {
  const payload = JSON.parse(payloadText(lines.body)) as Payload<'idea.sealed'>;
  const opened = await unseal(Buffer.from(payload.sealed, 'base64'), identity);
  if (!opened.ok) return null;
  const said = parseWords(Buffer.from(opened.value).toString('utf8'));
  if (said === null) return null;
  const { at } = JSON.parse(lines.header) as RecordHeader;
  return {
    at: new Date(at).toISOString(),
    kiosk,
    place,
    kind: kind.replace('.sealed', ''),
    language: payload.language,
    title: said.title ?? '',
    words: said.words,
    id,
  };
}

function parseWords(text: string): z.infer<typeof sealedWords> | null {
  try {
    return sealedWords.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
