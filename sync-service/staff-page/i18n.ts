/** The staff page's words and the problems' sentences, for every language that has a folder. */
import i18next, { type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { initialLanguage } from './languages.ts';

const files = import.meta.glob<Record<string, unknown>>(
  [
    '../../locales/*/{staff,moderation,city,kiosks,export,accounts,quarantine,feedback,person,sealed,api,report,statistics,traits,answer,workshop,retention,problems}.json',
  ],
  { eager: true, import: 'default' },
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
export const LANGUAGES = Object.keys(loaded).sort();

export async function createI18n(): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    resources: loaded,
    lng: initialLanguage(LANGUAGES),
    fallbackLng: 'en',
    defaultNS: false,
    interpolation: { escapeValue: false }, // React shows text as text
    react: { useSuspense: false },
  });
  return instance;
}
