/** How the button of a menu looks, before and after its list has been loaded. */
import { Show } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import type { MenuProps } from './Menu';
import { cx } from './cx';
import look from './Button.module.css';
import list from './Popover.module.css';

type Look = Pick<MenuProps, 'kind' | 'trigger' | 'class'>;

export function triggerClass(menu: Look): string {
  const isWorded = menu.trigger !== undefined;
  const kind = menu.kind ?? (isWorded ? 'link' : 'quiet');
  return cx(look.button, look[kind], !isWorded && look.square, !isWorded && kind === 'quiet' && look.ink, menu.class);
}

/** The value of `data-square`: set where an icon stands alone. */
export function triggerSquare(menu: Look): '' | undefined {
  return menu.trigger === undefined ? '' : undefined;
}

export function TriggerInside(props: Pick<MenuProps, 'icon' | 'trigger'>): JSX.Element {
  return (
    <Show when={props.trigger !== undefined} fallback={<Icon name={props.icon ?? 'dots'} />}>
      <Show when={props.icon}>{(icon) => <Icon name={icon()} size="s" />}</Show>
      <span class={list.trigger}>{props.trigger}</span>
      <Icon name="down" size="s" />
    </Show>
  );
}
