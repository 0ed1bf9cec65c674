/** Opens contact details with the city's personal-data key, on this page alone. */
import { useTranslation } from 'react-i18next';
import type { ContactDetails } from '../../../../common/domain/consents.ts';
import { type Outcome, success } from '../../../../common/problems.ts';
import { openContact } from '../../personal-data-key.ts';
import { useStaff } from '../../StaffContext.tsx';
import { KeyPanel } from './KeyPanel.tsx';

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

  const open = async (identity: string): Promise<Outcome<Contacts>> => {
    const opened = new Map<string, ContactDetails | null>();
    for (let from = 0; from < participantIds.length; from += AT_ONCE) {
      const ids = participantIds.slice(from, from + AT_ONCE);
      const sealed = await api.call('openContacts', { participantIds: ids });
      if (!sealed.ok) return sealed;
      for (const contact of sealed.value.contacts)
        opened.set(contact.participantId, await openContact(contact.sealed, identity));
    }
    return success(opened);
  };
  return (
    <KeyPanel
      title={t('feedback:keyTitle')}
      hint={t('feedback:keyHint')}
      action={t('feedback:open')}
      open={open}
      onOpened={onOpened}
    />
  );
}
