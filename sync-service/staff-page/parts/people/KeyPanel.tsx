/** Takes the city's personal-data key, which opens what is sealed on this page alone. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Outcome, success } from '../../../../common/problems.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Notice } from '../../../../renderer/components/Notice.tsx';
import { readKey } from '../../personal-data-key.ts';
import { useSave } from '../../use-save.ts';
import { Failure } from '../Failure.tsx';
import { SecretField } from '../SecretField.tsx';

export function KeyPanel<T>({
  title,
  hint,
  action,
  open,
  onOpened,
}: {
  title: string;
  hint: string;
  action: string;
  open: (identity: string) => Promise<Outcome<T>>;
  onOpened: (opened: T) => void;
}) {
  const { t } = useTranslation();
  const inputId = useId();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [refused, setRefused] = useState(false);
  const { busy, failure, save } = useSave();

  const openWith = (chosen: File) => {
    setRefused(false);
    void save(
      async (): Promise<Outcome<T | null>> => {
        const identity = await readKey(new Uint8Array(await chosen.arrayBuffer()), passphrase);
        return identity === null ? success(null) : open(identity);
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
      <h2 id={`${inputId}-title`}>{title}</h2>
      <p>{hint}</p>
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
            if (file !== null) openWith(file);
          }}
        >
          {action}
        </Button>
      </div>
    </section>
  );
}
