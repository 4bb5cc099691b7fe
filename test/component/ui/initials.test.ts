import { expect, it } from 'vitest';
import { householdInitials, initialsOf } from '../../../src/ui/initials';

it.each([
  ['Niamh Costello', 'NC'], ['Dr Sinéad Walsh', 'SW'], ['Bríd Ní Chonchúir-Fitzgerald', 'BC'], ['ólafur þórsson', 'ÓÞ'], ['Cher', 'C'], ['山田太郎', '山'], ['Åse', 'Å'], ['🧑‍🍳 Ana', 'A'], ['', ''], ['  —  ', ''], ['Dr', 'D'],
])('a person called "%s" is %s', (name, initials) => {
  expect(initialsOf(name, 'person', 'en')).toBe(initials);
});

it('a company takes its first two words', () => {
  expect(initialsOf('The Brass Lantern Ltd', 'company', 'en')).toBe('TB');
});

it('a Turkish i keeps its dot', () => {
  expect(initialsOf('ilker ışık', 'person', 'tr')).toBe('İI');
});

it.each([['Tom & Edith Varley', 'TV', 'EV'], ['Tom Varley und Edith Stone', 'TV', 'ES'], ['Varley family', 'VF', '']])('the household "%s" shows %s and %s', (name, one, two) => {
  expect(householdInitials(name, 'en')).toEqual([one, two]);
});
