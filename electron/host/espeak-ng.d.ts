/** What Perron uses of the compiled eSpeak NG, which brings no types of its own. */
declare module '@echogarden/espeak-ng-emscripten' {
  type Voice = {
    /** 0 where there is such a voice. */
    set_voice(name: string): number;
    /** Words a minute. */
    set_rate(rate: number): void;
    /** Hertz. */
    readonly samplerate: number;
    /** Calls back with the samples, 16 bits each, as they are made. */
    synthesize(text: string, made: (samples: ArrayBuffer | null) => void): void;
  };
  // biome-ignore lint/style/noDefaultExport: as the package has it.
  export default function make(): Promise<{ readonly eSpeakNGWorker: new () => Voice }>;
}
