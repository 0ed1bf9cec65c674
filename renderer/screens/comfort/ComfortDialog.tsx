/** Larger words, other colours, no motion, and how fast the voice speaks. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Comfort, SPEEDS, TEXT_SIZES, THEMES } from '../../comfort/comfort.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';

export function ComfortDialog() {
  const { t } = useTranslation();
  const { comfort, setComfort } = useKiosk();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const set = (changes: Partial<Comfort>) => setComfort({ ...comfort, ...changes });
  return (
    <>
      <Button look="quiet" onPress={() => setOpen(true)} aria-label={t('comfort:title')}>
        <span aria-hidden="true" className="comfort-sign">
          Aa
        </span>
      </Button>
      <Dialog title={t('comfort:title')} open={open} onClose={close} wide>
        <Choice
          label={t('comfort:size')}
          columns
          value={comfort.size}
          onChange={(size) => set({ size })}
          options={TEXT_SIZES.map((value) => ({ value, label: t(`comfort:sizes.${value}`) }))}
        />
        <Choice
          label={t('comfort:theme')}
          columns
          value={comfort.theme}
          onChange={(theme) => set({ theme })}
          options={THEMES.map((value) => ({ value, label: t(`comfort:themes.${value}`) }))}
        />
        <Choice
          label={t('comfort:motion')}
          columns
          value={comfort.calm ? 'calm' : 'usual'}
          onChange={(motion) => set({ calm: motion === 'calm' })}
          options={(['usual', 'calm'] as const).map((value) => ({
            value,
            label: t(`comfort:motions.${value}`),
          }))}
        />
        <Choice
          label={t('comfort:speed')}
          columns
          value={comfort.speed}
          onChange={(speed) => set({ speed })}
          options={SPEEDS.map((value) => ({ value, label: t(`comfort:speeds.${value}`) }))}
        />
        <div className="row">
          <Button aria-pressed={comfort.switches} onPress={() => set({ switches: !comfort.switches })}>
            {comfort.switches ? t('comfort:switchesOff') : t('comfort:switches')}
          </Button>
          <Button look="primary" onPress={close}>
            {t('comfort:done')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
