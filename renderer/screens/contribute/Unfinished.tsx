/** Something else was begun and not finished: it is gone on with, or thrown away, before anything new is written. */
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../common/contract/kiosk/contributions.ts';
import { Button } from '../../components/Button.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';
import { placeOf } from './draft-text.ts';

export function Unfinished({ draft, onDiscarded }: { draft: Draft; onDiscarded: () => void }) {
  const { t } = useTranslation();
  const { drafts, walk } = useKiosk();
  const discard = useAction(() => drafts.discard(), { done: onDiscarded });
  return (
    <Screen
      title={t('contribution:unfinishedTitle')}
      lead={t('contribution:unfinishedLead')}
      width="narrow"
      actions={
        <>
          <Button busy={discard.busy} onPress={() => discard.run()}>
            {t('contribution:discard')}
          </Button>
          <Button look="primary" onPress={() => walk({ type: 'replace', to: placeOf(draft) })}>
            {t('home:continue')}
          </Button>
        </>
      }
    >
      <blockquote className="wording">
        <bdi lang={draft.language} dir="auto" className="words">
          {draft.title === '' ? draft.words : draft.title}
        </bdi>
      </blockquote>
      <Problem failure={discard.failure} />
    </Screen>
  );
}
