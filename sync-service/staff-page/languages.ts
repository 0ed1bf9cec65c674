/** The page's languages: which one to begin with, and how each calls itself. */

const CHOSEN = 'perron-staff-language';

/** The one chosen before on this browser, else the first of the browser's that the page has. */
export function initialLanguage(known: readonly string[]): string {
  const wanted = [rememberedLanguage(), ...navigator.languages];
  const bases = wanted.map((language) => language?.split('-')[0]?.toLowerCase());
  return bases.find((language) => language !== undefined && known.includes(language)) ?? 'en';
}

function rememberedLanguage(): string | null {
  try {
    return localStorage.getItem(CHOSEN);
  } catch {
    return null; // the browser keeps nothing for this page
  }
}

export function rememberLanguage(language: string): void {
  try {
    localStorage.setItem(CHOSEN, language);
  } catch {
    // The choice then lasts until the page is closed.
  }
}

/** The language's name for itself, such as `Français`. */
export function ownName(language: string): string {
  const name = nameIn(language, language);
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

export function nameIn(language: string, shownIn: string): string {
  return new Intl.DisplayNames([shownIn], { type: 'language' }).of(language) ?? language;
}
