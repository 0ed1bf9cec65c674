/** What a kiosk is set to, and the code that lets it in. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../../common/contract/feed.ts';
import type { StaffOutput } from '../../../../common/contract/staff-api.ts';
import { LANGUAGES } from '../../i18n.ts';
import { ALWAYS_OPEN } from '../../opening-hours.ts';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { DialogEnd } from '../DialogEnd.tsx';
import {
  isComplete,
  type KioskSettings,
  KioskSettingsFields,
  settingsInput,
} from './KioskSettingsFields.tsx';
import { MadeCode } from './MadeCode.tsx';

export function KioskCodeForm({
  consultations,
  onClose,
}: {
  /** At least one. */
  consultations: readonly ConsultationDocument[];
  onClose: () => void;
}) {
  const [made, setMade] = useState<StaffOutput<'makeKioskCode'> | null>(null);
  return made === null ? (
    <NewKiosk consultations={consultations} onClose={onClose} onMade={setMade} />
  ) : (
    <MadeCode made={made} onClose={onClose} />
  );
}

function NewKiosk({
  consultations,
  onClose,
  onMade,
}: {
  consultations: readonly ConsultationDocument[];
  onClose: () => void;
  onMade: (made: StaffOutput<'makeKioskCode'>) => void;
}) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const { busy, failure, save } = useSave();
  const [settings, setSettings] = useState<KioskSettings>({
    name: '',
    place: '',
    consultationId: consultations[0]?.id ?? '',
    languages: [i18n.language, ...LANGUAGES.filter((language) => language !== i18n.language)],
    selfService: false,
    idleSeconds: '90',
    hours: ALWAYS_OPEN,
    volume: '100',
    helper: '',
    retentionDays: '',
    facilitators: [{ key: 0, id: null, name: '', pin: '' }],
  });
  const make = () =>
    void save(() => {
      const { facilitators, ...rest } = settingsInput(settings);
      return api.call('makeKioskCode', {
        ...rest,
        facilitators: facilitators.map(({ name, pin }) => ({ name, pin: pin ?? '' })),
      });
    }, onMade);
  return (
    <>
      <KioskSettingsFields consultations={consultations} settings={settings} onChange={setSettings} />
      <DialogEnd
        failure={failure}
        busy={busy}
        look="primary"
        action={t('kiosks:make')}
        isDisabled={!isComplete(settings)}
        onClose={onClose}
        onAct={make}
      />
    </>
  );
}
