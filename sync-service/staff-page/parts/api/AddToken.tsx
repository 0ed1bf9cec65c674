/** Makes a token for another program, which may read what was ticked and nothing else. */
import { useState } from 'react';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { API_SCOPES } from '../../../../common/contract/api-scopes.ts';
import { Field } from '../../../../renderer/components/Field.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { DialogEnd } from '../DialogEnd.tsx';
import { SCOPE } from '../labels.ts';
import { MomentField, momentOf } from '../MomentField.tsx';

const NAME_MAX = 100;

export function AddToken({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (made: { readonly name: string; readonly secret: string }) => void;
}) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>(['published']);
  const [until, setUntil] = useState('');
  const { busy, failure, save } = useSave();
  const scopes = API_SCOPES.filter((scope) => chosen.includes(scope));
  const expiresAt = momentOf(until);
  const make = () =>
    save(
      () => api.call('addApiToken', { name, scopes, expiresAt }),
      ({ token }) => onMade({ name: name.trim(), secret: token }),
    );
  return (
    <>
      <Field label={t('api:name')} value={name} onChange={(text) => setName(text.slice(0, NAME_MAX))} />
      <CheckboxGroup className="field" value={[...chosen]} onChange={setChosen}>
        <Label>{t('api:scopes')}</Label>
        {API_SCOPES.map((scope) => (
          <Checkbox key={scope} className="checkbox" value={scope}>
            <span className="checkbox-mark" aria-hidden="true" />
            <span>{t(SCOPE[scope])}</span>
          </Checkbox>
        ))}
      </CheckboxGroup>
      <MomentField
        label={t('api:until')}
        value={until}
        onChange={setUntil}
        invalid={failure?.field === 'expiresAt'}
      />
      <DialogEnd
        failure={failure}
        busy={busy}
        look="primary"
        action={t('api:makeToken')}
        isDisabled={name.trim() === '' || scopes.length === 0 || (until !== '' && expiresAt === null)}
        onClose={onClose}
        onAct={() => void make()}
      />
    </>
  );
}
