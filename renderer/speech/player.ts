/**
 * Reads sentences one after the other: with a voice of the system where it has one for the language that needs no
 * network, else with the host's. The next sentence is made while one is heard.
 */
import type { SpeechSpeed } from '../../common/contract/kiosk/speech.ts';
import type { Host } from '../api.ts';
import type { Sentence } from './screen-text.ts';

export type PlayerState = {
  readonly playing: boolean;
  readonly paused: boolean;
  /** The sentence that is heard. */
  readonly current: Sentence | null;
  /** A language that nobody here speaks was left out. */
  readonly voiceless: boolean;
};
const SILENT: PlayerState = { playing: false, paused: false, current: null, voiceless: false };
/** How it is to sound; `volume` in percent. */
export type Voicing = { readonly speed: SpeechSpeed; readonly volume: number };
const RATES: Readonly<Record<SpeechSpeed, number>> = { slow: 0.75, normal: 0.95, fast: 1.25 };

type Sound = { readonly samplesPerSecond: number; readonly samples: string };
/** Null for a language without a voice, or a host that did not answer. */
type Made = Promise<Sound | null> | SpeechSynthesisVoice;

export type Player = ReturnType<typeof createPlayer>;

export function createPlayer(host: Pick<Host, 'call'>) {
  const listeners = new Set<() => void>();
  let state = SILENT;
  let audio: { readonly context: AudioContext; readonly gain: GainNode } | null = null;
  /** Another run has begun, or none goes on. */
  let run = 0;
  let stopSound: (() => void) | null = null;

  const update = (changes: Partial<PlayerState>): void => {
    state = { ...state, ...changes };
    for (const listener of listeners) listener();
  };

  const systemVoice = (language: string): SpeechSynthesisVoice | undefined =>
    window.speechSynthesis
      ?.getVoices()
      .find(({ lang, localService }) => localService && lang.split(/[-_]/)[0] === language.split('-')[0]);

  const make = ({ text, language }: Sentence, { speed }: Voicing): Made =>
    systemVoice(language) ??
    host.call('speech:say', { text, language, speed }).then((answer) => (answer.ok ? answer.value : null));

  const hearSystem = (
    sentence: Sentence,
    voice: SpeechSynthesisVoice,
    { speed, volume }: Voicing,
  ): Promise<void> =>
    new Promise((resolve) => {
      const utterance = new SpeechSynthesisUtterance(sentence.text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.rate = RATES[speed];
      utterance.volume = volume / 100;
      utterance.onend = () => resolve();
      utterance.onerror = () => resolve();
      stopSound = () => window.speechSynthesis.cancel();
      window.speechSynthesis.speak(utterance);
    });

  const openAudio = () => {
    const context = new AudioContext();
    const gain = context.createGain();
    gain.connect(context.destination);
    return { context, gain };
  };

  const hearSamples = ({ samplesPerSecond, samples }: Sound, { volume }: Voicing): Promise<void> =>
    new Promise((resolve) => {
      const bytes = Uint8Array.from(atob(samples), (character) => character.charCodeAt(0));
      const count = Math.floor(bytes.length / 2);
      if (count === 0) return resolve();
      audio ??= openAudio();
      const { context, gain } = audio;
      gain.gain.value = volume / 100;
      const view = new DataView(bytes.buffer);
      const buffer = context.createBuffer(1, count, samplesPerSecond);
      const channel = buffer.getChannelData(0);
      for (let at = 0; at < count; at += 1) channel[at] = view.getInt16(2 * at, true) / 32_768;
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(gain);
      source.onended = () => resolve();
      stopSound = () => source.stop();
      source.start();
    });

  const stop = (): void => {
    run += 1;
    stopSound?.();
    stopSound = null;
    void audio?.context.resume();
    window.speechSynthesis?.cancel();
    update(SILENT);
  };

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => state,
    stop,

    async play(sentences: readonly Sentence[], voicing: Voicing): Promise<void> {
      stop();
      const mine = run;
      update({ playing: sentences.length > 0 });
      let made = sentences[0] ? make(sentences[0], voicing) : null;
      for (const [index, sentence] of sentences.entries()) {
        const sound = await made;
        if (mine !== run) return;
        const next = sentences[index + 1];
        made = next ? make(next, voicing) : null;
        update({ current: sentence });
        if (sound === null) update({ voiceless: true });
        else if ('samples' in sound) await hearSamples(sound, voicing);
        else await hearSystem(sentence, sound, voicing);
        if (mine !== run) return;
      }
      update({ playing: false, current: null });
    },

    pause(): void {
      void audio?.context.suspend();
      window.speechSynthesis?.pause();
      update({ paused: true });
    },
    goOn(): void {
      void audio?.context.resume();
      window.speechSynthesis?.resume();
      update({ paused: false });
    },
  };
}
