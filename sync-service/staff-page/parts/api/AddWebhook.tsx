/** An address that is to be told when something is new. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../../renderer/components/Field.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { DialogEnd } from '../DialogEnd.tsx';

const URL_MAX = 2_000;

export function AddWebhook({ onClose, onMade }: { onClose: () => void; onMade: (secret: string) => void }) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [url, setUrl] = useState('');
  const { busy, failure, save } = useSave();
  const add = () =>
    save(
      () => api.call('addWebhook', { url: url.trim() }),
      ({ secret }) => onMade(secret),
    );
  return (
    <>
      <Field
        label={t('api:address')}
        hint={t('api:addressHint')}
        value={url}
        onChange={(text) => setUrl(text.slice(0, URL_MAX))}
        invalid={failure?.field === 'url'}
      />
      <DialogEnd
        failure={failure}
        busy={busy}
        look="primary"
        action={t('api:makeWebhook')}
        isDisabled={url.trim() === ''}
        onClose={onClose}
        onAct={() => void add()}
      />
    </>
  );
}
