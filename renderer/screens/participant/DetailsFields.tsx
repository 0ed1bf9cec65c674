/** The first name that may be shown, and how the city reaches the person: kept in no draft, sealed when it is sent. */
import { useTranslation } from 'react-i18next';
import { CONTACT_WAYS, type ContactWay } from '../../../common/domain/consents.ts';
import { FIRST_NAME_MAX, REACH_MAX } from '../../../common/domain/text.ts';
import { Choice } from '../../components/Choice.tsx';
import { Field } from '../../components/Field.tsx';
import { Notice } from '../../components/Notice.tsx';
import { type Details, needsName, type Wants } from './answers.ts';
import { TraitFields } from './TraitFields.tsx';

export function DetailsFields({
  wants,
  details,
  onChange,
}: {
  wants: Wants;
  details: Details;
  onChange: (details: Details) => void;
}) {
  const { t } = useTranslation();
  const { firstName, preference, name, reach } = details;
  const set = (changes: Partial<Details>) => onChange({ ...details, ...changes });
  return (
    <>
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
                label={needsName(preference) ? t('participant:name') : t('participant:nameFree')}
                hint={preference === 'here' ? t('participant:hereHint') : undefined}
                value={name}
                onChange={(text) => set({ name: text.slice(0, REACH_MAX) })}
              />
              {preference === 'here' ? null : (
                <Field
                  key={preference}
                  label={t(`participant:reach.${preference}`)}
                  value={reach}
                  onChange={(text) => set({ reach: text.slice(0, REACH_MAX) })}
                  multiline={preference === 'letter'}
                />
              )}
            </>
          )}
          <Notice title={t('participant:contactSealed')} />
        </>
      ) : null}
      {wants.statistics ? <TraitFields traits={details} onChange={set} /> : null}
    </>
  );
}
