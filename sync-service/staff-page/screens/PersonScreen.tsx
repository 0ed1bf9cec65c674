/** Somebody asks what the city keeps of them: staff check who it is, and hand over all of it. */
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHECK_MAX } from '../../../common/contract/staff/person.ts';
import type { StaffOutput } from '../../../common/contract/staff-api.ts';
import { SCANNED_MAX } from '../../../common/domain/slip.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Field } from '../../../renderer/components/Field.tsx';
import { Failure } from '../parts/Failure.tsx';
import { KeptOfPerson } from '../parts/people/KeptOfPerson.tsx';
import { ScreenTop } from '../parts/Screen.tsx';
import { hashOf } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useSave } from '../use-save.ts';

export function PersonScreen() {
  const { t } = useTranslation();
  const [kept, setKept] = useState<StaffOutput<'openPerson'> | null>(null);
  return (
    <>
      <ScreenTop
        title={t('person:title')}
        above={
          <a className="back no-print" href={hashOf({ name: 'feedback' })}>
            <span className="back-arrow" aria-hidden="true" />
            {t('feedback:title')}
          </a>
        }
      />
      {kept === null ? (
        <AskForm onOpened={setKept} />
      ) : (
        <KeptOfPerson kept={kept} onClose={() => setKept(null)} />
      )}
    </>
  );
}

function AskForm({ onOpened }: { onOpened: (kept: StaffOutput<'openPerson'>) => void }) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [code, setCode] = useState('');
  const [check, setCheck] = useState('');
  const { busy, failure, save } = useSave();
  const ask = (event: FormEvent) => {
    event.preventDefault();
    void save(() => api.call('openPerson', { code, check }), onOpened);
  };
  return (
    <form className="written" onSubmit={ask}>
      <p>{t('person:lead')}</p>
      <Field label={t('person:code')} value={code} onChange={(text) => setCode(text.slice(0, SCANNED_MAX))} />
      <Field
        label={t('person:check')}
        value={check}
        onChange={(text) => setCheck(text.slice(0, CHECK_MAX))}
      />
      <p className="muted">{t('person:checkHint')}</p>
      <Failure failure={failure} />
      <div className="row">
        <Button
          type="submit"
          look="primary"
          busy={busy}
          isDisabled={code.trim() === '' || check.trim() === ''}
        >
          {t('person:open')}
        </Button>
      </div>
    </form>
  );
}
