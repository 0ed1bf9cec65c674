/** The key of the sentence that tells staff of a problem. */
import type { ProblemCode } from '../../common/problems.ts';

/** Where the catalogue's sentence speaks to people at a kiosk. */
const FOR_STAFF: { readonly [C in ProblemCode]?: string } = {
  'caller-refused': 'staff:refused',
  'call-unknown': 'staff:reloadNeeded',
  'storage-full': 'staff:storageFull',
  'storage-read-only': 'staff:storageReadOnly',
  'storage-corrupt': 'staff:storageCorrupt',
};

export const problemSentence = (problem: ProblemCode): string => FOR_STAFF[problem] ?? `problems:${problem}`;
