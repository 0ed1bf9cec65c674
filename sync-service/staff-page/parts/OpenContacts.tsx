/** Opens contact details with the city's personal-data key, on this page alone. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactDetails } from '../../../common/domain/consents.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Notice } from '../../../renderer/components/Notice.tsx';
import { openContact, readKey } from '../personal-data-key.ts';
import { useStaff } from '../StaffContext.tsx';
import { useSave } from '../use-save.ts';
import { Failure } from './Failure.tsx';
import { SecretField } from './SecretField.tsx';

/** Null for what another key opens. */
export type Contacts = ReadonlyMap<string, ContactDetails | null>;
/** The most that the service gives at once. */
const AT_ONCE = 200;

export function OpenContacts({
  participantIds,
  onOpened,
}: {
  participantIds: readonly string[];
  onOpened: (contacts: Contacts) => void;
}) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const inputId = useId();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [refused, setRefused] = useState(false);
  const { busy, failure, save } = useSave();

  const open = (chosen: File) => {
    setRefused(false);
    void save(
      async () => {
        const identity = await readKey(new Uint8Array(await chosen.arrayBuffer()), passphrase);
        if (identity === null) return { ok: true as const, value: null };
        const opened = new Map<string, ContactDetails | null>();
        for (let from = 0; from < participantIds.length; from += AT_ONCE) {
          const ids = participantIds.slice(from, from + AT_ONCE);
          const sealed = await api.call('openContacts', { participantIds: ids });
          if (!sealed.ok) return sealed;
          for (const contact of sealed.value.contacts)
            opened.set(contact.participantId, await openContact(contact.sealed, identity));
        }
        return { ok: true as const, value: opened };
      },
      (opened) => {
        setPassphrase('');
        if (opened === null) setRefused(true);
        else onOpened(opened);
      },
    );
  };
  return (
    <section className="aside-note no-print" aria-labelledby={`${inputId}-title`}>
      <h2 id={`${inputId}-title`}>{t('feedback:keyTitle')}</h2>
      <p>{t('feedback:keyHint')}</p>
      <p className="file-choice">
        <label htmlFor={inputId}>{t('feedback:keyFile')}</label>
        <input
          id={inputId}
          type="file"
          disabled={busy}
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
      </p>
      <SecretField
        label={t('feedback:passphrase')}
        value={passphrase}
        onChange={setPassphrase}
        autoComplete="off"
      />
      {refused ? <Notice tone="warning" title={t('feedback:keyWrong')} /> : null}
      <Failure failure={failure} />
      <div className="row">
        <Button
          look="primary"
          busy={busy}
          isDisabled={file === null}
          onPress={() => {
            if (file !== null) open(file);
          }}
        >
          {t('feedback:open')}
        </Button>
      </div>
    </section>
  );
}
