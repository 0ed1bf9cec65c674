/**
 * In the place of a screen that could not be fetched: the service is away, or newer than the page and has that screen under another name.
 * What was fetched before stays fetched, so only a reload tries again.
 */
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../renderer/components/Button.tsx';
import { Notice } from '../../../renderer/components/Notice.tsx';

export class WhereMissing extends Component<{ children: ReactNode }, { isMissing: boolean }> {
  override state = { isMissing: false };
  static getDerivedStateFromError() {
    return { isMissing: true };
  }
  override render() {
    return this.state.isMissing ? <Missing /> : this.props.children;
  }
}

function Missing() {
  const { t } = useTranslation();
  return (
    <Notice tone="warning" title={t('staff:screenMissing')}>
      <Button onPress={() => window.location.reload()}>{t('staff:reload')}</Button>
    </Notice>
  );
}
