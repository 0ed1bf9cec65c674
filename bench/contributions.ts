/** Real contributions, and as many new ones as a benchmark needs, made of their parts. */
import {
  statements as labelledStatements,
  type Statement,
} from '../electron/host/store/fixtures/similar/labelled-set.ts';

const statements = labelledStatements().filter(({ words }) => words.trim().split(/\s+/).length >= 4);

/** mulberry32: the same contributions in every run. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The beginning of one contribution and the end of another of the same language. */
export function* recombined({ count, seed }: { count: number; seed: number }): Generator<Statement> {
  const random = randomNumbers(seed);
  const pick = (): Statement => statements[Math.floor(random() * statements.length)] as Statement;
  for (let made = 0; made < count; ) {
    const [first, second] = [pick(), pick()];
    if (first.id.slice(0, 8) !== second.id.slice(0, 8)) continue;
    const beginning = first.words.trim().split(/\s+/);
    const end = second.words.trim().split(/\s+/);
    const words = [
      ...beginning.slice(0, Math.ceil(beginning.length / 2)),
      ...end.slice(Math.floor(end.length / 2)),
    ].join(' ');
    made += 1;
    yield { id: `00000009-0000-7000-8000-${String(made).padStart(12, '0')}`, words };
  }
}

/** Title and words as a person would type them. */
export const typedIdea = ({ words }: Statement): { title: string; words: string } => ({
  title: words.split(/\s+/).slice(0, 8).join(' ').slice(0, 60),
  words,
});
