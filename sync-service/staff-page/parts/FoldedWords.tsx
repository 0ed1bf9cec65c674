/** A person's words; many of them stand folded at first. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../renderer/components/Button.tsx';
import { Words } from '../../../renderer/components/CityText.tsx';

/** Longer words stand folded at first, so that one does not hide the others. */
const FOLDED_ABOVE = 600;

export function FoldedWords({ words, language }: { words: string; language: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (words.length <= FOLDED_ABOVE) {
    return (
      <p className="said">
        <Words text={words} language={language} />
      </p>
    );
  }
  return (
    <div>
      <p className={open ? 'said' : 'said said-folded'}>
        <Words text={words} language={language} />
      </p>
      <Button look="quiet" aria-expanded={open} onPress={() => setOpen(!open)}>
        {open ? t('staff:contribution.fold') : t('staff:contribution.unfold')}
      </Button>
    </div>
  );
}
