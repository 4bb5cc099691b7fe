/** The entry of the app: mounts the shell. */
import { render } from 'solid-js/web';
import { createUpdatePrompt } from './pwa';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');
render(() => {
  createUpdatePrompt();
  return <main><h1>Regulars</h1></main>;
}, root);
