/** Another time for a kind of data, after seeing what it would erase. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RETENTION_DAYS_MAX, type RetentionKind } from '../../../../common/domain/retention.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { Field } from '../../../../renderer/components/Field.tsx';
import { Notice } from '../../../../renderer/components/Notice.tsx';
import { number } from '../../formats.ts';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { Failure } from '../Failure.tsx';

type Props = { kind: RetentionKind; days: number | null; onChanged: () => void };

export function ChangeRetention({ kind, days, onChanged }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const name = t(`retention:kind.${kind}`);
  return (
    <>
      <Button
        look="quiet"
        aria-label={t('retention:changeNamed', { kind: name })}
        onPress={() => setOpen(true)}
      >
        {t('retention:change')}
      </Button>
      <Dialog title={name} open={open} onClose={close}>
        <Form
          kind={kind}
          days={days}
          onClose={close}
          onChanged={() => {
            close();
            onChanged();
          }}
        />
      </Dialog>
    </>
  );
}

/** Null for good; undefined for what is no time. */
function daysOf(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const days = Number(text);
  return Number.isInteger(days) && days >= 1 && days <= RETENTION_DAYS_MAX ? days : undefined;
}

function Form({ kind, days: before, onClose, onChanged }: Props & { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const [text, setText] = useState(before === null ? '' : String(before));
  /** How many would go, for these days. */
  const [seen, setSeen] = useState<{ readonly days: number; readonly count: number } | null>(null);
  const { busy, failure, save } = useSave();
  const days = daysOf(text);
  const count = seen !== null && seen.days === days ? seen.count : null;
  const preview = (wanted: number) =>
    void save(
      () => api.call('previewRetention', { kind, days: wanted }),
      (answer) => setSeen({ days: wanted, count: answer.count }),
    );
  const keep = (wanted: number | null) =>
    void save(() => api.call('saveRetention', { kind, days: wanted }), onChanged);
  return (
    <>
      <Field
        label={t('retention:field')}
        hint={t('retention:fieldHint')}
        value={text}
        onChange={setText}
        invalid={days === undefined}
        note={days === undefined ? <p className="warning-text">{t('retention:fieldWrong')}</p> : null}
        autoFocus
      />
      {count === null ? null : (
        <Notice
          tone={count > 0 ? 'warning' : 'calm'}
          title={
            count === 0
              ? t('retention:previewNone')
              : t('retention:previewed', { count, number: number(count, i18n.language) })
          }
        />
      )}
      <Failure failure={failure} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('staff:cancel')}</Button>
        {days === null || days === undefined ? (
          <Button
            look="primary"
            busy={busy}
            isDisabled={days === undefined}
            onPress={() => days === null && keep(null)}
          >
            {t('retention:save')}
          </Button>
        ) : count === null ? (
          <Button look="primary" busy={busy} onPress={() => preview(days)}>
            {t('retention:preview')}
          </Button>
        ) : (
          <Button look={count > 0 ? 'danger' : 'primary'} busy={busy} onPress={() => keep(days)}>
            {count > 0 ? t('retention:saveErasing') : t('retention:save')}
          </Button>
        )}
      </div>
    </>
  );
}
