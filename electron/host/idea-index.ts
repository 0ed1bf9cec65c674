/** What the host asks of the search for similar ideas. */

export type SimilarIdeas = {
  index(idea: { id: string; title: string; words: string }): void;
  remove(id: string): void;
  /** The likest first. */
  search(query: { text: string; limit: number }): readonly { readonly id: string; readonly score: number }[];
};
