/** What of the log is shown: of whom, of what, from when to when. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Select } from '../../../renderer/components/Select.tsx';
import { useStaff } from '../StaffContext.tsx';
import { MomentField, momentOf } from './MomentField.tsx';

/** As the fields have it; empty does not narrow. */
export type LogFilter = {
  readonly by: string;
  readonly action: string;
  readonly from: string;
  readonly to: string;
};
export const WHOLE_LOG: LogFilter = { by: '', action: '', from: '', to: '' };

/** As the route takes it: what is empty, or no moment yet, is left out. */
export const askedOf = ({ by, action, from, to }: LogFilter) => {
  const [since, until] = [momentOf(from), momentOf(to)];
  return {
    ...(by === '' ? {} : { by }),
    ...(action === '' ? {} : { action }),
    ...(since === null ? {} : { from: since }),
    ...(until === null ? {} : { to: until }),
  };
};

type Option = { readonly value: string; readonly label: string };

export function LogFilterFields({
  value,
  onChange,
}: {
  value: LogFilter;
  onChange: (filter: LogFilter) => void;
}) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const [accounts, setAccounts] = useState<readonly Option[]>([]);
  useEffect(() => {
    void api.call('listAccounts', { limit: 200 }).then((answer) => {
      if (answer.ok) setAccounts(answer.value.accounts.map(({ id, name }) => ({ value: id, label: name })));
    });
  }, [api]);
  // What can have been done is what this page has words for.
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = i18n.getResource(
    i18n.language,
    'moderation',
    'activity.action',
  );
  const actions = Object.entries(words)
    .flatMap(([noun, verbs]) =>
      Object.entries(verbs).map(([verb, label]) => ({ value: `${noun}.${verb}`, label })),
    )
    .toSorted((a, b) => a.label.localeCompare(b.label, i18n.language));
  return (
    <div className="log-filter">
      <Select
        label={t('moderation:activity.who')}
        options={[
          { value: '', label: t('moderation:activity.everybody') },
          ...accounts,
          { value: 'nobody', label: t('moderation:activity.commandLine') },
        ]}
        value={value.by}
        onChange={(by) => onChange({ ...value, by })}
      />
      <Select
        label={t('moderation:activity.what')}
        options={[{ value: '', label: t('moderation:activity.everything') }, ...actions]}
        value={value.action}
        onChange={(action) => onChange({ ...value, action })}
      />
      <MomentField
        label={t('moderation:activity.since')}
        value={value.from}
        onChange={(from) => onChange({ ...value, from })}
      />
      <MomentField
        label={t('moderation:activity.until')}
        value={value.to}
        onChange={(to) => onChange({ ...value, to })}
      />
    </div>
  );
}
