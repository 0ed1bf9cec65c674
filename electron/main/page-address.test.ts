import { describe, expect, it } from 'vitest';
import { isOwnPage, PAGE_URL } from './page-address.ts';

describe('an address of the page', () => {
  it.each([PAGE_URL, 'perron://kiosk', 'perron://kiosk/assets/index.js', 'perron://kiosk/?a#b'])(
    'is %s',
    (url) => {
      expect(isOwnPage(url)).toBe(true);
    },
  );

  it.each([
    'https://kiosk/',
    'http://example.org/perron://kiosk/',
    'perron://kiosk.example.org/',
    'perron://example.org/',
    'perron://kiosk@example.org/',
    'perron://somebody@kiosk/',
    'perron://:secret@kiosk/',
    'perron://kiosk:8080/',
    'perron:kiosk/',
    'perronx://kiosk/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:perron://kiosk/1',
    'about:blank',
    '',
    'not an address',
  ])('is not %s', (url) => {
    expect(isOwnPage(url)).toBe(false);
  });
});
