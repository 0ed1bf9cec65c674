/** Files packed as one, streamed: each is made when the one before it is written, so memory does not grow with them. */
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export type ZipEntry = {
  readonly name: string;
  /** Called when its turn has come. */
  readonly content: () => AsyncIterable<string | Uint8Array>;
};

export function zipOf(entries: readonly ZipEntry[]): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error) => output.destroy(error));
  let current: Readable | null = null;
  for (const { name, content } of entries)
    zip.addReadStreamLazy(name, (use) => {
      current = Readable.from(content(), { objectMode: false });
      current.once('error', (error) => output.destroy(error));
      use(null, current);
    });
  zip.end();
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      yield* output;
    } finally {
      // Whoever breaks the file off wants nothing more to be read for it.
      current?.destroy();
    }
  }
  return Readable.from(bytes(), { objectMode: false });
}
