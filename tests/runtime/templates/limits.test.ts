/** Templates and terms that would run forever or exhaust the memory are refused with a location within seconds. */
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { MAX_OUTPUT, MAX_STEPS } from '../../../src/runtime/templates/budget.ts';
import { createEngine, MAX_TEMPLATE_LENGTH } from '../../../src/runtime/templates/engine.ts';
import { TemplateError } from '../../../src/runtime/templates/template-error.ts';
import { escapeMarkup } from '../../../src/runtime/templates/templates.ts';
import { MAX_TERMS_LENGTH, parseTerms } from '../../../src/runtime/templates/terms-file.ts';
import { cpuTime } from '../../support/cpu-time.ts';

const doubled = (text: string, times: number): string =>
  `{% assign a = "${text}" %}{% for i in (1..${times}) %}{% assign a = a | append: a %}{% endfor %}`;
const LIST = '{% assign a = (1..9000) %}{% for i in (1..9000) %}';
const NESTED =
  '{% assign a = (1..2) %}{% for i in (1..60) %}{% assign a = a | push: a | push: a %}{% endfor %}';
const deep = (open: string, close: string, times: number): string =>
  `${open.repeat(times)}x${close.repeat(times)}`;

const STEPS = `it takes more than ${MAX_STEPS} steps`;
const WRITTEN = `it makes more than ${MAX_OUTPUT} characters`;
const DEEP = 'more than 100 templates, loops and conditions are nested';
const TOO_DEEP = 'nested too deeply';
const LONG = `more than ${MAX_TEMPLATE_LENGTH} characters`;

const filled = async (files: Readonly<Record<string, string>>, data: object = {}): Promise<string> =>
  createEngine(async (name) => files[name], escapeMarkup).fill('x.html', data);

const faultOf = async (work: () => unknown): Promise<TemplateError> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

