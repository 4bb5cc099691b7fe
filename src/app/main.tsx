/** The entry of the app: theme before the first paint, then the app. */
import { render } from 'solid-js/web';
import '../ui/base.css';
import { applyStoredTheme } from '../ui/theme';
import { App } from './App';

applyStoredTheme();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');
render(() => <App />, root);
