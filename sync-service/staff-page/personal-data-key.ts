/** The city's personal-data key on the page of who holds it: it opens contact details here and goes nowhere else. */
import type { ContactDetails } from '../../common/domain/consents.ts';
import type { SealedWords } from '../../common/domain/records.ts';
import { AGE_GROUPS, GENDERS, type Traits } from '../../common/domain/statistics.ts';

const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]+$/;

/** The identity in a key file, such as `personal-data key` writes; null for a wrong passphrase, and for what is no key. */
export async function readKey(file: Uint8Array, passphrase: string): Promise<string | null> {
  const plain = new TextDecoder().decode(file).trim();
  if (IDENTITY.test(plain)) return plain;
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    const text = (await decrypter.decrypt(file, 'text')).trim();
    return IDENTITY.test(text) ? text : null;
  } catch {
    return null;
  }
}

/** `sealed` is base64. Null for what was sealed to another key. */
async function openText(sealed: string, identity: string): Promise<string | null> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    const bytes = Uint8Array.from(atob(sealed), (character) => character.charCodeAt(0));
    return await decrypter.decrypt(bytes, 'text');
  } catch {
    return null;
  }
}

function parsed(text: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Whatever was sealed, as it was written; null for what was sealed to another key. */
export const openSealed = async (sealed: string, identity: string): Promise<unknown> =>
  parsed(await openText(sealed, identity));

/** Null for what was sealed to another key, or says no words. */
export async function openWords(sealed: string, identity: string): Promise<SealedWords | null> {
  const { title, words } = parsed(await openText(sealed, identity)) ?? {};
  return typeof words === 'string' ? { title: typeof title === 'string' ? title : null, words } : null;
}

/** Null for what was sealed to another key, or is no contact. */
export async function openContact(sealed: string, identity: string): Promise<ContactDetails | null> {
  const { name, reach } = parsed(await openText(sealed, identity)) ?? {};
  return typeof name === 'string' && typeof reach === 'string' ? { name, reach } : null;
}

/** Null for what was sealed to another key. What nobody could have chosen counts as not said. */
export async function openTraits(sealed: string, identity: string): Promise<Traits | null> {
  const said = parsed(await openText(sealed, identity));
  if (said === null) return null;
  return {
    ageGroup: AGE_GROUPS.find((group) => group === said.ageGroup) ?? null,
    gender: GENDERS.find((gender) => gender === said.gender) ?? null,
    area: typeof said.area === 'string' ? said.area : null,
  };
}