test.each([
  ['a loop of many rounds', '\n\n  {% for i in (1..100000000) %}x{% endfor %}', 'x.html:3:3', WRITTEN],
  [
    'loops in each other',
    '{% for i in (1..3000) %}\n{% for j in (1..3000) %}{% endfor %}{% endfor %}',
    'x.html:2:1',
    STEPS,
  ],
  [
    'tables in each other',
    '{% tablerow i in (1..3000) %}\n{% tablerow j in (1..3000) %}{% endtablerow %}{% endtablerow %}',
    'x.html:2:1',
    STEPS,
  ],
  ['a text that doubles', doubled('xxxxxxxxxx', 100), 'x.html:1:53', STEPS],
  [
    'a block that doubles',
    '{% assign a = "x" %}{% for i in (1..99) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}',
    'x.html:1:58',
    STEPS,
  ],
  [
    'a text replaced by longer ones',
    '{% assign a = "x" %}{% for i in (1..99) %}{% assign a = a | replace: "x", "xxxxxxx" %}{% endfor %}',
    'x.html:1:43',
    WRITTEN,
  ],
  ['a text as letters', `${doubled('x', 20)}{{ a | split: "" | join: "," | size }}`, 'x.html:1:85', STEPS],
  [
    'much that one filter looks at again and again',
    `${doubled('a ', 18)}{% for i in (1..999) %}{{ a | slugify }}{% endfor %}`,
    'x.html:1:109',
    STEPS,
  ],
  ['a date of a format without end', '{{ "2020-01-01" | date: "%1000000000Y" }}', 'x.html:1:1', WRITTEN],
  ['a list sorted again and again', `${LIST}{% assign b = a | sort %}{% endfor %}`, 'x.html:1:51', STEPS],
  [
    'a list searched again and again',
    `${LIST}{% assign b = a | where: "x", 1 %}{% endfor %}`,
    'x.html:1:51',
    STEPS,
  ],
  ['a list mapped again and again', `${LIST}{% assign b = a | map: "x" %}{% endfor %}`, 'x.html:1:51', STEPS],
  [
    'lists compared again and again',
    `${LIST}{% if a == i %}{% endif %}{% if a contains 0 %}{% endif %}{% endfor %}`,
    /x\.html:1:(51|77)/,
    STEPS,
  ],
  [
    'texts compared again and again',
    `${doubled('x', 20)}{% for i in (1..9000) %}{% if a == a %}{% endif %}{% endfor %}`,
    'x.html:1:109',
    STEPS,
  ],
  [
    'a list that doubles',
    '{% assign a = (1..9) %}{% for i in (1..99) %}{% assign a = a | concat: a %}{% endfor %}',
    'x.html:1:46',
    STEPS,
  ],
  ['lists in each other', `${NESTED}{{ a | json }}`, 'x.html:1:46', STEPS],
  ['conditions too deep', deep('{% if true %}', '{% endif %}', 200), 'x.html:1:1288', DEEP],
  ['conditions far too deep', deep('{% if true %}', '{% endif %}', 12_000), /x\.html:1:\d+/, TOO_DEEP],
  ['brackets far too deep', `{{ a${deep('[a', ']', 90_000)} }}`, 'x.html:1:1', TOO_DEEP],
  ['a template that includes itself', '<p>\n{% include "x.html" %}', 'x.html:2:1', DEEP],
  ['… twice', '{% render "x.html" %}{% render "x.html" %}', 'x.html:1:1', DEEP],
  ['… under a name that it computes', '{% assign n = "x.html" %}{% include n %}', 'x.html:1:26', DEEP],
  ['a template that is its own layout', '{% layout "x.html" %}', 'x.html:1:1', DEEP],
  ['a long template', 'x'.repeat(MAX_TEMPLATE_LENGTH + 1), 'x.html:1:1', LONG],
  [
    'lines of a tag, as many as may be',
    `{% liquid\n${'echo "a"\n'.repeat(33_000)}nope\n%}`,
    'x.html:33002:1',
    'not found',
  ],
  ['a tag that is not closed', `a\n{% ${'{% '.repeat(90_000)}`, 'x.html:2:1', 'not closed'],
  ['an unknown filter', 'a\n\n  {{ "x" | nofilter }}', 'x.html:3:3', 'undefined filter: nofilter'],
  [
    'a template that is not there',
    'a\n {% include "no.html" %}',
    'x.html:2:2',
    'there is no template `no.html`',
  ],
] as const)('refuses a template: %s', { timeout: 30_000 }, async (_, template, place, reason) => {
  const { value, milliseconds } = await cpuTime(() => faultOf(() => filled({ 'x.html': template })));
  const { code, domain, place: told, message } = value.diagnostic;
  expect([code, domain]).toEqual(['template-broken', 'usage']);
  expect(`${told?.file}:${told?.line}:${told?.column}`).toMatch(
    typeof place === 'string' ? `templates/${place}` : place,
  );
  expect(message).toContain(reason);
  expect(milliseconds).toBeLessThan(4000);
});

test('refuses layouts that include each other', async () => {
  const files = { 'x.html': '{% layout "y.html" %}x', 'y.html': '\n{% layout "x.html" %}y' };
  const { diagnostic } = await faultOf(() => filled(files));
  expect(diagnostic).toMatchObject({ code: 'template-broken', place: { line: expect.any(Number) } });
  expect(diagnostic.message).toContain(DEEP);
});

test('counts includes together, and the steps of attempts that stopped at an unread template', async () => {
  const long = 'x'.repeat(MAX_TEMPLATE_LENGTH / 2);
  const both = {
    'x.html': '{% include "y.html" %}{% include "z.html" %}',
    'y.html': long,
    'z.html': `${long}x`,
  };
  expect((await faultOf(() => filled(both))).diagnostic.message).toContain(LONG);
  const names = Array.from({ length: 50 }, (_, index) => `y${index}.html`);
  const computed = names.map((name) => `{% assign n = "${name}" %}{% include n %}`).join('');
  const files = {
    'x.html': `{% for i in (1..20000) %}x{% endfor %}${computed}`,
    ...Object.fromEntries(names.map((name) => [name, 'y'])),
  };
  expect((await faultOf(() => filled(files))).diagnostic.message).toContain(STEPS);
});

