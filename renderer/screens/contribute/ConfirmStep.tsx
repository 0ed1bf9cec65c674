/** The confirmation that saves what the person wrote. */
import type { Draft } from '../../../common/contract/kiosk/contributions.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { helpsThemselves } from '../../navigation/places.ts';
import { useAction } from '../../use-action.ts';
import { postDraft } from './post-draft.ts';
import { type Confirmed, ReadBack } from './ReadBack.tsx';

export function ConfirmStep({ draft, onBack }: { draft: Draft; onBack: () => void }) {
  const { host, status, drafts, walk } = useKiosk();
  const post = useAction(
    async (confirmed: Confirmed) => {
      await drafts.settle();
      return postDraft({ host, draft, confirmed, before: status.participant });
    },
    {
      once: true,
      done: ({ code }) => {
        drafts.forget();
        walk({ type: 'replace', to: { name: 'posted', kind: draft.kind, code } });
      },
    },
  );
  return (
    <ReadBack
      draft={draft}
      alone={helpsThemselves(status)}
      sealed={status.participant?.publishes === false}
      busy={post.busy}
      failure={post.failure}
      onBack={onBack}
      onConfirm={post.run}
    />
  );
}
