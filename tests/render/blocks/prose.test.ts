/** Tests what novels set in their own way: indents, drop capitals and the breaks between scenes. */
import { describe, expect, test } from 'vitest';
import { readAndRender, sectionHtml } from '../../support/workbench.ts';

const render = async (markdown: string, settings = ''): Promise<string> => {
  const { book } = await readAndRender({ 't.md': `---\n${settings}\n---\n\n# T\n\n${markdown}\n` });
  return sectionHtml(book).replace(/<h1.*<\/h1>\s*/, '');
};

describe('indented paragraphs', () => {
  test('follow another paragraph', async () => {
    expect(await render('One.\n\nTwo.\n\n- Item\n\nThree.\n\nFour.', 'paragraphs: indented')).toBe(
      [
        '<p class="joined">One.</p>',
        '<p class="indented">Two.</p>',
        '<ul>\n<li>Item</li>\n</ul>',
        '<p class="joined">Three.</p>',
        '<p class="indented">Four.</p>',
      ].join('\n'),
    );
  });

  test('are neither at an image nor in a text without the setting', async () => {
    const html = await render('One.\n\n<p align="center">Two.</p>\n\nThree.', 'paragraphs: indented');
    expect(html).not.toContain('indented');
    expect(await render('One.\n\nTwo.')).toBe('<p class="lead">One.</p>\n<p>Two.</p>');
  });
});

describe('a drop capital', () => {
  test.each([
    ['One.\n\nTwo.', '<p class="drop-cap">One.'],
    ['::: epigraph\nWords.\n:::\n\n“Yes.”', '<p class="drop-cap">“Yes.”'],
    ['*Yes.* No.', '<p class="drop-cap"><em>Yes.</em> No.'],
  ])('is at the start of %j', async (markdown, expected) => {
    const html = await render(markdown, 'drop-caps: true');
    expect(html).toContain(expected);
    expect(html.match(/drop-cap/g)).toHaveLength(1);
  });

  test.each(['- Item', '## Heading', '… and so on', '`code`', '12 gates', 'باب'])(
    'is not at %j',
    async (markdown) => {
      expect(await render(markdown, 'drop-caps: true')).not.toContain('drop-cap');
    },
  );

  test('is none in a script of joined letters', async () => {
    expect(await render('One.\n\n::: dropcap\nباب\n:::')).not.toContain('drop-cap');
  });

  test('is where its author asks for one', async () => {
    expect(await render('One.\n\n::: dropcap\nTwo.\n\nThree.\n:::')).toBe(
      '<p class="lead">One.</p>\n<p class="drop-cap">Two.</p>\n<p>Three.</p>',
    );
  });
});

describe('a scene break', () => {
  test.each([
    ['***', '', '<hr>'],
    ['***', 'scene-break: dots', '<hr class="scene-break dots">'],
    ['* * *', 'scene-break: asterism', '<hr class="scene-break asterism">'],
    ['***', 'paragraphs: indented', '<hr class="scene-break asterisks">'],
    ['***', 'scene-break: rule', '<hr>'],
    ['---', 'scene-break: dots', '<hr>'],
    ['___', 'paragraphs: indented', '<hr>'],
    ['⁂', '', '<hr class="scene-break asterism">'],
    ['\\* \\* \\*', '', '<hr class="scene-break asterisks">'],
    ['⁂', 'scene-break: space', '<hr class="scene-break space">'],
  ])('of %j with %j', async (markdown, settings, rule) => {
    expect(await render(`One.\n\n${markdown}\n\nTwo.`, settings)).toMatch(
      new RegExp(`One.</p>\n${rule}\n<p>Two`),
    );
  });

  test('is none where words are beside the sign', async () => {
    expect(await render('One.\n\n⁂ Two.')).not.toContain('<hr');
  });
});
