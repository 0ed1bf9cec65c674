/** The screens' own words: every `locales/<language>/<flow>.json`; a new language is a folder, no code. */
import i18next, { type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { sentences } from './second-language/sources.ts';

// The staff page's words are left out: it is another page.
const files = import.meta.glob<Record<string, unknown>>(
  [
    '../locales/*/*.json',
    '!../locales/*/{staff,moderation,city,kiosks,export,accounts,quarantine,feedback,api,report,statistics}.json',
  ],
  {
    eager: true,
    import: 'default',
  },
);

function resources(): Resource {
  const found: Resource = {};
  for (const [file, words] of Object.entries(files)) {
    const [language, name] = file.split('/').slice(-2);
    if (language === undefined || name === undefined) continue;
    found[language] = { ...found[language], [name.replace('.json', '')]: words };
  }
  return found;
}

const loaded = resources();
export const LOCALES = Object.keys(loaded).sort();

export async function createI18n(language: string): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance
    .use(initReactI18next)
    .use(sentences)
    .init({
      resources: loaded,
      lng: language,
      fallbackLng: 'en',
      defaultNS: false,
      postProcess: [sentences.name],
      interpolation: { escapeValue: false }, // React shows text as text
      react: { useSuspense: false },
    });
  return instance;
}
