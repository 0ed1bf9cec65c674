/** The words read back before they are saved: whose they are, how they were read, and who confirms them. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../common/contract/kiosk/contributions.ts';
import { direction } from '../../../common/domain/direction.ts';
import {
  type Authorship,
  CONFIRMERS,
  type Confirmer,
  type ReadBack as Manner,
} from '../../../common/domain/records.ts';
import type { Failure } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Words } from '../../components/CityText.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';
import { GroupSize, groupSizeOf } from './GroupSize.tsx';

export type Confirmed = {
  readonly authorship: Authorship;
  /** How many people a group is. */
  readonly people: number | null;
  readonly readBack: Manner;
  readonly confirmedBy: Confirmer;
};

export function ReadBack({
  draft,
  alone,
  sealed,
  busy,
  failure,
  onBack,
  onConfirm,
}: {
  draft: Draft;
  /** Who writes alone needs not say whose words these are, nor who read and confirmed them. */
  alone: boolean;
  /** Whether nobody will read them but the city. */
  sealed: boolean;
  busy: boolean;
  failure: Failure | null;
  onBack: () => void;
  onConfirm: (confirmed: Confirmed) => void;
}) {
  const { t } = useTranslation();
  const [authorship, setAuthorship] = useState<Authorship | null>(alone ? 'verbatim' : null);
  const [typedSize, setTypedSize] = useState('');
  const [readBack, setReadBack] = useState<Manner | null>(alone ? 'on-screen' : null);
  const [confirmedBy, setConfirmedBy] = useState<Confirmer | null>(alone ? 'participant' : null);
  const people = authorship === 'group' ? groupSizeOf(typedSize) : null;
  const confirmed: Confirmed | null =
    authorship === null ||
    readBack === null ||
    confirmedBy === null ||
    (authorship === 'group' && people === null)
      ? null
      : { authorship, people, readBack, confirmedBy };
  return (
    <Screen
      title={t('contribution:confirmTitle')}
      lead={alone ? t('contribution:confirmAlone') : t('contribution:confirmLead')}
      width="wide"
      actions={
        <>
          <p className="muted">
            {confirmed === null ? t('contribution:confirmNeeded') : t('contribution:notYetSent')}
          </p>
          <Button onPress={onBack} isDisabled={busy}>
            {t('contribution:change')}
          </Button>
          <Button
            look="primary"
            busy={busy}
            isDisabled={confirmed === null}
            onPress={() => {
              if (confirmed !== null) onConfirm(confirmed);
            }}
          >
            {t('contribution:confirm')}
          </Button>
        </>
      }
    >
      {sealed && <Notice title={t('participant:notPublished')} />}
      <Problem failure={failure} />
      <div className="desk-split read-back-split">
        <blockquote className="wording read-back">
          {draft.kind === 'idea' ? (
            <h2 dir={direction(draft.language)}>
              <Words text={draft.title} language={draft.language} />
            </h2>
          ) : null}
          <Words text={draft.words} language={draft.language} />
        </blockquote>
        {alone ? null : (
          <div className="form">
            <Choice
              label={t('contribution:whose')}
              columns
              value={authorship}
              onChange={setAuthorship}
              options={[
                { value: 'verbatim', label: t('contribution:verbatim') },
                { value: 'summarised', label: t('contribution:summarised') },
                { value: 'interpreted', label: t('contribution:interpreted') },
                { value: 'group', label: t('contribution:group') },
              ]}
            />
            {authorship === 'group' ? <GroupSize typed={typedSize} onType={setTypedSize} /> : null}
            <Choice
              label={t('contribution:howRead')}
              columns
              value={readBack}
              onChange={setReadBack}
              options={[
                { value: 'on-screen', label: t('contribution:onScreen') },
                { value: 'aloud', label: t('contribution:aloud') },
              ]}
            />
            <Choice
              label={t('contribution:whoConfirms')}
              columns
              value={confirmedBy}
              onChange={setConfirmedBy}
              options={CONFIRMERS.map((value) => ({ value, label: t(`contribution:confirmer.${value}`) }))}
            />
          </div>
        )}
      </div>
    </Screen>
  );
}
