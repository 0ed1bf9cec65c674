/** The first name that may be shown, and how the city reaches the person: typed here, kept in no draft, sealed when it is sent. */
import { useTranslation } from 'react-i18next';
import { CONTACT_WAYS, type ContactWay } from '../../../common/domain/consents.ts';
import { FIRST_NAME_MAX, REACH_MAX } from '../../../common/domain/text.ts';
import type { Failure } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Field } from '../../components/Field.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';

export type Details = {
  readonly firstName: string;
  readonly preference: ContactWay | null;
  readonly name: string;
  readonly reach: string;
};
export const NO_DETAILS: Details = { firstName: '', preference: null, name: '', reach: '' };

export function DetailsStep({
  wants,
  details,
  onChange,
  onBack,
  onDone,
  busy,
  failure,
}: {
  wants: { readonly firstName: boolean; readonly contact: boolean };
  details: Details;
  onChange: (details: Details) => void;
  onBack: () => void;
  onDone: () => void;
  busy: boolean;
  failure: Failure | null;
}) {
  const { t } = useTranslation();
  const { firstName, preference, name, reach } = details;
  const set = (changes: Partial<Details>) => onChange({ ...details, ...changes });
  const complete =
    (!wants.firstName || firstName.trim() !== '') &&
    (!wants.contact ||
      (preference !== null && reach.trim() !== '' && (preference !== 'letter' || name.trim() !== '')));
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
      {wants.firstName ? (
        <Field
          label={t('participant:firstName')}
          hint={t('participant:firstNameHint')}
          value={firstName}
          onChange={(text) => set({ firstName: text.slice(0, FIRST_NAME_MAX) })}
        />
      ) : null}
      {wants.contact ? (
        <>
          <Choice<ContactWay>
            label={t('participant:way')}
            columns
            value={preference}
            onChange={(way) => set({ preference: way, reach: '' })}
            options={CONTACT_WAYS.map((way) => ({ value: way, label: t(`participant:ways.${way}`) }))}
          />
          {preference === null ? null : (
            <>
              <Field
                label={preference === 'letter' ? t('participant:name') : t('participant:nameFree')}
                value={name}
                onChange={(text) => set({ name: text.slice(0, REACH_MAX) })}
              />
              <Field
                key={preference}
                label={t(`participant:reach.${preference}`)}
                value={reach}
                onChange={(text) => set({ reach: text.slice(0, REACH_MAX) })}
                multiline={preference === 'letter'}
              />
            </>
          )}
          <Notice title={t('participant:contactSealed')} />
        </>
      ) : null}
      <Problem failure={failure} />
    </Screen>
  );
}
