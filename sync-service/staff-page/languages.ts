/** Which language the page begins with. */

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
