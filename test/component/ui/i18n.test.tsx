import { cleanup, render, screen } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { I18nProvider, createWords, preferredLocale, useFormat, useLocale } from '../../../src/ui/i18n';

const useWords = createWords({
  en: { greet: (name: string) => `Hello ${name}`, kinds: { one: 'one' }, title: 'Book' },
  de: { greet: (name: string) => `Guten Tag, ${name}`, kinds: { one: 'eins' }, title: 'Buch' },
});

afterEach(cleanup);
beforeEach(() => {
  localStorage.clear();
  useLocale().setLocale('en');
});

describe('words', () => {
  it('switch live, also where they were read once into a variable', () => {
    const words = useWords();
    const format = useFormat();
    render(() => <I18nProvider><p data-testid="text">{words.title} {words.greet('Niamh')} {useWords().kinds.one} {format.number(1.5)}</p></I18nProvider>);
    expect(screen.getByTestId('text').textContent).toBe('Book Hello Niamh one 1.5');
    useLocale().setLocale('de');
    expect(screen.getByTestId('text').textContent).toBe('Buch Guten Tag, Niamh eins 1,5');
    expect(document.documentElement.lang).toBe('de');
  });
  it('of the other language must have the same shape to compile', () => {
    // @ts-expect-error a text is missing in German
    createWords({ en: { a: 'a', b: 'b' }, de: { a: 'a' } });
    // @ts-expect-error a text with a parameter must stay one
    createWords({ en: { count: (n: number) => `${n}` }, de: { count: (n: string) => n } });
  });
});

describe('the first language', () => {
  it('is the stored one', () => {
    useLocale().setLocale('de');
    expect(preferredLocale(['en-US'])).toBe('de');
  });
  it('is else the first of the browser that we speak, else English', () => {
    localStorage.clear();
    expect(preferredLocale(['fr-CH', 'de-CH', 'en'])).toBe('de');
    expect(preferredLocale(['fr', 'ja'])).toBe('en');
  });
});
