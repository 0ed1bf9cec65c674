/** What of the log is shown: of whom, of what, from when to when. */
import { useTranslation } from 'react-i18next';
import { success } from '../../../../common/problems.ts';
import { Select } from '../../../../renderer/components/Select.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { MomentField, momentOf } from '../MomentField.tsx';
import { SearchedChoice } from '../SearchedChoice.tsx';

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

export function LogFilterFields({
  value,
  onChange,
}: {
  value: LogFilter;
  onChange: (filter: LogFilter) => void;
}) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
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
      <SearchedChoice
        label={t('moderation:activity.who')}
        hint={t('moderation:activity.whoHint')}
        always={[
          { value: '', label: t('moderation:activity.everybody') },
          { value: 'nobody', label: t('moderation:activity.commandLine') },
        ]}
        find={async (asked) => {
          const found = await api.call('listAccounts', asked);
          if (!found.ok) return found;
          const { accounts, next } = found.value;
          return success({ items: accounts.map(({ id, name }) => ({ value: id, label: name })), next });
        }}
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
