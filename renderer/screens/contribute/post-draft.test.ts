import { expect, test } from 'vitest';
import type { KioskStatus } from '../../../common/contract/kiosk/kiosk.ts';
import { problem, success } from '../../../common/problems.ts';
import type { Host } from '../../api.ts';
import { emptyDraft } from './draft-text.ts';
import { postDraft } from './post-draft.ts';

const id = '0190a0a0-0000-7000-8000-000000000001';
const before: NonNullable<KioskStatus['participant']> = {
  id,
  language: 'en',
  publishes: true,
  ideas: 1,
  comments: 0,
  supports: 0,
  hasDraft: true,
  code: 'K7QM3XWD9F',
  slip: null,
  undoable: null,
};
const confirmed = {
  authorship: 'verbatim',
  people: null,
  readBack: 'aloud',
  confirmedBy: 'participant',
} as const;
const draft = { ...emptyDraft(null, 'en'), title: 'A bench', words: 'A bench in the park' };

/** A host that answers a post with `answer` and comes back, after it was gone, with `after`. */
function hostThat(answer: unknown, after: KioskStatus['participant'] = before) {
  const calls: string[] = [];
  const host = {
    call: (async (name: string) => {
      calls.push(name);
      return answer;
    }) as Host['call'],
    recovered: async () => ({ participant: after }) as KioskStatus,
  };
  return { host, calls };
}
const gone = { ok: false, problem: 'host-gone' };

test('hands on the code of an idea, and of a comment on its target', async () => {
  const { host, calls } = hostThat(success({ id, code: 'K7QM3XWD9F' }));
  const target = { id, kind: 'proposal' } as const;
  expect(await postDraft({ host, draft, confirmed, before })).toMatchObject({
    value: { code: 'K7QM3XWD9F' },
  });
  await postDraft({ host, draft: { ...emptyDraft(target, 'en'), words: 'Yes' }, confirmed, before });
  expect(calls).toEqual(['idea:post', 'comment:post']);
});

test('hands on a refusal without asking again', async () => {
  const { host, calls } = hostThat(problem('storage-full'));
  expect(await postDraft({ host, draft, confirmed, before })).toEqual(problem('storage-full'));
  expect(calls).toHaveLength(1);
});

test('finds the post saved when the host vanished after saving it, and posts nothing twice', async () => {
  const { host, calls } = hostThat(gone, { ...before, ideas: 2, hasDraft: false, code: null });
  expect(await postDraft({ host, draft, confirmed, before })).toEqual(success({ code: null }));
  expect(calls).toHaveLength(1);
});

test('says that nothing was confirmed when the host vanished before saving', async () => {
  const { host } = hostThat(gone, before);
  expect(await postDraft({ host, draft, confirmed, before })).toEqual(gone);
});

test('takes the contribution of another person for none of this one', async () => {
  const { host } = hostThat(gone, { ...before, id: '0190a0a0-0000-7000-8000-000000000009', ideas: 5 });
  expect(await postDraft({ host, draft, confirmed, before })).toEqual(gone);
  const nobody = hostThat(gone, null);
  expect(await postDraft({ host: nobody.host, draft, confirmed, before })).toEqual(gone);
});
