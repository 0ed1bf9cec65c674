/** Posts a confirmed draft once, also when the host vanishes before its answer arrives. */
import type { Draft } from '../../../common/contract/kiosk/contributions.ts';
import type { KioskStatus } from '../../../common/contract/kiosk/kiosk.ts';
import { success } from '../../../common/problems.ts';
import type { Answer, Host } from '../../api.ts';
import type { Confirmed } from './ReadBack.tsx';

type Participant = KioskStatus['participant'];

/** `code` is null when the post was found saved after a restart, where the code is no longer known. */
export async function postDraft({
  host,
  draft,
  confirmed,
  before,
}: {
  host: Pick<Host, 'call' | 'recovered'>;
  draft: Draft;
  confirmed: Confirmed;
  before: Participant;
}): Promise<Answer<{ code: string | null }>> {
  const worded = { words: draft.words, language: draft.language, ...confirmed };
  const answer =
    draft.target === null
      ? await host.call('idea:post', { title: draft.title, topicId: draft.topicId, ...worded })
      : await host.call('comment:post', {
          targetId: draft.target.id,
          targetKind: draft.target.kind,
          ...worded,
        });
  if (answer.ok || answer.problem !== 'host-gone') return answer;

  const { participant } = await host.recovered();
  const saved = before !== null && participant?.id === before.id && posts(participant) > posts(before);
  return saved ? success({ code: participant.code }) : answer;
}

const posts = ({ ideas, comments }: NonNullable<Participant>): number => ideas + comments;
