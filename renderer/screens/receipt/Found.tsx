/** What stands behind a code: what became of it, the city's answer, and what its author can still do. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnContribution } from '../../../common/contract/kiosk/receipts.ts';
import type { KioskOutput } from '../../../common/contract/kiosk-api.ts';
import { Button } from '../../components/Button.tsx';
import { Words } from '../../components/CityText.tsx';
import { Notice } from '../../components/Notice.tsx';
import { dateAndTime, shortDate } from '../../formats.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { CityAnswer } from '../browse/CityAnswer.tsx';
import { Supports } from '../browse/Supports.tsx';
import { Screen } from '../Screen.tsx';
import { Correct, isCorrectable } from './Correct.tsx';
import { TakeBack } from './TakeBack.tsx';

export function Found({
  found,
  code,
  onChanged,
  onAnother,
  onGoOn,
}: {
  found: KioskOutput<'receipt:find'>;
  code: string;
  onChanged: () => void;
  onAnother: () => void;
  /** Contribute under this slip; null where nobody can now. */
  onGoOn: (() => void) | null;
}) {
  const { t, i18n } = useTranslation();
  const { walk } = useKiosk();
  const [correcting, setCorrecting] = useState<OwnContribution | null>(null);
  if (correcting !== null)
    return (
      <Correct
        code={code}
        own={correcting}
        onDone={() => {
          setCorrecting(null);
          onChanged();
        }}
        onCancel={() => setCorrecting(null)}
      />
    );
  return (
    <Screen
      title={t('receipt:foundTitle')}
      actions={
        <>
          {found.contributions.some(({ state }) => state !== 'withdrawn') ? (
            <TakeBack code={code} id={null} onTaken={onChanged} />
          ) : null}
          {onGoOn === null ? null : <Button onPress={onGoOn}>{t('participant:slip.goOn')}</Button>}
          <Button onPress={onAnother}>{t('receipt:another')}</Button>
          <Button look="primary" onPress={() => walk({ type: 'home' })}>
            {t('receipt:done')}
          </Button>
        </>
      }
    >
      {found.asOf === 'service' ? null : (
        <Notice title={found.asOf === 'copy' ? t('receipt:asOfCopy') : t('receipt:asOfKiosk')}>
          {found.heardAt === null ? null : (
            <p>{t('receipt:asOfKioskSince', { when: dateAndTime(found.heardAt, i18n.language) })}</p>
          )}
          {found.more ? <p>{t('receipt:olderLeftOut')}</p> : null}
        </Notice>
      )}
      {found.contributions.length === 0 ? <p className="muted">{t('receipt:nothing')}</p> : null}
      <ul className="comments">
        {found.contributions.map((own) => (
          <li key={own.id}>
            <p className="eyebrow">
              {t(`receipt:kind.${own.kind}`)} · {shortDate(own.at, i18n.language)}
              {own.revision === own.id ? null : ` · ${t('receipt:corrected')}`}
            </p>
            {own.title === null ? null : (
              <h2>
                <Words text={own.title} language={own.language ?? 'und'} />
              </h2>
            )}
            {own.words === null ? null : <Words text={own.words} language={own.language ?? 'und'} />}
            {own.timing === 'late' ? (
              <p className="state">{t(`receipt:late.${own.kind}`)}</p>
            ) : (
              <p className={`state state-${own.state}`}>{t(`receipt:state.${own.state}`)}</p>
            )}
            {own.timing === 'doubtful' ? <p>{t('receipt:doubtful')}</p> : null}
            {own.correctionTiming === null ? null : (
              <p>{t(`receipt:correctionTiming.${own.correctionTiming}`)}</p>
            )}
            {own.mergedInto === null ? null : <JoinedWith idea={own.mergedInto} />}
            {own.contested ? <p>{t('receipt:contested')}</p> : null}
            {own.reason === null ? null : <p>{t(`answer:reason.${own.reason}`)}</p>}
            {own.answer === null ? null : <CityAnswer answer={own.answer} />}
            {own.kind === 'idea' && own.state !== 'withdrawn' ? (
              <p className="card-counts">
                <Supports of={own} />
              </p>
            ) : null}
            {own.state === 'withdrawn' ? null : (
              <div className="row">
                {isCorrectable(own) ? (
                  <Button onPress={() => setCorrecting(own)}>{t('receipt:correct')}</Button>
                ) : null}
                <TakeBack code={code} id={own.id} onTaken={onChanged} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Screen>
  );
}

/** The idea that says the same and is shown for both: state, supports and answer are its own. */
function JoinedWith({ idea }: { idea: NonNullable<OwnContribution['mergedInto']> }) {
  const { t } = useTranslation();
  return (
    <Notice title={t('receipt:joined')}>
      <p>
        <strong>
          <Words text={idea.title} language={idea.language} />
        </strong>
      </p>
      <p>{t('receipt:joinedHint')}</p>
    </Notice>
  );
}
