/** How a city looks, while it is typed and chosen; what the service takes of it. */
import type { CityLook } from '../../common/contract/feed.ts';
import { readable } from '../../common/domain/colours.ts';
import { isSmallPng, LOGO_MAX, type Logo, plainSvg } from '../../common/domain/logo.ts';

export type TypedLook = {
  readonly name: string;
  /** Off, and the kiosk keeps its own colours. */
  readonly coloured: boolean;
  readonly ground: string;
  readonly words: string;
  readonly logo: Logo | null;
};

const PERRON = { ground: '#1f4d3a', words: '#ffffff' };

export const typedLook = (look: CityLook | undefined): TypedLook => ({
  name: look?.name ?? '',
  coloured: look?.colours !== undefined && look.colours !== null,
  ...(look?.colours ?? PERRON),
  logo: look?.logo ?? null,
});

/** Null where the city has no name: then nothing of it is shown. */
export const lookInput = ({ name, coloured, ground, words, logo }: TypedLook): CityLook | null =>
  name.trim() === ''
    ? null
    : { name: name.trim(), colours: coloured ? readable({ ground, words }) : null, logo };

/** Colours or a logo go with a name. */
export const isLookComplete = ({ name, coloured, logo }: TypedLook): boolean =>
  name.trim() !== '' || (!coloured && logo === null);

export const logoAddress = (logo: Logo): string =>
  logo.type === 'png'
    ? `data:image/png;base64,${logo.data}`
    : `data:image/svg+xml;utf8,${encodeURIComponent(logo.markup)}`;

/** Null for what is too large, or more than a plain picture. */
export async function readLogo(file: File): Promise<Logo | null> {
  if (file.size > LOGO_MAX) return null;
  if (file.type === 'image/png') {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const data = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    return isSmallPng(data) ? { type: 'png', data } : null;
  }
  const markup = plainSvg(await file.text());
  return markup === null ? null : { type: 'svg', markup };
}
