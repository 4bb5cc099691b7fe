import { expect, test } from 'vitest';
import { openableLink } from '../../../../src/domain/values/link';

test.each([
  ['https://byrne.ie/shop?a=1#top', 'https://byrne.ie/shop?a=1#top'],
  [' HTTP://Byrne.ie ', 'HTTP://Byrne.ie'],
  ['www.byrne.ie', 'https://www.byrne.ie'],
  ['byrne.ie:8080/x', 'https://byrne.ie:8080/x'],
  ['müller.de', 'https://müller.de'],
])('the address %s is opened as %s', (text, href) => {
  expect(openableLink(text)).toBe(href);
});

test.each(['', 'javascript:alert(1)', 'JavaScript:alert(1)//x.de', 'java\nscript:alert(1)', 'data:text/html,x.y', 'file:///etc/passwd', 'mailto:a@b.de', 'https://bank.example@evil.example', 'just words', 'https://', 'ftp://files.example.com', 'javascript:alert(1).de', 'https:\\\\evil.example'])(
  '%j is shown and not opened', (text) => {
    expect(openableLink(text)).toBeUndefined();
  });
