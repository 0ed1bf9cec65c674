/** The city's personal-data key on the page of who holds it: it opens contact details here and goes nowhere else. */
import type { ContactDetails } from '../../common/domain/consents.ts';

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

/** `sealed` is base64. Null for what was sealed to another key, or is no contact. */
export async function openContact(sealed: string, identity: string): Promise<ContactDetails | null> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    const bytes = Uint8Array.from(atob(sealed), (character) => character.charCodeAt(0));
    const { name, reach } = JSON.parse(await decrypter.decrypt(bytes, 'text'));
    return typeof name === 'string' && typeof reach === 'string' ? { name, reach } : null;
  } catch {
    return null;
  }
}
