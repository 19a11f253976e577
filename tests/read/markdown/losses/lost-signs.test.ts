/** A sign before a number that Markdown takes for a quotation or a list is reported, because it is not printed. */
import { expect, test } from 'vitest';
import { collectDiagnostics } from '../../../support/workbench.ts';

const diagnose = (text: string) => collectDiagnostics({ 't.md': `# T\n\n${text}` });

test.each([
  ['Call us if it is\n> 38 for two days.', 'sign-lost t.md:4:1'],
  ['Call us if it is\n>38 °C.', 'sign-lost t.md:4:1'],
  ['the pulse is\n+ 20 above normal.', 'sign-lost t.md:4:1'],
  ['He said it is\n> about\n+ 20 above normal.', 'sign-lost t.md:5:1'],
  ['> 38 °C: call us.', 'sign-lost t.md:3:1'],
  ['> 5 mg', 'sign-lost t.md:3:1'],
  ['> 10 % of people', 'sign-lost t.md:3:1'],
  ['- > 38 for two days\n- cough', 'sign-lost t.md:3:3'],
  ['- a\n  > 38 b', 'sign-lost t.md:4:3'],
])('reports %j', async (text, expected) => expect(await diagnose(text)).toEqual([expected]));

test.each([
  'He said:\n> Drink enough.',
  '> 2024 was a good year.',
  'Text\n\n> 12 men said so.',
  'Take\n- 5 apples\n- 3 pears',
  '+ 20 more\n+ 30 more',
  'If it is \\> 38 °C or &gt; 39 °C\n\\> 40 °C.',
  '> 5 minutes later',
])('says nothing of %j', async (text) => expect(await diagnose(text)).toEqual([]));
