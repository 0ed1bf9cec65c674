/** Which voice reads: the system's where it has one that needs no network, else the host's. */
import { afterEach, expect, test, vi } from 'vitest';
import { success } from '../../common/problems.ts';
import { createPlayer } from './player.ts';
import type { Sentence } from './screen-text.ts';

type Voice = { readonly lang: string; readonly localService: boolean };
const AT_HOME: Voice = { lang: 'fr-BE', localService: true };
const FAR_AWAY: Voice = { lang: 'nl-BE', localService: false };

class Utterance {
  voice: Voice | null = null;
  lang = '';
  rate = 1;
  volume = 1;
  onend = () => {};
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The loudspeaker and the system's voices, which no test machine has. */
function speaker(voices: readonly Voice[]) {
  const heard: Utterance[] = [];
  vi.stubGlobal('window', {
    speechSynthesis: {
      getVoices: () => voices,
      speak(utterance: Utterance) {
        heard.push(utterance);
        queueMicrotask(() => utterance.onend());
      },
      cancel() {},
    },
  });
  vi.stubGlobal('SpeechSynthesisUtterance', Utterance);
  return heard;
}
afterEach(() => vi.unstubAllGlobals());

const sentence = (text: string, language: string): Sentence => ({
  text,
  language,
  element: {} as Element,
});

test('a voice of the system that needs no network reads its language, and the host all others', async () => {
  const heard = speaker([FAR_AWAY, AT_HOME]);
  const asked: unknown[] = [];
  const player = createPlayer({
    call: async (_, input) => {
      asked.push(input);
      return success({ samplesPerSecond: 22_050, samples: '' }) as never;
    },
  });
  const voicing = { speed: 'slow', volume: 40 } as const;
  await player.play([sentence('Bonjour.', 'fr'), sentence('Hallo.', 'nl')], voicing);
  expect(heard).toMatchObject([{ text: 'Bonjour.', voice: AT_HOME, lang: 'fr-BE', volume: 0.4 }]);
  expect(heard[0]?.rate).toBeLessThan(1);
  expect(asked, 'what would leave the room is not used').toEqual([
    { text: 'Hallo.', language: 'nl', speed: 'slow' },
  ]);
  expect(player.state()).toMatchObject({ playing: false, voiceless: false });
});

test('a language that nobody speaks is left out, and it is said so', async () => {
  speaker([AT_HOME]);
  const player = createPlayer({
    call: async () => ({ ok: false, problem: 'voice-missing' }) as never,
  });
  await player.play([sentence('Rrr.', 'qq')], { speed: 'normal', volume: 100 });
  expect(player.state().voiceless).toBe(true);
});
