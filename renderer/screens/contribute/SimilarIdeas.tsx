/** Ideas that resemble what is being typed: one can be opened and supported instead of said again. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft, ShownIdea } from '../../../common/contract/kiosk/contributions.ts';
import { success } from '../../../common/problems.ts';
import { Button } from '../../components/Button.tsx';
import { Words } from '../../components/CityText.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { useDebounced } from '../../use-debounced.ts';
import { useLoaded } from '../../use-loaded.ts';
import { Supports } from '../browse/Supports.tsx';
import { Problem } from '../Problem.tsx';

export function SimilarIdeas({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { host } = useKiosk();
  const text = useDebounced(`${draft.title}\n${draft.words}`.trim(), 350);
  const [open, setOpen] = useState<ShownIdea | null>(null);
  const similar = useLoaded(
    async () => (text.length < 3 ? success({ ideas: [] }) : host.call('idea:similar', { text })),
    text,
  );
  const ideas = similar.value?.ideas ?? [];
  return (
    <>
      <h2>{t('contribution:similar')}</h2>
      {similar.failure === null ? (
        <p className="muted" role="status">
          {ideas.length > 0
            ? t('contribution:similarHint')
            : text.length < 3
              ? t('contribution:similarLater')
              : similar.loading
                ? t('kiosk:loading')
                : t('contribution:similarNone')}
        </p>
      ) : (
        <Problem failure={similar.failure} onRetry={similar.reload} />
      )}
      <ul className="similar">
        {ideas.map((idea) => (
          <li key={idea.id}>
            <Button onPress={() => setOpen(idea)}>
              <Words text={idea.title} language={idea.language} />
            </Button>
          </li>
        ))}
      </ul>
      {open === null ? null : <SimilarIdea idea={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function SimilarIdea({ idea, onClose }: { idea: ShownIdea; onClose: () => void }) {
  const { t } = useTranslation();
  const { host, drafts, walk } = useKiosk();
  const [code, setCode] = useState<string | null>(null);
  const support = useAction(() => host.call('support:post', { targetId: idea.id, targetKind: 'idea' }), {
    once: true,
    done: (posted) => setCode(posted.code),
  });
  const finish = useAction(() => drafts.discard(), {
    done: () => walk({ type: 'replace', to: { name: 'posted', kind: 'support', code } }),
  });
  return (
    <Dialog title={idea.title} titleLanguage={idea.language} open onClose={onClose}>
      <p>
        <Words text={idea.words} language={idea.language} />
      </p>
      <p className="muted card-counts">
        <Supports of={idea} />
      </p>
      <Problem failure={support.failure ?? finish.failure} />
      {code === null ? (
        <div className="row">
          <Button onPress={onClose}>{t('contribution:keepWriting')}</Button>
          {idea.supported ? (
            <p>{t('browse:supported')}</p>
          ) : (
            <Button look="primary" busy={support.busy} onPress={() => support.run()}>
              {t('contribution:supportInstead')}
            </Button>
          )}
        </div>
      ) : (
        <>
          <p role="status">{t('contribution:supportSaved')}</p>
          <div className="row">
            <Button onPress={onClose}>{t('contribution:keepWriting')}</Button>
            <Button look="primary" busy={finish.busy} onPress={() => finish.run()}>
              {t('contribution:supportEnough')}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
