/** Every part of the kit in every state, for looking at. `#/grid` shows the long list; `?theme=dark&contrast=more&dir=rtl&locale=de` sets the scene. */
import '../../../src/ui/base.css';
import { Show } from 'solid-js';
import { render } from 'solid-js/web';
import { ConfirmHost } from '../../../src/ui/confirm';
import { I18nProvider } from '../../../src/ui/i18n';
import { ToastHost } from '../../../src/ui/Toast';
import { useTheme } from '../../../src/ui/theme';
import { GridPage } from './GridPage';
import { PartsPage } from './PartsPage';

const wish = new URLSearchParams(location.search);
const { setTheme, setContrast } = useTheme();
setTheme(wish.get('theme') === 'dark' ? 'dark' : wish.get('theme') === 'light' ? 'light' : 'system');
setContrast(wish.get('contrast') === 'more' ? 'more' : 'system');
document.documentElement.dir = wish.get('dir') === 'rtl' ? 'rtl' : 'ltr';

render(
  () => (
    <I18nProvider locale={wish.get('locale') === 'de' ? 'de' : 'en'}>
      <Show when={location.hash === '#/grid'} fallback={<PartsPage />}><GridPage /></Show>
      <ConfirmHost />
      <ToastHost />
    </I18nProvider>
  ),
  document.getElementById('root')!,
);
