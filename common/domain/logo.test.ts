import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { isSmallPng, LOGO_MAX, plainSvg } from './logo.ts';

const svg = (inside: string, attributes = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"${attributes}>${inside}</svg>`;

test('what drawing programs write beside the picture is left out, and the picture stays', () => {
  const drawn = `<?xml version="1.0"?>\n<!-- Inkscape -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">\n${svg(
    '<metadata><rdf:RDF>x</rdf:RDF></metadata><sodipodi:namedview id="v"/><linearGradient id="a"/><path fill="url(#a)" d="M0 0h9v9z"/>',
  )}`;
  expect(plainSvg(drawn)).toBe(
    svg('<sodipodi:namedview id="v"/><linearGradient id="a"/><path fill="url(#a)" d="M0 0h9v9z"/>'),
  );
});

test.each([
  svg('<script>alert(1)</script>'),
  svg('<ScRiPt/>'),
  svg('<foreignObject><b>x</b></foreignObject>'),
  svg('<image href="http://elsewhere/x.png"/>'),
  svg('<use href="http://elsewhere/x.svg#a"/>'),
  svg('<use xlink:href=http://elsewhere/x.svg#a />'),
  svg('<path onclick="alert(1)"/>'),
  svg('<path/>', ' onload = "alert(1)"'),
  svg('<style>@import "http://elsewhere/x.css";</style>'),
  svg('<style>path { fill: url(http://elsewhere/) }</style>'),
  svg('<path style="fill:url(&quot;http://elsewhere/&quot;)"/>').replaceAll('&quot;', "'"),
  svg('<a href="javascript:alert(1)"><path/></a>'),
  svg('<animate attributeName="x"/>'),
  svg('<![CDATA[<script/>]]>'),
  `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('&a;')}`,
  svg('&a;'),
  svg('<title>'.padEnd(LOGO_MAX, 'x')),
  '<html></html>',
  'GIF89a',
  '',
])('refuses what is more than a picture: %s', (markup) => {
  expect(plainSvg(markup)).toBeNull();
});

const png = (width: number, height: number): string => {
  const head = Buffer.from('89504e470d0a1a0a0000000d494844520000000000000000', 'hex');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, Buffer.from('0806000000', 'hex')]).toString('base64');
};

test('a PNG is one by its first bytes, and of bearable size', () => {
  expect(isSmallPng(png(1, 1))).toBe(true);
  expect(isSmallPng(png(2_048, 2_048))).toBe(true);
  expect(isSmallPng(png(2_049, 1))).toBe(false);
  expect(isSmallPng(png(0, 1))).toBe(false);
  expect(isSmallPng(png(90_000, 90_000))).toBe(false);
  expect(isSmallPng(Buffer.from('<svg/>').toString('base64'))).toBe(false);
  expect(isSmallPng('')).toBe(false);
  expect(isSmallPng(png(9, 9).padEnd(LOGO_MAX + 4, 'A'))).toBe(false);
});
