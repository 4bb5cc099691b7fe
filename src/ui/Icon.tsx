/**
 * One line icon. The drawing is decoration (aria-hidden): the word beside it, or the label of the button around it, speaks.
 *
 * A list row shows several icons and thousands of rows pass by, so each drawing is built once by lucide and then cloned,
 * as Solid clones its own templates. Icons that point (arrows, chevrons) mirror in right-to-left text.
 */
import { createRoot } from 'solid-js';
import type { JSX } from 'solid-js';
import { ICONS } from './icons';
import { cx } from './cx';
import styles from './Icon.module.css';

export type IconName = keyof typeof ICONS;
/** l 24, m 20, s 16, xs 14 px at the default text size. */
export type IconSize = 'xs' | 's' | 'm' | 'l';

export interface IconProps {
  readonly name: IconName;
  readonly size?: IconSize | undefined;
  readonly class?: string | undefined;
}

const POINTING: ReadonlySet<IconName> = new Set<IconName>(['arrow', 'left', 'right', 'undo', 'redo', 'walk', 'truck']);
const drawings = new Map<IconName, readonly Node[]>();

function drawingOf(name: IconName): Node[] {
  let drawing = drawings.get(name);
  if (drawing === undefined) {
    drawing = createRoot((dispose) => {
      const svg = ICONS[name]({}) as unknown as SVGElement;
      const shapes = [...svg.childNodes].filter((node) => node instanceof Element).map((shape) => shape.cloneNode());
      dispose();
      return shapes;
    });
    drawings.set(name, drawing);
  }
  return drawing.map((shape) => shape.cloneNode());
}

export function Icon(props: IconProps): JSX.Element {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" class={cx(styles.icon, styles[props.size ?? 'm'], POINTING.has(props.name) && styles.pointing, props.class)}>
      {drawingOf(props.name)}
    </svg>
  );
}
