/** Dark where the system is dark, as the kiosk's dark theme is; light on paper. */

export function followColours(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const { dataset } = document.documentElement;
  const show = (isDark: boolean): void => {
    if (isDark) dataset.theme = 'dark';
    else delete dataset.theme;
  };
  const follow = (): void => show(dark.matches);
  dark.addEventListener('change', follow);
  window.addEventListener('beforeprint', () => show(false));
  window.addEventListener('afterprint', follow);
  follow();
}
