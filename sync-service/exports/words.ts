/** The staff page's own words, for what a file says about itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../locales');
const LANGUAGES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

type Words = { readonly [key: string]: string | Words };
const files = new Map<string, Words>();

function fileOf(language: string, name: string): Words {
  const path = join(FOLDER, language, `${name}.json`);
  const words = files.get(path) ?? (JSON.parse(readFileSync(path, 'utf8')) as Words);
  files.set(path, words);
  return words;
}

/** In English where there is no such language. Throws for a key that does not exist. */
export function wordsIn(wanted: string): (key: string) => string {
  const language = LANGUAGES.includes(wanted) ? wanted : 'en';
  return (key) => {
    const [file = '', path = ''] = key.split(':');
    let found: string | Words | undefined = fileOf(language, file);
    for (const part of path.split('.')) found = typeof found === 'object' ? found[part] : undefined;
    if (typeof found !== 'string') throw new Error(`${language} has no words for ${key}`);
    return found;
  };
}
