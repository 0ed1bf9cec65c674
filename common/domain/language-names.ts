/** How languages are called. */

/** The language's name for itself, such as `Français`. */
export function ownName(language: string): string {
  const name = nameIn(language, language);
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

export const nameIn = (language: string, shownIn: string): string =>
  new Intl.DisplayNames([shownIn], { type: 'language' }).of(language) ?? language;
