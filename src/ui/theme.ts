/**
 * Light or dark, normal or high contrast. The choice is written as data-theme / data-contrast on <html>; tokens.css does
 * the rest. Without a choice the system decides. One per page, hence module state and not a context.
 */
import { createSignal } from 'solid-js';
import type { Accessor } from 'solid-js';
import { readPreference, writePreference } from './preference';

export type Theme = 'system' | 'light' | 'dark';
export type Contrast = 'system' | 'more';

function storedTheme(): Theme {
  const stored = readPreference('theme');
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

const [theme, setThemeSignal] = createSignal<Theme>(storedTheme());
const [contrast, setContrastSignal] = createSignal<Contrast>(readPreference('contrast') === 'more' ? 'more' : 'system');

function setRootAttribute(name: string, value: string | null): void {
  if (value === null) document.documentElement.removeAttribute(name);
  else document.documentElement.setAttribute(name, value);
}

function setTheme(next: Theme): void {
  const value = next === 'system' ? null : next;
  setThemeSignal(next);
  writePreference('theme', value);
  setRootAttribute('data-theme', value);
}

function setContrast(next: Contrast): void {
  const value = next === 'system' ? null : next;
  setContrastSignal(next);
  writePreference('contrast', value);
  setRootAttribute('data-contrast', value);
}

/** Puts the stored choice on <html>; call once before the first render, so that nothing flashes. */
export function applyStoredTheme(): void {
  setRootAttribute('data-theme', theme() === 'system' ? null : theme());
  setRootAttribute('data-contrast', contrast() === 'system' ? null : contrast());
}

export interface ThemeControls {
  readonly theme: Accessor<Theme>;
  readonly contrast: Accessor<Contrast>;
  readonly setTheme: (next: Theme) => void;
  readonly setContrast: (next: Contrast) => void;
}

/** Reads and changes theme and contrast; needs no provider. */
export function useTheme(): ThemeControls {
  return { theme, contrast, setTheme, setContrast };
}
