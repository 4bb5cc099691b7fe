import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { continueList, findNoteMarks, withoutRepeatedMarker } from '../../../../src/features/profile/note/note-marks';

const hrefs = (line: string) => findNoteMarks(line).flatMap((mark) => (mark.kind === 'link' ? [mark.href] : []));

describe('a line of a note', () => {
  it('shows a web address as a link without the full stop behind it', () => {
    expect(hrefs('See https://example.com/wine?x=1. Thanks')).toEqual(['https://example.com/wine?x=1']);
    expect(hrefs('www.example.com')).toEqual(['https://www.example.com']);
  });

  it('shows an email address and phone numbers as one calls them', () => {
    expect(hrefs('anna@example.com or 020 912 0174, +49 (30) 1234-567')).toEqual(['mailto:anna@example.com', 'tel:0209120174', 'tel:+49301234567']);
  });

  it.each(['born 12.04.1979', 'since 2024-10-16', '1990 - 2004', 'room 12-15, from 18', 'order 88 of 90'])('takes no date or small number for a phone: %s', (line) => {
    expect(hrefs(line)).toEqual([]);
  });

  it('shows check boxes, and what is done as done', () => {
    expect(findNoteMarks('[ ] send list')).toEqual([{ kind: 'checkbox', from: 0, to: 3, checked: false }]);
    expect(findNoteMarks('- [x] send list')).toEqual([{ kind: 'checkbox', from: 0, to: 5, checked: true }, { kind: 'done', from: 6, to: 15 }]);
    expect(findNoteMarks('- red')).toEqual([{ kind: 'bullet', from: 0, to: 1 }]);
  });

  it('has marks in order that never overlap, whatever is typed', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[-*[\]x 0-9+().@/:a-z]*$/)), (line) => {
      let end = 0;
      for (const mark of findNoteMarks(line)) {
        expect(mark.from).toBeGreaterThanOrEqual(end);
        expect(mark.to).toBeGreaterThan(mark.from);
        expect(mark.to).toBeLessThanOrEqual(line.length);
        end = mark.to;
      }
    }));
  });
});

describe('Enter at the end of a line', () => {
  it('goes on with the list that the line is in', () => {
    expect(continueList('- red')).toEqual({ insert: '- ' });
    expect(continueList('  3. third')).toEqual({ insert: '  4. ' });
    expect(continueList('- [x] done')).toEqual({ insert: '- [ ] ' });
    expect(continueList('[ ] open')).toEqual({ insert: '[ ] ' });
  });

  it('ends the list on an empty item and leaves prose alone', () => {
    expect(continueList('- ')).toEqual({ clear: true });
    expect(continueList('[ ] ')).toEqual({ clear: true });
    expect(continueList('She likes red.')).toBeUndefined();
  });
});

it.each([['- -', '-'], ['* -', '-'], ['  - *', '  *'], ['- [ ] -', '-'], ['2. 2.', '2.'], ['[ ] [ ]', '[ ]'], ['[ ] [x]', '[x]']])('"%s" is a marker typed behind the one that Enter put there', (line, kept) => {
  expect(withoutRepeatedMarker(line)).toBe(kept);
});
it.each(['-', '- a -', '- [ ]', '[ ] a [ ]', '[ ] [', 'a - -', '2. -'])('"%s" is left as it is typed', (line) => {
  expect(withoutRepeatedMarker(line)).toBeUndefined();
});
