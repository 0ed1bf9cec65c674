/** Changes what an enrolled kiosk is set to. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../../common/contract/feed.ts';
import type { KioskSummary } from '../../../../common/contract/staff/kiosks.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { everyConsultation } from '../../consultations.ts';
import { writtenHours } from '../../opening-hours.ts';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { Failure } from '../Failure.tsx';
import { FormEnd } from '../FormEnd.tsx';
import {
  isComplete,
  KioskSettingsFields,
  type KioskSettings as Settings,
  settingsInput,
} from './KioskSettingsFields.tsx';

type Loaded = { readonly consultations: readonly ConsultationDocument[]; readonly settings: Settings };
const IDLE_SECONDS = 90;
const FULL_VOLUME = 100;

export function KioskSettings({ kiosk, onSaved }: { kiosk: KioskSummary; onSaved: () => void }) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const { busy, failure, save } = useSave();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const load = () =>
    void save(async () => {
      const shown = await api.call('showKiosk', { id: kiosk.id });
      if (!shown.ok) return shown;
      const consultations = await everyConsultation(api);
      if (!consultations.ok) return consultations;
      const { selfService, volume, helper, retentionDays, facilitators, ...settings } = shown.value;
      const value: Loaded = {
        consultations: consultations.value,
        settings: {
          ...settings,
          selfService: selfService !== null,
          idleSeconds: String(selfService?.idleSeconds ?? IDLE_SECONDS),
          hours: writtenHours(selfService?.hours ?? []),
          volume: String(volume ?? FULL_VOLUME),
          helper: helper ?? '',
          retentionDays: String(retentionDays ?? ''),
          facilitators: facilitators.map((one, key) => ({ ...one, key, pin: '' })),
        },
      };
      return { ok: true as const, value };
    }, setLoaded);
  const close = () => setLoaded(null);
  return (
    <>
      <Button
        look="quiet"
        busy={busy}
        aria-label={t('kiosks:settingsNamed', { name: kiosk.name })}
        onPress={load}
      >
        {t('kiosks:settings')}
      </Button>
      <Failure failure={failure} />
      <Dialog
        title={t('kiosks:settingsNamed', { name: kiosk.name })}
        open={loaded !== null}
        onClose={close}
        question
      >
        {loaded === null ? null : (
          <SettingsForm
            id={kiosk.id}
            loaded={loaded}
            onClose={close}
            onSaved={() => {
              close();
              onSaved();
            }}
          />
        )}
      </Dialog>
    </>
  );
}

function SettingsForm({
  id,
  loaded,
  onClose,
  onSaved,
}: {
  id: string;
  loaded: Loaded;
  onClose: () => void;
  onSaved: () => void;
}) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const { busy, failure, save } = useSave();
  const [settings, setSettings] = useState(loaded.settings);
  return (
    <>
      <KioskSettingsFields consultations={loaded.consultations} settings={settings} onChange={setSettings} />
      <FormEnd
        hint={t('kiosks:savedHint')}
        failure={failure}
        busy={busy}
        complete={isComplete(settings)}
        onClose={onClose}
        onSave={() => void save(() => api.call('saveKiosk', { id, ...settingsInput(settings) }), onSaved)}
      />
    </>
  );
}
