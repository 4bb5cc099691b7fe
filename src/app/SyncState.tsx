/** Where the book is, truthfully: with one device there is no copy anywhere else, and it says so. Opens Team. */
import { Icon } from '../ui/Icon';
import { appWords } from './words';
import styles from './Shell.module.css';

export function SyncState() {
  const words = appWords;
  return (
    <a class={styles.sync} href="#/team">
      <Icon name="tablet" />
      <span role="status" aria-label={words().syncState}>{words().onlyHere}</span>
    </a>
  );
}
