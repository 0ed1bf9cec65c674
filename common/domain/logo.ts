/**
 * A city's logo as it may travel to the kiosks: small, and nothing but a picture. The kiosk shows it as an `<img>`, where no
 * script of an SVG runs and nothing is fetched; what could be more than shapes is refused before all the same.
 */
export type Logo =
  | { readonly type: 'svg'; readonly markup: string }
  /** Base64 of the file. */
  | { readonly type: 'png'; readonly data: string };

export const LOGO_MAX = 32_768;
/** Of a PNG, on a side: a small file can unpack to gigabytes. */
export const LOGO_PIXELS_MAX = 2_048;

const SHAPES = new Set(
  `svg g defs title desc path rect circle ellipse line polyline polygon lineargradient radialgradient stop clippath mask
  symbol use text tspan style`.split(/\s+/),
);
const ASIDE = /<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^[>]*>|<metadata[\s\S]*?<\/metadata>/gi;
const TAG = /<\/?\s*([^\s/>]+)/g;
/** Handlers, references out of the file, and what a style can fetch. */
const ACTIVE =
  /\son\w+\s*=|(?:href|src)\s*=\s*(?!["']#)|url\(\s*["']?(?!["']?#)|@import|javascript:|expression\(|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;

/** The markup without what drawing programs put beside it; null for what is more than a picture. */
export function plainSvg(markup: string): string | null {
  const tidy = markup.replace(ASIDE, '').trim();
  if (tidy.length > LOGO_MAX || !/^<svg[\s>]/i.test(tidy) || !/<\/svg>$/i.test(tidy)) return null;
  // What is left of `<!` is a CDATA section or entities of its own.
  if (tidy.includes('<!') || tidy.includes('<?') || ACTIVE.test(tidy)) return null;
  for (const [, name = ''] of tidy.matchAll(TAG)) {
    // Drawing programs mark their own elements by a prefix; they draw nothing.
    if (!SHAPES.has(name.toLowerCase()) && !/^(sodipodi|inkscape):[\w-]+$/.test(name)) return null;
  }
  return tidy;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
/** Signature, and the header's width and height. */
const PNG_HEAD = 24;

function firstBytes(base64: string, length: number): number[] {
  const bits = [...base64.slice(0, Math.ceil(length / 3) * 4)].map((character) => BASE64.indexOf(character));
  const bytes: number[] = [];
  for (let at = 0; at + 3 < bits.length; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = bits.slice(at, at + 4);
    bytes.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
  }
  return bytes.slice(0, length);
}

/** Whether it begins as a PNG of bearable size does. */
export function isSmallPng(base64: string): boolean {
  const head = firstBytes(base64, PNG_HEAD);
  if (base64.length > LOGO_MAX || head.length < PNG_HEAD || PNG.some((byte, at) => head[at] !== byte))
    return false;
  const side = (at: number): number => head.slice(at, at + 4).reduce((sum, byte) => sum * 256 + byte, 0);
  return [side(16), side(20)].every((pixels) => pixels > 0 && pixels <= LOGO_PIXELS_MAX);
}
