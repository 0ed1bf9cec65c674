/** The pages' own words, for what a file says about itself. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside this folder in the sources; the packaged shell is one file in `dist/electron`. */
const BESIDE = join(import.meta.dirname, '../locales');
const FOLDER = existsSync(BESIDE) ? BESIDE : join(import.meta.dirname, '../../locales');
const languages = (): string[] =>
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

type Texts = { readonly [key: string]: string | Texts };
const files = new Map<string, Texts>();
/** Throws for a key that does not exist. */
export type Words = (key: string) => string;

function fileOf(language: string, name: string): Texts {
  const path = join(FOLDER, language, `${name}.json`);
  const words = files.get(path) ?? (JSON.parse(readFileSync(path, 'utf8')) as Texts);
  files.set(path, words);
  return words;
}

/** In English where there is no such language. */
export function wordsIn(wanted: string): Words {
  const language = languages().includes(wanted) ? wanted : 'en';
  return (key) => {
    const [file = '', path = ''] = key.split(':');
    let found: string | Texts | undefined = fileOf(language, file);
    for (const part of path.split('.')) found = typeof found === 'object' ? found[part] : undefined;
    if (typeof found !== 'string') throw new Error(`${language} has no words for ${key}`);
    return found;
  };
}
