/** Where the kiosk's page lives, and whether an address is of that page. */

export const PAGE_SCHEME = 'perron';
const PAGE_HOST = 'kiosk';
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/`;

/** Whether `url` is of the page itself: its scheme and host, and nothing before or after them. */
export function isOwnPage(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null) return false;
  // `origin` says nothing here: it is `null` for a scheme that the URL standard does not know.
  return (
    parsed.protocol === `${PAGE_SCHEME}:` &&
    parsed.host === PAGE_HOST &&
    parsed.username === '' &&
    parsed.password === ''
  );
}
