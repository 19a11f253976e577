/** Values that a template uses and never gets are found, and no others. */
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createEngine } from '../../../src/runtime/templates/engine.ts';
import { escapeMarkup } from '../../../src/runtime/templates/templates.ts';
import {
  EBOOK_TEMPLATES,
  PRINT_TEMPLATES,
  type TemplateFamily,
  WEB_TEMPLATES,
} from '../../../src/runtime/templates/value-types.ts';
import { readProjectFile } from '../../docs/project-files.ts';

const TERMS = Object.keys(parse(readProjectFile('templates/terms/en.yaml')));

type Files = Readonly<Record<string, string>>;

/** Returns the unknown values of `x.html` as `file:line:column path → near`. */
async function unknownIn(files: Files, like = 'book.html'): Promise<readonly string[]> {
  const engine = createEngine(async (name) => files[name], escapeMarkup);
  const family = like in EBOOK_TEMPLATES.templates ? EBOOK_TEMPLATES : PRINT_TEMPLATES;
  const found = await engine.findUnknownValues('x.html', { family, like, terms: TERMS });
  return found.map(({ file, line, column, path, near }) => `${file}:${line}:${column} ${path} → ${near}`);
}

const unknown = (text: string, like?: string): Promise<readonly string[]> =>
  unknownIn({ 'x.html': text }, like);

test.each([
  ['a misspelled value', '<p>\n  {{ isbnn }}</p>', ['x.html:2:6 isbnn → isbn']],
  ['a value that another has', '{{ subtitle }}', ['x.html:1:4 subtitle → cover.subtitle']],
  ['a value of an object', '{{ cover.subtitel }}', ['x.html:1:4 cover.subtitel → cover.subtitle']],
  ['a value of a text', '{{ title.words }}', ['x.html:1:4 title.words → undefined']],
  ['a value of a list', '{{ sections.kind }}', ['x.html:1:4 sections.kind → undefined']],
  ['a word', '{{ terms.contens }}', ['x.html:1:4 terms.contens → terms.contents']],
  [
    'an entry of a loop',
    '{% for line in imprint %}{{ line.lable }}{% endfor %}',
    ['x.html:1:29 line.lable → line.label'],
  ],
  [
    'an entry of a list in a list',
    '{% for one in contents %}{% for two in one.children %}{{ two.tilte }}{% endfor %}{% endfor %}',
    ['x.html:1:58 two.tilte → two.title'],
  ],
  ['an entry by its number', '{{ imprint[0].vale }}', ['x.html:1:4 imprint[0].vale → imprint[0].value']],
  ['the first entry', '{{ imprint.first.vale }}', ['x.html:1:4 imprint.first.vale → imprint.first.value']],
  ['a condition', '{% if rihgts %}x{% endif %}', ['x.html:1:7 rihgts → rights']],
  ['an argument of a filter', '{{ "x" | append: titel }}', ['x.html:1:18 titel → title']],
  ['a list of a loop', '{% for a in section %}{% endfor %}', ['x.html:1:13 section → sections']],
  [
    'a variable after its loop',
    '{% for line in imprint %}{% endfor %}{{ line.label }}',
    ['x.html:1:41 line → undefined'],
  ],
  [
    'a name in brackets',
    '{{ cover["titel"] }} {{ cover[titel] }}',
    ['x.html:1:4 cover.titel → undefined', 'x.html:1:31 titel → title'],
  ],
])('finds %s', async (_title, text, expected) => {
  expect(await unknown(text)).toEqual(expected);
});

