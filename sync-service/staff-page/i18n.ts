/** The staff page's words and the problems' sentences, for every language that has a folder; only the chosen one's are fetched. */
import i18next, { type i18n, type ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { initialLanguage } from './languages.ts';

const files = import.meta.glob<ResourceLanguage>(
  [
    '../../locales/*/{staff,moderation,city,kiosks,export,accounts,quarantine,feedback,person,sealed,api,report,statistics,traits,answer,workshop,retention,problems}.json',
  ],
  { import: 'default' },
);

const parts = Object.entries(files).flatMap(([file, load]) => {
  const [language, name] = file.split('/').slice(-2);
  return language === undefined || name === undefined
    ? []
    : [{ language, name: name.replace('.json', ''), load }];
});
export const LANGUAGES = [...new Set(parts.map(({ language }) => language))].sort();

async function wordsIn(wanted: string): Promise<ResourceLanguage> {
  const words = parts
    .filter(({ language }) => language === wanted)
    .map(async ({ name, load }) => [name, await load()] as const);
  return Object.fromEntries(await Promise.all(words));
}

export async function createI18n(): Promise<i18n> {
  const instance = i18next.createInstance();
  const language = initialLanguage(LANGUAGES);
  await instance.use(initReactI18next).init({
    resources: { [language]: await wordsIn(language) },
    lng: language,
    fallbackLng: false,
    defaultNS: false,
    interpolation: { escapeValue: false }, // React shows text as text
    react: { useSuspense: false },
  });
  return instance;
}

/** Rejects where its words cannot be fetched; the page then stays in the language that it has. */
export async function speak(instance: i18n, language: string): Promise<void> {
  for (const [name, words] of Object.entries(await wordsIn(language)))
    instance.addResourceBundle(language, name, words);
  await instance.changeLanguage(language);
}