test('fills a template with the data of a large book', async () => {
  const entries = Array.from({ length: 50_000 }, (_, index) => ({ title: `Chapter ${index}` }));
  const template =
    '{% for e in entries %}<li>{% if e.title != "" %}{{ e.title | upcase }}{% endif %}</li>{% endfor %}';
  const made = await filled({ 'x.html': template }, { entries });
  expect(made).toContain('<li>CHAPTER 49999</li>');
  const body = 'word '.repeat(2_000_000);
  const same = await filled({ 'x.html': '{% if body != "" %}{{ body | raw }}{% endif %}' }, { body });
  expect(same.length).toBe(body.length);
});

test.each([
  ['not a list', 'hello', '1:1', 'it must be a list'],
  ['a list in place of a text', 'contents: Contents\nsources: [a]', '2:10', '`sources` must be a text'],
  ['a quotation mark left open', 'contents: "x', '1:13', 'quote'],
  ['too deep', `a: ${'['.repeat(80_000)}`, /1:\d+/, TOO_DEEP],
  ['too long', 'a: b\n'.repeat(MAX_TERMS_LENGTH), '1:1', `the limit is ${MAX_TERMS_LENGTH}`],
  [
    'aliases of aliases',
    `a: &a0 [x]\n${Array.from({ length: 60 }, (_, i) => `b${i}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}`,
    '1:8',
    '`a` must be a text',
  ],
] as const)('refuses a file of terms: %s', async (_, text, place, reason) => {
  const { value, milliseconds } = await cpuTime(() => faultOf(() => parseTerms(text, 'terms/en.yaml')));
  const { place: told, message } = value.diagnostic;
  expect(`${told?.file}:${told?.line}:${told?.column}`).toMatch(
    typeof place === 'string' ? `templates/terms/en.yaml:${place}` : place,
  );
  expect(message).toContain(reason);
  expect(milliseconds).toBeLessThan(4000);
});

test('reads terms that look like numbers or dates as text, and leaves empty ones out', () => {
  expect(parseTerms('a: 5\nb: 2020-01-01\nc:\nd: yes', 'terms/en.yaml')).toEqual({
    a: '5',
    b: '2020-01-01',
    d: 'yes',
  });
});

test('reads and counts a template once for many pages that are filled at the same time', async () => {
  const files: Readonly<Record<string, string>> = {
    'x.html': '{% render "y.html" %}',
    'y.html': 'y'.repeat(10_000),
  };
  const read: string[] = [];
  const engine = createEngine(async (name) => {
    read.push(name);
    return files[name];
  }, escapeMarkup);
  const pages = await Promise.all(Array.from({ length: 200 }, () => engine.fill('x.html', {})));
  expect(new Set(pages)).toEqual(new Set([files['y.html']]));
  expect(read).toEqual(['x.html', 'y.html']);
});

test('pages that are filled at the same time cost no more than one after the other', async () => {
  const names = Array.from({ length: 30 }, (_name, index) => `${index}.html`);
  const files = new Map(names.map((name) => [name, 'y']));
  files.set('x.html', `{{ styles }}${names.map((name) => `{% include "${name}" %}`).join('')}`);
  const engine = createEngine(async (name) => {
    await setTimeout(1);
    return files.get(name);
  }, escapeMarkup);
  const styles = 's'.repeat(3_000_000);
  const pages = await Promise.all([engine.fill('x.html', { styles }), engine.fill('x.html', { styles })]);
  expect(pages.map(({ length }) => length)).toEqual([3_000_030, 3_000_030]);
});
