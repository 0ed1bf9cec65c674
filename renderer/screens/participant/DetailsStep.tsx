/** After a yes to showing the name or to being contacted: what is needed for it. */
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';
import { type Details, isComplete, type Wants } from './answers.ts';
import { DetailsFields } from './DetailsFields.tsx';

export function DetailsStep({
  wants,
  details,
  onChange,
  onBack,
  onDone,
  busy,
  failure,
}: {
  wants: Wants;
  details: Details;
  onChange: (details: Details) => void;
  onBack: () => void;
  onDone: () => void;
  busy: boolean;
  failure: Failure | null;
}) {
  const { t } = useTranslation();
  const complete = isComplete(wants, details);
  return (
    <Screen
      title={t('participant:detailsTitle')}
      actions={
        <>
          {complete ? null : <p className="muted">{t('participant:detailsNeeded')}</p>}
          <Button onPress={onBack} isDisabled={busy}>
            {t('kiosk:back')}
          </Button>
          <Button look="primary" busy={busy} isDisabled={!complete} onPress={onDone}>
            {t('kiosk:continue')}
          </Button>
        </>
      }
    >
      <DetailsFields wants={wants} details={details} onChange={onChange} />
      <Problem failure={failure} />
    </Screen>
  );
}
