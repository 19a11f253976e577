/** Titles are filed under their first word that is no article, in the languages whose articles are known. */
import { expect, test } from 'vitest';
import { deriveSortTitle } from '../../../src/read/settings/sort-title.ts';

test.each([
  ['en', 'The Book', 'Book, The'],
  ['en-GB', 'An Outline of Pain: Notes', 'Outline of Pain: Notes, An'],
  ['en', 'A Guide', 'Guide, A'],
  ['de', 'Die Migräne', 'Migräne, Die'],
  ['de-AT', 'Ein Jahr', 'Jahr, Ein'],
  ['fr', 'Les Mots', 'Mots, Les'],
  ['fr', 'L’Étranger', 'Étranger, L’'],
  ['fr', "L'Étranger", "Étranger, L'"],
  ['es', 'Los dolores', 'dolores, Los'],
  ['it', 'Un’altra vita', 'altra vita, Un’'],
  ['it', 'Gli indifferenti', 'indifferenti, Gli'],
  ['nl', "'t Hoofd", "Hoofd, 't"],
  ['nl', 'Het hoofd', 'hoofd, Het'],
])('derives the sort title in %s: %s', (language, title, filed) => {
  expect(deriveSortTitle(title, language)).toBe(filed);
});

test.each([
  ['en', 'The'],
  ['en', 'Theory of Pain'],
  ['en', 'A is for Aura'],
  ['en', 'A to Z'],
  ['en', 'Die Hard'],
  ['de', 'The Book'],
  ['fr', 'Aujourd’hui'],
  ['fr', 'Lettres'],
  ['it', 'Inferno'],
  ['he', 'הספר'],
  ['constructor', 'The Book'],
  ['en', ''],
])('keeps the title in %s: “%s”', (language, title) => {
  expect(deriveSortTitle(title, language)).toBeUndefined();
});