test.each([
  ['values that are not set', '{{ isbn }}{{ doi }}{{ cover.subtitle }}{{ draftMark }}'],
  ['sizes', '{{ title.size }}{{ sections.size }}{{ imprint.first.label.size }}'],
  ['loops', '{% for s in sections %}{{ s.html }}{{ forloop.index }}{% endfor %}'],
  ['loops of numbers', '{% for i in (1..imprint.size) %}{{ i }}{{ imprint[i].label }}{% endfor %}'],
  [
    'loops of filtered lists',
    '{% assign a = imprint | reverse %}{% for l in a %}{{ l.anything }}{% endfor %}',
  ],
  ['tables', '{% tablerow s in sections cols:2 %}{{ s.id }}{{ tablerowloop.col }}{% endtablerow %}'],
  [
    'assigned names',
    '{% assign a = title %}{{ a }}{% capture b %}x{% endcapture %}{{ b }}{% increment n %}{{ n }}',
  ],
  ['names that are assigned again', '{% assign title = imprint %}{{ title[0].label }}'],
  ['words of the language', '{{ true }}{{ nil }}{% if title == empty or title == blank %}x{% endif %}'],
  ['comments and raw text', '{% comment %}{{ nothing }}{% endcomment %}{% raw %}{{ nothing }}{% endraw %}'],
  ['tags in a tag', '{% liquid\n assign a = title\n echo a %}'],
])('accepts %s', async (_title, text) => {
  expect(await unknown(text)).toEqual([]);
});

test('follows the values that templates give to each other', async () => {
  const files = {
    'x.html':
      '{% render "line.html", line: imprint[0] %}{% render "each.html" for lists as list %}{% include "shared.html", own: title %}{% layout "outer.html" %}',
    'line.html': '{{ line.lable }}{{ title }}{{ line.label }}',
    'each.html': '{{ list.titel }}{{ forloop.index }}{% render "line.html", line: list %}',
    'shared.html': '{{ own }}{{ title }}{{ titel }}{% assign later = 1 %}',
    'outer.html': '{% block body %}{{ block.super }}{{ later }}{{ nothing }}{% endblock %}',
  };
  expect(await unknownIn(files)).toEqual([
    'line.html:1:4 line.lable → line.label',
    'line.html:1:20 title → line.title',
    'each.html:1:4 list.titel → list.title',
    'line.html:1:31 line.label → undefined',
    'shared.html:1:24 titel → title',
    'outer.html:1:48 nothing → undefined',
  ]);
});

test('accepts a value that only some of the callers give, or only some of the documents have', async () => {
  const files = {
    'x.html': '{% render "mark.svg", color: "red" %}{% render "mark.svg" %}{% include "head.html" %}',
    'mark.svg': '{{ color | default: "black" }}',
    // Only handouts have it.
    'head.html': '{{ spacing }}',
  };
  expect(await unknownIn(files)).toEqual([]);
  // No caller gives it.
  expect(await unknown('{{ spacing }}')).toEqual(['x.html:1:4 spacing → opening']);
});

test('ends for templates that render themselves and each other', async () => {
  const files = {
    'x.html': '{% render "x.html", a: title %}{% render "y.html", a: a %}{{ b }}',
    'y.html': '{% render "x.html", a: a, c: a %}{% render "none.html" %}',
  };
  expect(await unknownIn(files)).toEqual(['x.html:1:24 title → undefined', 'x.html:1:62 b → a']);
});

test('knows what each document of the e-book gets', async () => {
  expect(await unknown('{{ isbn }}', 'epub/title-page.xhtml')).toEqual(['x.html:1:4 isbn → metadata.isbn']);
  expect(await unknown('{{ metadata.series.title }}{{ facts[0].label }}', 'epub/title-page.xhtml')).toEqual(
    [],
  );
});

const roots = (family: TemplateFamily): readonly string[] => Object.keys(family.templates);

const FAMILIES = [PRINT_TEMPLATES, EBOOK_TEMPLATES, WEB_TEMPLATES];

test.each(FAMILIES.flatMap((family) => roots(family).map((name) => ({ name, family }))))(
  'our $name uses no unknown value',
  async ({ name, family }) => {
    const engine = createEngine(async (file) => readProjectFile(`templates/${file}`), escapeMarkup);
    expect(await engine.findUnknownValues(name, { family, like: name, terms: TERMS })).toEqual([]);
  },
);
