/**
 * A city's colours on the kiosk. They dress the paper theme alone: the other themes are somebody's own choice, and so is
 * the system's wish for more contrast (`styles/tokens.css`).
 */
import { useLayoutEffect, useState } from 'react';
import type { CityLook } from '../common/contract/feed.ts';
import { shadesOf } from '../common/domain/colours.ts';

/** `--paper-raised`, `--paper` and `--paper-sunken` of the paper theme. */
const PAPERS = ['#fffdf8', '#f7f2e8', '#ece4d4'];

export function useCityColours(colours: CityLook['colours']): void {
  const { ground = null, words = null } = colours ?? {};
  useLayoutEffect(() => {
    if (ground === null || words === null) return;
    const { style, dataset } = document.documentElement;
    const shades = Object.entries(shadesOf({ ground, words }, PAPERS));
    for (const [name, colour] of shades) style.setProperty(`--city-${name}`, colour);
    dataset.city = '';
    return () => {
      for (const [name] of shades) style.removeProperty(`--city-${name}`);
      delete dataset.city;
    };
  }, [ground, words]);
}

const fileOf = (logo: NonNullable<CityLook['logo']>): Blob =>
  logo.type === 'svg'
    ? new Blob([logo.markup], { type: 'image/svg+xml' })
    : new Blob([Uint8Array.from(atob(logo.data), (character) => character.charCodeAt(0))], {
        type: 'image/png',
      });

/** For an `<img>`, where an SVG is a picture and nothing else; null until it is made, which is before anybody sees or prints it. */
export function useLogoAddress(logo: CityLook['logo']): string | null {
  const [address, setAddress] = useState<string | null>(null);
  // Each status brings the same logo anew.
  const same = JSON.stringify(logo);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `same` says when it is another.
  useLayoutEffect(() => {
    if (logo === null) return;
    const made = URL.createObjectURL(fileOf(logo));
    setAddress(made);
    return () => {
      URL.revokeObjectURL(made);
      setAddress(null);
    };
  }, [same]);
  return address;
}
