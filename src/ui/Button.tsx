/**
 * The button, its icon-only form and a link that looks like one. One filled (`primary`) button a screen; `danger` only
 * where something cannot be undone. A button that is off for a reason says the reason and stays focusable.
 */
import { Show, splitProps } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from './Icon';
import type { IconName } from './Icon';
import { cx } from './cx';
import styles from './Button.module.css';

export type ButtonKind = 'plain' | 'primary' | 'quiet' | 'danger' | 'link';

interface ButtonLook {
  readonly kind?: ButtonKind | undefined;
  /** `m` 44 px, `l` 64 px for use while standing, `s` 36 px drawn and 44 px touched. */
  readonly size?: 's' | 'm' | 'l' | undefined;
  readonly icon?: IconName | undefined;
  /** An icon behind the words: a chevron, an arrow. */
  readonly iconEnd?: IconName | undefined;
  /** Icon above the words. */
  readonly tile?: boolean | undefined;
  readonly wide?: boolean | undefined;
  readonly class?: string | undefined;
}

type NativeButton = Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'class' | 'disabled' | 'type' | 'onClick' | 'children'>;

export interface ButtonProps extends NativeButton, ButtonLook {
  readonly children?: JSX.Element;
  readonly type?: 'button' | 'submit' | undefined;
  readonly disabled?: boolean | undefined;
  /** Why it cannot be used ("she said no"); shown behind the words. Turns the button off. */
  readonly offReason?: string | undefined;
  /** Without the event; `onClick` is the same with it. */
  readonly onPress?: (() => void) | undefined;
  readonly onClick?: ((event: MouseEvent) => void) | undefined;
}

const LOOK = ['kind', 'size', 'icon', 'iconEnd', 'tile', 'wide', 'class'] as const;

function classOf(look: ButtonLook, extra?: string | false): string {
  return cx(styles.button, styles[look.kind ?? 'plain'], look.size && styles[look.size], look.tile && styles.tile, look.wide && styles.wide, extra, look.class);
}

export function Button(props: ButtonProps): JSX.Element {
  const [look, own, rest] = splitProps(props, LOOK, ['children', 'type', 'disabled', 'offReason', 'onPress', 'onClick']);
  const handleClick = (event: MouseEvent) => {
    if (own.offReason !== undefined) {
      event.preventDefault();
      return;
    }
    own.onClick?.(event);
    own.onPress?.();
  };
  return (
    <button
      {...rest}
      type={own.type ?? 'button'}
      disabled={own.disabled ?? false}
      aria-disabled={own.offReason !== undefined ? 'true' : undefined}
      class={classOf(look, own.offReason !== undefined && styles.off)}
      onClick={handleClick}
    >
      <Show when={own.offReason !== undefined ? 'lock' as const : look.icon}>{(name) => <Icon name={name()} size={look.tile || look.kind === 'primary' || own.offReason === undefined ? 'm' : 's'} />}</Show>
      <span class={styles.words}>{own.children}<Show when={own.offReason}>{(reason) => <>{': '}{reason()}</>}</Show></span>
      <Show when={look.iconEnd}>{(name) => <Icon name={name()} size="s" />}</Show>
    </button>
  );
}

export interface IconButtonProps extends NativeButton {
  /** The accessible name, also the tooltip. */
  readonly label: string;
  readonly icon: IconName;
  readonly kind?: ButtonKind | undefined;
  readonly disabled?: boolean | undefined;
  readonly pressed?: boolean | undefined;
  readonly class?: string | undefined;
  readonly onPress?: (() => void) | undefined;
  readonly onClick?: ((event: MouseEvent) => void) | undefined;
}

/** 44 px square, no frame unless `kind` gives one. */
export function IconButton(props: IconButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, ['label', 'icon', 'kind', 'disabled', 'pressed', 'class', 'onPress', 'onClick']);
  const handleClick = (event: MouseEvent) => {
    own.onClick?.(event);
    own.onPress?.();
  };
  return (
    <button
      {...rest}
      type="button"
      data-square=""
      aria-label={own.label}
      title={own.label}
      aria-pressed={own.pressed}
      disabled={own.disabled ?? false}
      class={cx(styles.button, styles[own.kind ?? 'quiet'], styles.square, (own.kind ?? 'quiet') === 'quiet' && styles.ink, own.class)}
      onClick={handleClick}
    >
      <Icon name={own.icon} />
    </button>
  );
}

type NativeLink = Omit<JSX.AnchorHTMLAttributes<HTMLAnchorElement>, 'class' | 'children'>;

export interface ButtonLinkProps extends NativeLink, ButtonLook {
  readonly href: string;
  readonly children?: JSX.Element;
}

/** Goes somewhere (phone call, mail, another page) and looks like a button. */
export function ButtonLink(props: ButtonLinkProps): JSX.Element {
  const [look, own, rest] = splitProps(props, LOOK, ['children']);
  return (
    <a {...rest} class={classOf(look)}>
      <Show when={look.icon}>{(name) => <Icon name={name()} />}</Show>
      <span class={styles.words}>{own.children}</span>
      <Show when={look.iconEnd}>{(name) => <Icon name={name()} size="s" />}</Show>
    </a>
  );
}

export interface IconLinkProps extends NativeLink {
  readonly href: string;
  /** The accessible name, also the tooltip. */
  readonly label: string;
  readonly icon: IconName;
}

/** The square of `IconButton` for what goes somewhere. */
export function IconLink(props: IconLinkProps): JSX.Element {
  const [own, rest] = splitProps(props, ['label', 'icon']);
  return <a {...rest} data-square="" aria-label={own.label} title={own.label} class={cx(styles.button, styles.quiet, styles.square, styles.ink)}><Icon name={own.icon} /></a>;
}
