/** An address that is to be told when something is new. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Field } from '../../../../renderer/components/Field.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { Failure } from '../Failure.tsx';

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
      <Failure failure={failure} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('staff:cancel')}</Button>
        <Button look="primary" busy={busy} isDisabled={url.trim() === ''} onPress={() => void add()}>
          {t('api:makeWebhook')}
        </Button>
      </div>
    </>
  );
}
