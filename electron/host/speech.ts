/**
 * Speaks without a network: eSpeak NG, compiled to WebAssembly, loaded when somebody first wants to listen. What it is
 * given is kept nowhere.
 */
/// <reference path="./espeak-ng.d.ts" />
import makeEspeak from '@echogarden/espeak-ng-emscripten';
import type { KioskOutput, KioskParsed } from '../../common/contract/kiosk-api.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { serial } from './serial.ts';

/** Words a minute: eSpeak's own default is 175. */
const RATE = { slow: 120, normal: 150, fast: 190 } as const;
/** Voices by language, where the language's own name is not one. */
const VOICE: Readonly<Record<string, string>> = { fr: 'fr-be', ti: 'am' };

export type Speech = ReturnType<typeof createSpeech>;

export function createSpeech() {
  let loading: Promise<InstanceType<Awaited<ReturnType<typeof makeEspeak>>['eSpeakNGWorker']>> | null = null;
  const load = async () => {
    const espeak = await makeEspeak();
    return new espeak.eSpeakNGWorker();
  };
  // One voice at a time: it is the setting of all that follows.
  const oneAtATime = serial();

  return {
    /** Mono, 16 bits a sample. */
    say: ({
      text,
      language,
      speed,
    }: KioskParsed<'speech:say'>): Promise<Outcome<KioskOutput<'speech:say'>>> =>
      oneAtATime(async () => {
        loading ??= load();
        const voice = await loading.catch((error) => {
          // The next one to ask tries again.
          loading = null;
          throw error;
        });
        const primary = language.split('-')[0] ?? language;
        if (voice.set_voice(VOICE[primary] ?? primary) !== 0) return problem('voice-missing');
        voice.set_rate(RATE[speed]);
        const parts: Buffer[] = [];
        voice.synthesize(text, (samples) => {
          if (samples !== null) parts.push(Buffer.from(samples.slice(0)));
        });
        return success({
          samplesPerSecond: voice.samplerate,
          samples: Buffer.concat(parts).toString('base64'),
        });
      }),
  };
}
