/** What the person being helped can do next, what they have done, their code, and the end. */
import { useTranslation } from 'react-i18next';
import { formatReceiptCode } from '../../../common/domain/receipt-code.ts';
import { problem, success } from '../../../common/problems.ts';
import { Notice } from '../../components/Notice.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import type { Place } from '../../navigation/places.ts';
import { PrintSlip } from '../../printing/PrintSlip.tsx';
import { useAction } from '../../use-action.ts';
import { placeOf } from '../contribute/draft-text.ts';
import { UndoButton } from '../contribute/UndoButton.tsx';
import { PauseButton } from '../facilitator/PauseButton.tsx';
import { PostTiles } from '../home/PostTiles.tsx';
import { Tile } from '../home/Tile.tsx';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';
import { FinishButton } from './FinishButton.tsx';

export function ParticipantScreen() {
  const { t } = useTranslation();
  const { status, walk, drafts } = useKiosk();
  const { participant, consultation } = status;
  const go = (to: Place) => () => walk({ type: 'go', to });
  const resume = useAction(
    async () => {
      const kept = await drafts.load();
      if (!kept.ok) return kept;
      return kept.value.draft === null ? problem('not-found') : success(kept.value.draft);
    },
    { done: (draft) => walk({ type: 'go', to: placeOf(draft) }) },
  );
  if (participant === null) return null;
  const { ideas, comments, supports, code } = participant;
  return (
    <Screen
      title={t('participant:menuTitle')}
      width="wide"
      actions={
        <>
          <UndoButton />
          <PauseButton />
          <FinishButton />
        </>
      }
    >
      <div className="home-tiles">
        {participant.hasDraft && consultation?.state === 'open' ? (
          <Tile look="continue" label={t('home:continue')} onPress={() => resume.run()} />
        ) : null}
        {consultation?.state === 'open' ? <PostTiles consultation={consultation} /> : null}
        <Tile
          look="plain"
          label={t('home:lookAround')}
          hint={t('home:lookAroundHint')}
          onPress={go({ name: 'browse', tab: 'ideas' })}
        />
      </div>
      {participant.publishes ? null : <Notice title={t('participant:notPublished')} />}
      <Problem failure={resume.failure} />
      <div className="panel">
        <h2>{t('participant:sofar')}</h2>
        <ul className="row">
          <li>{t('participant:ideas', { count: ideas })}</li>
          <li>{t('participant:comments', { count: comments })}</li>
          <li>{t('participant:supports', { count: supports })}</li>
        </ul>
        {code === null ? (
          ideas + comments + supports > 0 ? (
            <p className="muted">{t('contribution:codeLost')}</p>
          ) : null
        ) : (
          <div className="row">
            <p>
              {t('contribution:yourCode')} <strong className="code-inline">{formatReceiptCode(code)}</strong>
            </p>
            <PrintSlip code={code} />
          </div>
        )}
      </div>
    </Screen>
  );
}
