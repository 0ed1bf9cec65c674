/** Who may sign in, with which role. For administrators. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffOutput } from '../../../common/contract/staff-api.ts';
import { STAFF_ROLES, type StaffRole } from '../../../common/contract/staff-roles.ts';
import { success } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Choice } from '../../../renderer/components/Choice.tsx';
import { Dialog } from '../../../renderer/components/Dialog.tsx';
import { Field } from '../../../renderer/components/Field.tsx';
import { Select } from '../../../renderer/components/Select.tsx';
import { MadeSecret } from '../parts/api/MadeSecret.tsx';
import { DialogEnd } from '../parts/DialogEnd.tsx';
import { Failure } from '../parts/Failure.tsx';
import { ROLE } from '../parts/labels.ts';
import { MoreButton } from '../parts/MoreButton.tsx';
import { Screen } from '../parts/Screen.tsx';
import { ListSearch } from '../parts/SearchForm.tsx';
import { useStaff } from '../StaffContext.tsx';
import { useSave } from '../use-save.ts';
import { useSearchedList } from '../use-searched-list.ts';

type Account = StaffOutput<'listAccounts'>['accounts'][number];
/** A password that was made, to be handed over. */
type Made = { readonly name: string; readonly password: string };

const NAME_MAX = 100;

export function AccountsScreen() {
  const { t } = useTranslation();
  const { api } = useStaff();
  const list = useSearchedList<Account>(
    async (page) => {
      const answer = await api.call('listAccounts', page);
      return answer.ok ? success({ items: answer.value.accounts, next: answer.value.next }) : answer;
    },
    ['log'],
  );
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const { busy, failure, save } = useSave();
  return (
    <Screen title={t('accounts:title')} live={list}>
      {({ items }) => (
        <>
          <Failure failure={failure} />
          <ListSearch list={list} label={t('staff:searchIn.accounts')} />
          {items.length === 0 ? (
            <p className="empty">{t('staff:nothingFound')}</p>
          ) : (
            <table className="table">
              <caption className="visually-hidden">{t('accounts:title')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('accounts:name')}</th>
                  <th scope="col">{t('accounts:role')}</th>
                  <th scope="col">{t('accounts:state')}</th>
                  <th scope="col">{t('accounts:actions')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((account) => (
                  <AccountRow
                    key={account.id}
                    account={account}
                    busy={busy}
                    save={save}
                    onChanged={list.reload}
                    onMade={setMade}
                  />
                ))}
              </tbody>
            </table>
          )}
          <MoreButton list={list} />
          <div className="row">
            <Button look="primary" onPress={() => setAdding(true)}>
              {t('accounts:add')}
            </Button>
          </div>
          <Dialog title={t('accounts:adding')} open={adding} onClose={() => setAdding(false)} question>
            <AddForm
              onClose={() => setAdding(false)}
              onMade={(password) => {
                setAdding(false);
                setMade(password);
                list.reload();
              }}
            />
          </Dialog>
          <MadeSecret
            title={t('accounts:madePassword', { name: made?.name })}
            secret={made?.password ?? null}
            hint={t('accounts:madeHint')}
            onClose={() => setMade(null)}
          />
        </>
      )}
    </Screen>
  );
}

function AccountRow({
  account: { id, name, role, closed, secondFactor },
  busy,
  save,
  onChanged,
  onMade,
}: {
  account: Account;
  busy: boolean;
  save: ReturnType<typeof useSave>['save'];
  onChanged: () => void;
  onMade: (made: Made) => void;
}) {
  const { t } = useTranslation();
  const { api, account: own } = useStaff();
  const isOwn = name === own.name;
  const labelled = (action: string) => t('accounts:for', { action, name });
  return (
    <tr>
      <th scope="row">
        <span dir="auto">{name}</span>
      </th>
      <td className="wide">
        {isOwn ? (
          t(ROLE[role])
        ) : (
          <Select
            label={t('accounts:roleOf', { name })}
            value={role}
            onChange={(chosen) => {
              const wanted = STAFF_ROLES.find((value) => value === chosen);
              if (wanted !== undefined && wanted !== role)
                void save(() => api.call('setAccountRole', { id, role: wanted }), onChanged);
            }}
            options={STAFF_ROLES.map((value) => ({ value, label: t(ROLE[value]) }))}
          />
        )}
      </td>
      <td data-label={t('accounts:state')}>
        {closed ? t('accounts:closed') : t('accounts:open')}
        {secondFactor ? <span className="line muted">{t('accounts:withSecondStep')}</span> : null}
      </td>
      <td className="wide">
        {isOwn ? (
          <span className="muted">{t('accounts:you')}</span>
        ) : (
          <span className="row">
            <Button
              look="quiet"
              busy={busy}
              aria-label={labelled(t('accounts:reset'))}
              onPress={() =>
                void save(
                  () => api.call('resetPassword', { id }),
                  ({ password }) => onMade({ name, password }),
                )
              }
            >
              {t('accounts:reset')}
            </Button>
            <Button
              look="quiet"
              busy={busy}
              aria-label={labelled(closed ? t('accounts:reopen') : t('accounts:close'))}
              onPress={() =>
                void save(() => api.call('setAccountClosed', { id, closed: !closed }), onChanged)
              }
            >
              {closed ? t('accounts:reopen') : t('accounts:close')}
            </Button>
            {secondFactor ? (
              <Button
                look="quiet"
                busy={busy}
                aria-label={labelled(t('accounts:removeSecondStep'))}
                onPress={() => void save(() => api.call('removeSecondFactor', { id }), onChanged)}
              >
                {t('accounts:removeSecondStep')}
              </Button>
            ) : null}
          </span>
        )}
      </td>
    </tr>
  );
}

function AddForm({ onClose, onMade }: { onClose: () => void; onMade: (made: Made) => void }) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [name, setName] = useState('');
  const [role, setRole] = useState<StaffRole | null>(null);
  const { busy, failure, save } = useSave();
  const add = (chosen: StaffRole) =>
    save(
      () => api.call('addAccount', { name, role: chosen }),
      ({ password }) => onMade({ name: name.trim(), password }),
    );
  return (
    <>
      <Field label={t('accounts:name')} value={name} onChange={(text) => setName(text.slice(0, NAME_MAX))} />
      <Choice<StaffRole>
        label={t('accounts:role')}
        options={STAFF_ROLES.map((value) => ({ value, label: t(ROLE[value]) }))}
        value={role}
        onChange={setRole}
      />
      <DialogEnd
        failure={failure}
        busy={busy}
        look="primary"
        action={t('accounts:create')}
        isDisabled={name.trim() === '' || role === null}
        onClose={onClose}
        onAct={() => {
          if (role !== null) void add(role);
        }}
      />
    </>
  );
}
