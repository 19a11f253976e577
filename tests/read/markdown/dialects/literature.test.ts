/** Tests poems, epigraphs, dialogues, letters and small capitals. */
import { describe, expect, test } from 'vitest';
import {
  collectDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
  sectionHtml,
} from '../../../support/workbench.ts';

const render = async (markdown: string): Promise<string> => {
  const { book } = await readAndRender({ 't.md': `# T\n\n${markdown}\n` });
  return sectionHtml(book)
    .replace(/<h1.*<\/h1>\s*/, '')
    .trim();
};

describe('a poem', () => {
  test('keeps its lines and the spaces before them', async () => {
    expect(await render('::: verse\nOne\n  two *three\nfour* five\n\n six\n\n— Ada\n:::')).toBe(
      [
        '<div class="verse">',
        '<p class="stanza"><span class="line">One</span><br>',
        '<span class="line">\u00A0\u00A0two <em>three</em></span><br>',
        '<span class="line"><em>four</em> five</span></p>',
        '<p class="stanza"><span class="line">\u00A0six</span></p>',
        '<p class="attribution">— Ada</p>',
        '</div>',
      ].join('\n'),
    );
  });

  test('names its author and source', async () => {
    expect(await render('::: {.verse author="Ada" source="The gate"}\nOne\n:::')).toContain(
      '<p class="attribution">— Ada, <cite>The gate</cite></p>',
    );
  });

  test('is the same as a line block in it', async () => {
    expect(await render('::: verse\n| One\n|   two\n:::')).toContain('two');
  });

  test('keeps a line that begins with a dash, if it is the only stanza', async () => {
    expect(await render('::: verse\n— One\ntwo\n:::')).toContain('<p class="stanza">');
  });

  test('has its place in a quotation and in a list', async () => {
    expect(await render('> ::: verse\n> One\n>   two\n> :::')).toContain('\u00A0\u00A0two');
  });
});

test('an epigraph is a quotation with a role', async () => {
  expect(await render('::: epigraph\nWords.\n\n-- Ada, *Book*\n:::\n\nText.')).toBe(
    [
      '<blockquote role="doc-epigraph" class="epigraph">',
      '<p>Words.</p>',
      '<p class="attribution">— Ada, <em>Book</em></p>',
      '</blockquote>',
      '<p>Text.</p>',
    ].join('\n'),
  );
});

test('an epigraph of a poem keeps its lines', async () => {
  expect(await render('::: {.epigraph .verse}\nOne\ntwo\n:::')).toContain('<span class="line">One</span>');
});

test('a dialogue marks who speaks', async () => {
  const html = await render('::: dialogue\nAda: Words.\n\n**Ben.** More.\n\n*They go.*\n:::');
  expect(html).toContain('<p class="speech"><strong class="speaker">Ada:</strong> Words.</p>');
  expect(html).toContain('<p class="speech"><strong class="speaker">Ben.</strong> More.</p>');
  expect(html).toContain('<p class="speech"><em>They go.</em></p>');
});

test('a letter has an address and a signature', async () => {
  const html = await render(
    ':::: letter\n::: address\nOne\nTwo\n:::\n\nDear Ben,\n\n::: signature\nYours,\nAda\n:::\n::::',
  );
  expect(html).toContain('<div class="letter">\n<div class="letter-address">');
  expect(html).toContain('<p class="lines"><span class="line">Yours,</span><br>');
});

test('small capitals', async () => {
  expect(await render('See [Words]{.smallcaps #x lang=de}.')).toContain(
    '<span lang="de" class="small-caps" id="t--x">Words</span>',
  );
});

describe('bad input', () => {
  test.each(['verse', 'epigraph', 'dialogue', 'letter', 'dropcap'])(
    'an unclosed %s is reported, and its words stay',
    async (name) => {
      const files = { 't.md': `# T\n\n::: ${name}\nWords.\n` };
      expect(await collectDiagnostics(files)).toEqual(['box-unclosed t.md:3:1']);
      const { book } = await readAndRenderAny(openWorkbench(memoryHost(files)));
      expect(book && sectionHtml(book)).toContain('Words.');
    },
  );

  test('an empty one is nothing', async () => {
    expect(await render('::: verse\n:::\n\nText.')).not.toContain('verse');
  });

  test('one in itself keeps its words', async () => {
    const html = await render(':::: verse\nOne\n\n::: verse\nTwo\n:::\n::::');
    expect(html).toContain('One');
    expect(html).toContain('Two');
  });
});
