/** How a person wants to see and hear the screen; theirs alone, and gone with them. */
import type { SpeechSpeed } from '../../common/contract/kiosk/speech.ts';

export const TEXT_SIZES = ['normal', 'large', 'larger', 'largest'] as const;
export const THEMES = ['paper', 'contrast', 'dark', 'yellow'] as const;
/** Of the voice. */
export const SPEEDS = ['slow', 'normal', 'fast'] as const satisfies readonly SpeechSpeed[];
export type TextSize = (typeof TEXT_SIZES)[number];
export type Theme = (typeof THEMES)[number];

export type Comfort = {
  readonly size: TextSize;
  readonly theme: Theme;
  /** Nothing moves. */
  readonly calm: boolean;
  readonly speed: SpeechSpeed;
  /** Every screen is read aloud as it opens. */
  readonly reads: boolean;
  /** Two buttons stand for touch and keyboard. */
  readonly switches: boolean;
};

export const NO_COMFORT: Comfort = {
  size: 'normal',
  theme: 'paper',
  calm: false,
  speed: 'normal',
  reads: false,
  switches: false,
};

/** The style sheets look at the page's root. */
export function showComfort({ size, theme, calm }: Comfort): void {
  const { dataset } = document.documentElement;
  dataset.size = size;
  dataset.theme = theme;
  dataset.motion = calm ? 'calm' : 'usual';
}
