/**
 * Words and formats in the user's language, switched live.
 *
 * `createWords({ en, de })` gives a function whose result reads the current language at every property access: both
 * `words().save` and a destructure-free `const w = words(); w.save` follow a switch. German is typed by English, so a
 * missing or differently shaped text does not compile. The locale is one per page, hence module state: words also work
 * in handlers and after an `await`, where no context is at hand. A missing text cannot happen at run time.
 */
import { createSignal, createRenderEffect } from 'solid-js';
import type { Accessor, JSX } from 'solid-js';
import { createFormat } from './format';
import type { Format } from './format';
import { readPreference, writePreference } from './preference';

export type Locale = 'en' | 'de';
export const LOCALES: readonly Locale[] = ['en', 'de'];

/** The shape of `T` with its literal texts widened to `string`. */
export type Words<T> = T extends string
  ? string
  : T extends (...args: infer Args) => infer Out
    ? (...args: Args) => Out extends string ? string : Out
    : { readonly [Key in keyof T]: Words<T[Key]> };

function isLocale(text: string | null | undefined): text is Locale {
  return text === 'en' || text === 'de';
}

/** The stored language, else the first of the browser's languages that we speak, else English. */
export function preferredLocale(languages: readonly string[] = navigator.languages ?? [navigator.language]): Locale {
  const stored = readPreference('locale');
  if (isLocale(stored)) return stored;
  return languages.map((language) => language.slice(0, 2).toLowerCase()).find(isLocale) ?? 'en';
}

const [locale, setLocaleSignal] = createSignal<Locale>(preferredLocale());

function setLocale(next: Locale): void {
  writePreference('locale', next);
  setLocaleSignal(next);
}

export interface LocaleControls {
  readonly locale: Accessor<Locale>;
  readonly setLocale: (next: Locale) => void;
}

/** Reads and changes the language of this device; persisted as `regulars.locale`. */
export function useLocale(): LocaleControls {
  return { locale, setLocale };
}

/** A feature's texts in all languages; call the result where a text is shown. */
export function createWords<const T extends object>(texts: { readonly en: T; readonly de: NoInfer<Words<T>> }): () => Words<T> {
  const byLocale: Record<Locale, Words<T>> = { en: texts.en as unknown as Words<T>, de: texts.de };
  const live = {} as Words<T>;
  for (const key of Object.keys(texts.en) as (keyof Words<T>)[]) {
    Object.defineProperty(live, key, { enumerable: true, get: () => byLocale[locale()][key] });
  }
  return () => live;
}

const formats = new Map<Locale, Format>();

function formatOf(current: Locale): Format {
  let format = formats.get(current);
  if (format === undefined) {
    format = createFormat(current);
    formats.set(current, format);
  }
  return format;
}

const liveFormat: Format = {
  number: (...args) => formatOf(locale()).number(...args),
  percent: (...args) => formatOf(locale()).percent(...args),
  money: (...args) => formatOf(locale()).money(...args),
  wholeMoney: (...args) => formatOf(locale()).wholeMoney(...args),
  bytes: (...args) => formatOf(locale()).bytes(...args),
  day: (...args) => formatOf(locale()).day(...args),
  time: (...args) => formatOf(locale()).time(...args),
  dayTime: (...args) => formatOf(locale()).dayTime(...args),
  partialDate: (...args) => formatOf(locale()).partialDate(...args),
  relativeDay: (...args) => formatOf(locale()).relativeDay(...args),
  duration: (...args) => formatOf(locale()).duration(...args),
  list: (...args) => formatOf(locale()).list(...args),
};

/** Numbers, money and days in the user's language; reads the locale at each call, so it follows a switch. */
export function useFormat(): Format {
  return liveFormat;
}

export interface I18nProviderProps {
  /** Fixes the language, for tests and printing; not persisted. */
  readonly locale?: Locale | undefined;
  readonly children: JSX.Element;
}

/** Keeps `lang` of <html> in step with the language. Mount once around the app. */
export function I18nProvider(props: I18nProviderProps): JSX.Element {
  createRenderEffect(() => {
    if (props.locale !== undefined) setLocaleSignal(props.locale);
  });
  createRenderEffect(() => {
    document.documentElement.lang = locale();
  });
  return <>{props.children}</>;
}
