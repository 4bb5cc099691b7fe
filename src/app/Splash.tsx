/** The moment before it is known whether there is a book; quiet, because it is usually over before it is seen. */
import { VisuallyHidden } from '../ui/VisuallyHidden';
import { appWords } from './words';

export function Splash() {
  return <VisuallyHidden role="status">{appWords().opening}</VisuallyHidden>;
}
